// The audit trail as a table: for paper with what a reviewer reads, for a spreadsheet with
// everything (AT-19).
import type { AuditEntry } from "../../projections/audit-trail/entry.ts";
import type { Trail } from "../../projections/audit-trail/trail.ts";
import type { Column, Row, Table } from "../model/table.ts";
import {
  fieldText,
  paperText,
  recordText,
  whatCell,
  whenCell,
  whoCell,
  whyText,
} from "./entry-cells.ts";

export const trailTable = (id: string, title: string, entries: Trail["entries"]): Table => ({
  kind: "table",
  id,
  title,
  columns: [
    { key: "entry", title: "Entry", align: "end", weight: 7 },
    { key: "recorded", title: "Recorded, local and UTC", weight: 18 },
    { key: "who", title: "Who", weight: 17 },
    { key: "record", title: "Of", weight: 13 },
    { key: "what", title: "What", weight: 34 },
    { key: "why", title: "Why", weight: 13, blank: "no reason asked for" },
  ],
  rows: () => mapped(entries, printedRow),
});

const printedRow = (entry: AuditEntry): Row => [
  String(entry.position),
  whenCell(entry),
  whoCell(entry),
  recordText(entry),
  whatCell(entry),
  whyText(entry),
];

/** One column for each field of an entry; what does not apply is empty. */
export const trailExport = (id: string, entries: Trail["entries"]): Table => ({
  kind: "table",
  id,
  columns: exported.map(([key, title]): Column => ({ key, title, weight: 1, blank: "" })),
  rows: () => mapped(entries, (entry) => exported.map(([, , value]) => value(entry) ?? "")),
});

type Value = (entry: AuditEntry) => string | null | undefined;

const exported: readonly (readonly [key: string, title: string, value: Value])[] = [
  ["position", "Entry", ({ position }) => String(position)],
  ["recordedAt", "Recorded (UTC)", ({ when }) => when?.recordedAt],
  ["recordedLocal", "Recorded (local)", ({ when }) => when?.recordedLocal],
  ["zone", "Zone", ({ when }) => when?.zone],
  ["occurredAt", "Happened (as claimed)", ({ when }) => when?.occurredAt],
  ["zoneStated", "Zone stated", ({ when }) => yesNo(when?.zoneStated)],
  ["late", "Late entry", ({ when }) => yesNo(when?.late)],
  ["paper", "From paper", ({ when }) => when?.fromPaper && paperText(when.fromPaper)],
  ["record", "Record", recordText],
  ["recordKind", "Kind of record", ({ record }) => record?.kind],
  ["trail", "Trail", ({ trail }) => trail],
  ["action", "Action", ({ action }) => action],
  ["criticality", "Criticality", ({ criticality }) => criticality],
  ["type", "Event type", ({ type }) => type],
  ["sentence", "What", ({ sentence }) => sentence],
  ["values", "Values", ({ fields }) => fields.map(fieldText).join("; ")],
  ["changes", "Changes an earlier value", (entry) => yesNo(entry.changesEarlierValue)],
  ["whoKind", "Kind of actor", ({ who }) => who?.kind],
  ["who", "Who", ({ who }) => who?.name],
  ["username", "Username", ({ who }) => who?.username],
  ["role", "Role", ({ who }) => who?.role],
  ["onBehalfOf", "On behalf of", ({ who }) => who?.onBehalfOf],
  ["authorisedBy", "Authorised by", ({ who }) => who?.authorisedBy],
  ["reasonCode", "Reason code", ({ why }) => why?.code],
  ["reason", "Reason", ({ why }) => why?.text],
  ["site", "Site", ({ where }) => where?.site],
  ["workstation", "Workstation", ({ where }) => where?.workstation],
  ["authentication", "Authentication", ({ authentication }) => authentication?.method],
  ["about", "About", ({ about }) => about.map(({ name }) => name).join("; ")],
  ["origin", "Origin", ({ origin }) => origin],
  ["commandId", "Command", ({ commandId }) => commandId],
  ["correlationId", "Correlation", ({ correlationId }) => correlationId],
  ["causationId", "Causation", ({ causationId }) => causationId],
  ["eventId", "Event", ({ eventId }) => eventId],
  ["stream", "Stream", ({ stream }) => stream],
  ["revision", "Revision", ({ revision }) => String(revision)],
  ["appVersion", "Program version", ({ software }) => software?.appVersion],
  ["schemaVersion", "Event version", ({ software }) => software?.schemaVersion.toString()],
];

const yesNo = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? "yes" : "no";

async function* mapped(entries: Trail["entries"], row: (entry: AuditEntry) => Row) {
  for await (const entry of entries()) yield row(entry);
}
