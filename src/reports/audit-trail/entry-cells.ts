// How one entry of the audit trail is printed.
import type { AuditEntry } from "../../projections/audit-trail/entry.ts";
import { words } from "../../projections/wording/show.ts";
import type { Cell, Flag } from "../model/fact.ts";

/** The sentence, and each field in full: old value and new (21 CFR 11.10(e), regulatory AT-4). */
export function whatCell(entry: AuditEntry): Cell {
  const note = entry.fields.map(fieldText).join("; ");
  const flag = whatFlag(entry);
  return { text: entry.sentence, ...(flag && { flag }), ...(note && { note }) };
}

/** AT-2: what kind of record, and what it was called then. */
export function recordText({ record, stream }: AuditEntry): string {
  if (!record) return stream;
  const kind = words(record.kind);
  return record.name.toLowerCase().startsWith(kind) ? record.name : `${kind} ${record.name}`;
}

/** Local time of the site with its offset, UTC below; the claimed time where it is another. */
export function whenCell({ when }: AuditEntry): Cell {
  if (!when) return { text: "", flag: "unknown" };
  const same = Date.parse(when.occurredAt) === Date.parse(when.recordedAt);
  const utc = `${when.recordedAt.replace("T", " ").replace("Z", "")} UTC`;
  const paper = when.fromPaper ? `; ${paperText(when.fromPaper)}` : "";
  const said = when.zoneStated ? when.occurredAt : `${when.occurredAt}, zone unstated`;
  return {
    text: when.recordedLocal,
    ...(when.late && { flag: "late" }),
    note: `${utc}${same ? "" : `; said to have happened ${said}`}${paper}`,
  };
}

/**
 * Printed name, username and role as of then; a machine or an import is never shown as a person.
 */
export function whoCell({ who, origin }: AuditEntry): Cell {
  if (!who) return { text: origin === "foreign" ? "Unknown writer" : "", flag: "unknown" };
  const others = [
    who.onBehalfOf && `on behalf of ${who.onBehalfOf}`,
    who.authorisedBy && `authorised by ${who.authorisedBy}`,
  ].filter(Boolean);
  const note = others.length > 0 && { note: others.join(", ") };
  if (who.kind === "person") {
    return { text: `${who.name} (${who.username}), ${who.role}`, ...note };
  }
  const said = who.name.toLowerCase().startsWith(who.kind);
  return { text: said ? who.name : `${who.name} (${who.kind})`, ...note };
}

export const paperText = ({ form, page }: NonNullable<When["fromPaper"]>): string =>
  `copied from form ${form}, page ${page}`;
type When = NonNullable<AuditEntry["when"]>;

export const whyText = ({ why }: AuditEntry): string => (why ? `${why.text} (${why.code})` : "");

export const fieldText = ({ label, old, new: value }: AuditEntry["fields"][number]): string =>
  old === undefined
    ? `${label}: ${value ?? "none"}`
    : `${label}: ${old ?? "none"} \u2192 ${value ?? "none"}`;

function whatFlag({ action, origin, changesEarlierValue }: AuditEntry): Flag | undefined {
  if (origin === "foreign") return "unknown";
  if (action === "refused") return "refused";
  if (action === "void") return "voided";
  return changesEarlierValue ? "corrected" : undefined;
}
