// Section 33: files that belong to the record, by the digest that their bytes are kept under (21
// CFR 11.10(b), (c)).
import type { Attachment } from "../../../projections/batch-record/record/executed-part.ts";
import type { Table } from "../../model/table.ts";
import { byCell, pathText, whenCell } from "../cells.ts";
import { tableOf } from "../section.ts";

export const attachmentTable = (attachments: readonly Attachment[]): Table =>
  tableOf(
    "attachments",
    "Attachments and true copies",
    [
      ["name", "Name", 5],
      ["kind", "Kind of file", 4],
      ["of", "Belongs to", 4],
      ["digest", "SHA-256", 6],
      ["by", "Attached by", 4],
      ["when", "When", 4],
    ],
    attachments.map((one) => [
      one.isTrueCopy ? { text: one.name, note: "true copy" } : one.name,
      { text: one.mediaType, note: `${one.size_bytes} bytes` },
      one.deviation ?? (one.step ? pathText(one.step) : "the batch"),
      one.digest,
      byCell(one.by),
      whenCell(one.by),
    ]),
  );
