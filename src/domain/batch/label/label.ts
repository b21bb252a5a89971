// The fold of printed matter on the line, by lot; what was applied is told from consumptions.
import type { EventOf } from "../../kernel/event-type.ts";
import { convert, type Quantity, sumOf } from "../../kernel/quantity.ts";
import type { MaterialPart } from "../material/material.ts";
import type { LabelReconciled, labelEvents } from "./events.ts";

export interface OnLine {
  readonly issued: readonly Quantity[];
  readonly returned: readonly Quantity[];
  readonly destroyed: readonly Quantity[];
  /** With which account it was reconciled; anything that happens later opens it again. */
  readonly reconciled: (Account & Pick<Reconciled, "waiver">) | undefined;
}
type Reconciled = EventOf<typeof LabelReconciled>["data"];
/** By lot id. */
export type LabelPart = ReadonlyMap<string, OnLine>;

export interface Account {
  readonly issued: Quantity;
  readonly applied: Quantity;
  readonly returned: Quantity;
  readonly destroyed: Quantity;
}

export const noLabels: LabelPart = new Map();
export const notOnLine: OnLine = {
  issued: [],
  returned: [],
  destroyed: [],
  reconciled: undefined,
};

export function evolveLabel(
  part: LabelPart,
  event: EventOf<(typeof labelEvents)[number]>,
): LabelPart {
  const { materialLotId } = event.data;
  const former = part.get(materialLotId) ?? notOnLine;
  return new Map(part).set(materialLotId, after(former, event));
}

function after(former: OnLine, event: EventOf<(typeof labelEvents)[number]>): OnLine {
  switch (event.type) {
    case "LabelIssued":
      return { ...former, issued: [...former.issued, event.data.quantity] };
    case "LabelReturned":
      return { ...former, returned: [...former.returned, event.data.quantity] };
    case "LabelDestroyed":
      return { ...former, destroyed: [...former.destroyed, event.data.quantity] };
    case "LabelReconciled":
      return { ...former, reconciled: event.data };
    default:
      return event satisfies never;
  }
}

/** What of the lot is in the batch, voided and corrected ones as they are now. */
export const appliedOf = ({ consumptions }: MaterialPart, materialLotId: string) =>
  [...consumptions.values()]
    .filter((one) => !one.voided && one.data.materialLotId === materialLotId)
    .map(({ quantity }) => quantity);

/** Undefined: some count is not known, or counts other things. */
export function accountOf(
  line: OnLine,
  applied: readonly (Quantity | undefined)[],
): Account | undefined {
  const [first = applied.find((one) => one)] = line.issued;
  if (!first) return undefined;
  const none = { value: "0", unitOfMeasure: first.unitOfMeasure };
  const sum = (parts: readonly (Quantity | undefined)[]) => {
    const total = sumOf([none, ...parts]);
    const same = total && convert(total, none.unitOfMeasure);
    return same && !("refused" in same) ? same : undefined;
  };
  const [issued, used, returned, destroyed] = [
    sum(line.issued),
    sum(applied),
    sum(line.returned),
    sum(line.destroyed),
  ];
  return issued && used && returned && destroyed
    ? { issued, applied: used, returned, destroyed }
    : undefined;
}
