// Serial numbers of a batch: what was issued, what became of them, and how that came out.
import { amissIn } from "../../../domain/batch/serial/events.ts";
import { rangesText } from "../../../domain/kernel/gs1/serial.ts";
import type { SerialMovement, SerialNumbers } from "../record/executed-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { EntryRow } from "../rows/rows.ts";
import { keptAs } from "./executed.ts";

export function serialNumbersOf(rows: readonly EntryRow[], entries: Entries): SerialNumbers {
  const issued = keptAs(rows, "SerialsIssued").map(
    ({ position, data }): SerialMovement => ({
      what: "issued",
      serials: data.serials,
      text: rangesText(data.serials),
      cause: null,
      flags: [],
      by: entries.stampAt(position),
    }),
  );
  const accounted = keptAs(rows, "SerialsAccounted").map(
    ({ position, data }): SerialMovement => ({
      what: data.as,
      serials: data.serials,
      text: rangesText(data.serials),
      cause: data.cause ?? null,
      flags: data.flags,
      by: entries.stampAt(position),
    }),
  );
  const last = keptAs(rows, "SerialsReconciled").at(-1);
  return {
    movements: [...issued, ...accounted].toSorted(
      (one, other) => one.by.position - other.by.position,
    ),
    reconciliation: last ? reconciled(last, entries) : null,
  };
}

type Reconciled = Extract<EntryRow, { readonly type: "SerialsReconciled" }>;
const reconciled = ({ position, data: { deviationId, ...account } }: Reconciled, by: Entries) => ({
  ...account,
  amiss: amissIn(account),
  deviation: deviationId ? by.nameAt(position, "deviation", deviationId) : null,
  by: by.stampAt(position),
});
