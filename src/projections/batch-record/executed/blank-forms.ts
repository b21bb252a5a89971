// Papers of a batch: the blank forms that were issued, and what was copied from them.
import type { AuditEntry } from "../../audit-trail/entry.ts";
import { saidOf } from "../query/said.ts";
import type { BlankForm, CopiedEntry } from "../record/executed-part.ts";
import type { Entries } from "../record/stamp.ts";
import type { EntryRow, Rows } from "../rows/rows.ts";
import { keptAs } from "./executed.ts";

export const blankFormsOf = (rows: readonly EntryRow[], entries: Entries): readonly BlankForm[] =>
  keptAs(rows, "BlankFormIssued").map(({ position, data: { form, copy } }) => {
    const back = keptAs(rows, "BlankFormReturned").find(({ data }) => data.form === form);
    const over = keptAs(rows, "BlankFormVoided").find(({ data }) => data.form === form);
    const end = back ?? over;
    const as = back ? ("returned" as const) : ("void" as const);
    return {
      form,
      copy,
      issued: entries.stampAt(position),
      ended: end ? { as, by: entries.stampAt(end.position) } : null,
      pages: back?.data.pages ?? null,
    };
  });

/** `own`: made in the batch. A correction is compared as the entry that it corrects. */
export function copiedEntriesOf(
  rows: Rows,
  own: readonly AuditEntry[],
  entries: Entries,
): readonly CopiedEntry[] {
  const corrections = correctionsIn(rows);
  const checks = Map.groupBy(
    keptAs(rows.entries, "TranscriptionChecked"),
    ({ data }) => data.entryEventId,
  );
  return saidOf(own).flatMap((said) => {
    const { fromPaper, eventId, position } = said.by;
    if (!fromPaper || corrections.has(position)) return [];
    const made = checks.get(eventId) ?? [];
    const last = made.at(-1);
    const changed = [...corrections].filter(([, of]) => of === eventId).map(([at]) => at);
    return [
      {
        ...said,
        ...fromPaper,
        checks: made.map(({ position: at, data: { result, findings } }) => ({
          result,
          findings: findings ?? null,
          by: entries.stampAt(at),
        })),
        isChecked: last?.data.result === "same" && changed.every((at) => at < last.position),
      },
    ];
  });
}

/** The id of what is corrected, by the position of the correction. */
const correctionsIn = ({ readings, yields, materialCorrections }: Rows) =>
  new Map(
    [...readings, ...yields, ...materialCorrections].flatMap(
      ({ position, corrects_event_id: of }) => (of === null ? [] : [[position, of] as const]),
    ),
  );
