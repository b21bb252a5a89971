// The fold of serial numbers: what was issued to the batch, and what became of it. A lot that is
// made under a serial number, once some were issued, has that number applied to it.
import {
  common,
  countOf,
  noSerials,
  rangesOf,
  type SerialRange,
  type Serials,
  serialsOf,
  union,
  without,
} from "../../kernel/gs1/serial.ts";
import type { Identifier } from "../../kernel/identifier.ts";
import type { BatchEvent } from "../batch.ts";
import type { SerialAccount, SerialFlag } from "./events.ts";

export interface SerialPart {
  readonly issued: Serials;
  /** By reservation id. */
  readonly reservationIds: ReadonlySet<string>;
  readonly applied: Serials;
  readonly returned: Serials;
  readonly destroyed: Serials;
  readonly twice: Serials;
  /** With which account; anything that happens later opens it again. */
  readonly reconciled: SerialAccount | undefined;
}

export const noSerialNumbers: SerialPart = {
  issued: noSerials,
  reservationIds: new Set(),
  applied: noSerials,
  returned: noSerials,
  destroyed: noSerials,
  twice: noSerials,
  reconciled: undefined,
};

export function evolveSerial(part: SerialPart, event: BatchEvent): SerialPart {
  switch (event.type) {
    case "SerialsIssued":
      return {
        ...part,
        issued: union(part.issued, known(event.data.serials)),
        reservationIds: new Set(part.reservationIds).add(event.data.reservationId),
      };
    case "SerialsAccounted":
      return accounted(part, event.data.as, known(event.data.serials));
    case "SerialsReconciled": {
      const { deviationId: _, ...account } = event.data;
      return { ...part, reconciled: account };
    }
    case "OutputProduced":
      if (part.issued.length === 0) return part;
      return accounted(part, "applied", serialsIn(event.data.identifiers));
    default:
      return part;
  }
}

/** They were looked at when it was decided. */
const known = (ranges: readonly SerialRange[]): Serials => {
  const found = serialsOf(ranges);
  return "serials" in found ? found.serials : noSerials;
};

/** Of the lot itself: one number for each thing. */
export const serialsIn = (identifiers: readonly Identifier[]): Serials =>
  known(
    identifiers.flatMap(({ scheme, value }) => (scheme === "serialNumber" ? { from: value } : [])),
  );

function accounted(
  part: SerialPart,
  as: "applied" | "returned" | "destroyed",
  serials: Serials,
): SerialPart {
  const twice = union(part.twice, common(used(part), serials));
  return { ...part, [as]: union(part[as], serials), twice };
}

const used = ({ applied, returned, destroyed }: SerialPart): Serials =>
  union(union(applied, returned), destroyed);

/** What is odd about accounting for these now. */
export function serialFlags(part: SerialPart, serials: Serials): readonly SerialFlag[] {
  const isOutside = without(serials, part.issued).length > 0;
  const isTwice = common(serials, used(part)).length > 0;
  return [
    ...(isOutside ? (["SERIAL_NOT_ISSUED"] as const) : []),
    ...(isTwice ? (["SERIAL_DUPLICATE"] as const) : []),
  ];
}

export const serialAccountOf = (part: SerialPart): SerialAccount => ({
  issued: Number(countOf(part.issued)),
  applied: Number(countOf(part.applied)),
  returned: Number(countOf(part.returned)),
  destroyed: Number(countOf(part.destroyed)),
  missing: rangesOf(without(part.issued, used(part))),
  notIssued: rangesOf(without(used(part), part.issued)),
  twice: rangesOf(part.twice),
});
