// The second person: who confirmed an entry, and how it came out (21 CFR 211.101(d)).
import type { BatchRecord } from "../../projections/batch-record/record/record.ts";
import type { Stamp } from "../../projections/batch-record/record/stamp.ts";
import type { Cell } from "../model/fact.ts";
import { byText, codeText, marked } from "./cells.ts";

/** `checked by Eva Kos (eva): pass, entry 12`; nothing where nobody confirmed the entry. */
const checkedNotes = (
  { inspections }: Pick<BatchRecord, "inspections">,
  entry: number,
): readonly string[] =>
  inspections
    .filter(({ ofEntry }) => ofEntry === entry)
    .map(({ result, by }) => {
      return `checked by ${byText(by)}: ${codeText(result)}, entry ${by.position}`;
    });

/** Who did it in which role, and below who confirmed it. */
export const checkedByCell = (
  record: Pick<BatchRecord, "inspections">,
  stamp: Stamp | null,
): Cell =>
  stamp
    ? marked(byText(stamp), undefined, [
        ...(stamp.who.role === null ? [] : [stamp.who.role]),
        ...checkedNotes(record, stamp.position),
      ])
    : "";
