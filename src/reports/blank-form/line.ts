// A row of a blank form: what is asked, and room for what was found, when, by whom, and by whom it
// was verified.
import type { FormStep } from "../../projections/batch-record/query/blank-form.ts";
import { quantityText, unitText } from "../../projections/wording/quantity.ts";
import { marked } from "../batch-record/cells.ts";
import { tableOf } from "../batch-record/section.ts";
import type { Cell } from "../model/fact.ts";
import type { Row, Table } from "../model/table.ts";

type SignOff = FormStep["phase"]["signOff"];

export interface Line {
  readonly what: string;
  readonly kind: string;
  /** Target, limits and unit, or what is to be answered. */
  readonly asked: string;
  readonly notes?: readonly string[];
  readonly signOff?: SignOff | undefined;
}

export const toWrite = (key: string, lines: readonly Line[], signOff: SignOff): Table =>
  writable(
    `to-write-${key}`,
    "To be written down",
    [
      ["what", "What", 5],
      ["asked", "Asked", 5],
      ["found", "Found", 4],
      ["when", "Date and time", 3],
      ["by", "By", 2],
      ["verified", "Verified by", 2],
    ],
    lines.map((line) => rowOf(line, signOff)),
  );

function rowOf({ what, kind, asked, notes = [], signOff }: Line, ofPhase: SignOff): Row {
  const { policy, performer, verifier } = signOff ?? ofPhase;
  return [
    marked(what, undefined, [kind]),
    marked(asked, undefined, notes),
    blank(),
    blank(),
    policy === "automatedAndVerified" ? "automatic" : blank(performer),
    policy === "performed" ? "not asked" : blank(verifier),
  ];
}

/** Room for a hand; below it, which role signs. */
const blank = (role = "\u00a0"): Cell => ({ text: "", note: role });

/** An empty cell is a dotted line to write on. */
export function writable(...[id, title, columns, rows]: Parameters<typeof tableOf>): Table {
  const table = tableOf(id, title, columns, rows);
  return { ...table, columns: table.columns.map((column) => ({ ...column, blank: dots })) };
}
const dots = "\u2026".repeat(5);

/** Rows for what nobody foresaw. */
export const blankRows = (count: number, columns: number): readonly Row[] =>
  Array.from({ length: count }, () => Array.from({ length: columns }, () => blank()));

interface Range {
  readonly low?: string | undefined;
  readonly high?: string | undefined;
  readonly target?: string | undefined;
  readonly unitOfMeasure?: string | undefined;
}

/** `10/min; 8/min to 12/min`, `not more than 5%`; the unit alone where nothing is set. */
export function rangeText({ low, high, target, unitOfMeasure = "" }: Range): string {
  const amount = (value: string) => quantityText({ value, unitOfMeasure });
  const bounds =
    low !== undefined && high !== undefined
      ? `${amount(low)} to ${amount(high)}`
      : low !== undefined
        ? `not less than ${amount(low)}`
        : high !== undefined && `not more than ${amount(high)}`;
  const aim = target !== undefined && amount(target);
  return [aim, bounds].filter(Boolean).join("; ") || unitText(unitOfMeasure);
}
