// The access log as a table for a spreadsheet: one row for each session, failure and lock (draft
// Annex 11, 11.9).
import type { AccessLine } from "../../projections/access/query/access-log.ts";
import type { Column, Table } from "../model/table.ts";

/** One column for each field of a line; what does not apply is empty. */
export const accessLogTable = (lines: () => AsyncIterable<AccessLine>): Table => ({
  kind: "table",
  id: "access-log",
  columns: exported.map(([key, title]): Column => ({ key, title, weight: 1, blank: "" })),
  rows: () => rowsOf(lines()),
});

async function* rowsOf(lines: AsyncIterable<AccessLine>) {
  for await (const line of lines) yield exported.map(([, , value]) => String(value(line) ?? ""));
}

type Value = (line: AccessLine) => string | number | null | undefined;

const exported: readonly (readonly [key: string, title: string, value: Value])[] = [
  ["position", "Entry", ({ position }) => position],
  ["kind", "Kind", ({ kind }) => kind],
  ["at", "At (UTC)", ({ at }) => at],
  ["name", "Who", ({ person }) => person?.name],
  ["username", "Username", ({ person }) => person?.username],
  ["personId", "Person", ({ person }) => person?.id],
  ["roles", "Roles then", ({ roles }) => roles.join("; ")],
  ["method", "Method", ({ method }) => method],
  ["assurance", "Proven by", ({ assurance }) => assurance],
  ["network", "Network", ({ network }) => network],
  ["workstation", "Workstation", ({ workstation }) => workstation],
  ["otherSessions", "Sessions elsewhere", ({ otherSessions }) => otherSessions],
  ["endedAt", "Ended (UTC)", ({ endedAt }) => endedAt],
  ["cause", "Ended by", ({ cause }) => cause],
  ["why", "Why", ({ why }) => why],
  ["count", "Attempts", ({ count }) => count],
  ["lockedUntil", "Locked until (UTC)", ({ lockedUntil }) => lockedUntil],
  ["sessionId", "Session", ({ sessionId }) => sessionId],
];
