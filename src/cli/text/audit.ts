// An entry of the audit trail for the terminal: when, who, of what; then what happened, with old
// and new values, and why.
import type { AuditEntry } from "../../projections/audit-trail/entry.ts";
import { fieldText, recordText, whyText } from "../../reports/audit-trail/entry-cells.ts";
import { type Look, styleIn } from "../terminal/table.ts";

export function entryLines(entry: AuditEntry, look: Look): string {
  const style = styleIn(look);
  const { who, when, position } = entry;
  const by = who ? `${who.name}${who.role === null ? "" : `, ${who.role}`}` : "a foreign writer";
  const marks = [
    ...(entry.origin === "foreign" ? ["FOREIGN"] : []),
    ...(entry.action === "refused" ? ["REFUSED"] : []),
    ...(when?.late ? ["LATE ENTRY"] : []),
    ...(entry.changesEarlierValue ? ["CHANGE"] : []),
  ];
  const head = [
    style("bold", String(position).padStart(6)),
    when?.recordedLocal ?? "no time of ours",
    style("dim", by),
    recordText(entry),
    ...marks.map((mark) => style("yellow", mark)),
  ];
  const changed = entry.fields.filter(({ old }) => old !== undefined).map(fieldText);
  const why = entry.why ? [`why: ${whyText(entry)}`] : [];
  const rest = [entry.sentence, ...changed, ...why].map((line) => `        ${line}`);
  return `${[head.join("  "), ...rest].join("\n")}\n`;
}
