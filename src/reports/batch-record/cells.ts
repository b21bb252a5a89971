// How the values of a record are printed: amounts with units, limits, who and when, and what a value must be marked with.
import type {
  MaterialUse,
  Reading,
  Step,
  Value,
} from "../../projections/batch-record/record/record-part.ts";
import type { Stamp } from "../../projections/batch-record/record/stamp.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { words } from "../../projections/wording/show.ts";
import type { Cell, Flag } from "../model/fact.ts";

type Amount = MaterialUse["quantity"];
type Limits = Reading["limits"];

export const amountCell = (quantity: Amount): Cell =>
  quantity ? quantityText(quantity) : { text: "not known", flag: "unknown" };

export const valueText = (value: Value): string =>
  "text" in value ? value.text : quantityText(value);

/** `95 kg to 105 kg`, `not more than 1.8%`; the target where there is one. */
export function limitsText(limits: Limits): string {
  const { low, high, target } = limits ?? {};
  const range =
    low && high
      ? `${quantityText(low)} to ${quantityText(high)}`
      : low
        ? `not less than ${quantityText(low)}`
        : high && `not more than ${quantityText(high)}`;
  return [range, target && `target ${quantityText(target)}`].filter(Boolean).join("; ");
}

export const pathText = (path: Step["path"] | null): string =>
  path
    ? [path.procedure, path.unitProcedure, path.operation, path.phase].filter(Boolean).join(" > ")
    : "";

/** When it happened by the clock of the site; below, when it was recorded, where that is another time. */
export function whenCell(stamp: Stamp | null): Cell {
  if (!stamp) return "";
  const { occurredAt, occurredLocal, recordedAt, zoneStated, late } = stamp;
  const same = zoneStated && Date.parse(occurredAt) === Date.parse(recordedAt);
  const recorded = `${same ? "" : "recorded "}${recordedAt} UTC`;
  const why = late && stamp.why ? `; ${stamp.why.text}` : "";
  return { text: occurredLocal, note: `${recorded}${why}`, ...(late && { flag: "late" }) };
}

/** A business time of a source, as it states it. */
export const statedTime = (time: string): string => time.replace("T", " ");

/** Printed name, username and role of then (21 CFR 11.50); what is no person is marked as such. */
export function byCell(stamp: Stamp | null): Cell {
  if (!stamp) return "";
  const { kind, name, username, role } = stamp.who;
  if (kind === "person") return { text: `${name} (${username})`, note: role ?? "" };
  return { text: `${name} (${kind})`, ...(kind === "import" && { flag: "imported" }) };
}

export const byText = ({ who: { name, username, kind } }: Stamp): string =>
  kind === "person" ? `${name} (${username})` : `${name} (${kind})`;

/** A text with a mark and, small below, what the mark is about. */
export const marked = (text: string, flag: Flag | undefined, notes: readonly string[]): Cell => ({
  text,
  ...(flag && { flag }),
  ...(notes.length > 0 && { note: notes.join("; ") }),
});

/** `useAtRisk` as words. */
export const codeText = (code: string): string => words(code);
