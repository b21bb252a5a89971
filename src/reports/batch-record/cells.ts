// How the values of a record are printed: amounts with units, limits, who and when, and what a
// value must be marked with.
import type {
  MaterialUse,
  Step,
  Value,
} from "../../projections/batch-record/record/record-part.ts";
import type { Stamp } from "../../projections/batch-record/record/stamp.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { words } from "../../projections/wording/show.ts";
import type { Cell, Flag } from "../model/fact.ts";

type Amount = MaterialUse["quantity"];

export const amountCell = (quantity: Amount): Cell =>
  quantity ? quantityText(quantity) : { text: "not known", flag: "unknown" };

export const valueText = (value: Value): string =>
  "text" in value ? value.text : quantityText(value);

export const pathText = (path: Step["path"] | null): string =>
  path
    ? [path.procedure, path.unitProcedure, path.operation, path.phase].filter(Boolean).join(" > ")
    : "";

/**
 * When it happened, by the clock of the site; below, which entry of the audit trail says the rest.
 */
export function whenCell(stamp: Stamp | null): Cell {
  if (!stamp) return "";
  const { occurredLocal, late, why, position, fromPaper } = stamp;
  const paper = fromPaper ? `; form ${fromPaper.form}, page ${fromPaper.page}` : "";
  const note = `entry ${position}${paper}${late && why ? `; ${why.text}` : ""}`;
  return { text: toSeconds(occurredLocal), note, ...(late && { flag: "late" }) };
}

/** `2026-11-20 09:00:00 +01:00`: the audit trail has the milliseconds. */
const toSeconds = (local: string): string => local.replace(/(:\d\d)\.\d+/, "$1");

/** UTC to the second. */
export const utcText = (instant: string): string =>
  toSeconds(instant.replace("T", " ")).slice(0, 19);

/** A business time of a source, as it states it. */
export const statedTime = (time: string): string => time.replace("T", " ");

/** Printed name, username and role of then (21 CFR 11.50); what is no person is marked as such. */
export function byCell(stamp: Stamp | null): Cell {
  if (!stamp) return "";
  const { kind, name, username, role } = stamp.who;
  if (kind === "person") return { text: `${name} (${username})`, note: role ?? "" };
  return actorText(stamp);
}

export const byText = (stamp: Stamp): string =>
  stamp.who.kind === "person" ? `${stamp.who.name} (${stamp.who.username})` : actorText(stamp);

/** `Press P-12 (device)`; `Import of the tablet data set`, which says it already. */
const actorText = ({ who: { name, kind } }: Stamp): string =>
  name.toLowerCase().startsWith(kind) ? name : `${name} (${kind})`;

/** A text with a mark and, small below, what the mark is about. */
export const marked = (text: string, flag: Flag | undefined, notes: readonly string[]): Cell => ({
  text,
  ...(flag && { flag }),
  ...(notes.length > 0 && { note: notes.join("; ") }),
});

/** `960,000`: for figures in large type; tables keep digits as they were recorded. */
export const grouped = (decimal: string): string =>
  decimal.replace(/^-?\d+/, (whole) => whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ","));

/** `useAtRisk` as words. */
export const codeText = (code: string): string => words(code);
