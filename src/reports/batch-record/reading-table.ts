// Parameters and results with limits: the value that stands, and below it everything that was there
// before.
import type { Reading, ValueEntry } from "../../projections/batch-record/record/record-part.ts";
import { limitsText } from "../../projections/wording/limits.ts";
import type { Cell } from "../model/fact.ts";
import type { Row, Table } from "../model/table.ts";
import { byCell, byText, marked, pathText, valueText, whenCell } from "./cells.ts";
import { tableOf } from "./section.ts";

export const readingTable = (id: string, title: string, readings: readonly Reading[]): Table =>
  tableOf(
    id,
    title,
    [
      ["name", "What", 6],
      ["of", "Of", 4],
      ["value", "Value", 4, "end"],
      ["limits", "Limits", 4],
      ["source", "Source", 2],
      ["by", "By", 4],
      ["when", "When", 5],
    ],
    readings.map(row),
  );

function row(reading: Reading): Row {
  const { name, occasion, method, sample, limits, first, repeats, corrections } = reading;
  const last = corrections.at(-1) ?? repeats.at(-1) ?? first;
  return [
    marked(name, undefined, [
      ...(occasion === null ? [] : [occasion]),
      ...(method === null ? [] : [method]),
      ...(sample === null ? [] : [`sample ${sample}`]),
    ]),
    ofText(reading),
    valueCell(reading),
    limitsText(limits) || "none given",
    first === null ? "none" : sourceText(last?.source ? last : first),
    last ? byCell(last.by) : "nobody",
    last ? whenCell(last.by) : "not tested",
  ];
}

const sourceText = ({ source, claimedSource }: ValueEntry): string =>
  [source ?? "not stated", ...(claimedSource === null ? [] : [`${claimedSource} claimed`])].join(
    ", ",
  );

const ofText = ({ lot, step, equipment }: Reading): string =>
  [lot, step && pathText(step), equipment].filter(Boolean).join(", ") || "batch as a whole";

/** A blank result means not tested, never 0. */
function valueCell({ value, outside, first, repeats, corrections }: Reading): Cell {
  if (value === null || first === null) return { text: "not tested", flag: "unknown" };
  const others = [first, ...repeats].length + corrections.length > 1;
  const flag = outside === true ? "out-of-limit" : corrections.length > 0 ? "corrected" : undefined;
  const history = others
    ? [
        said("first entry", first),
        ...repeats.map((entry) => said("repeat", entry)),
        ...corrections.map((entry) => said("correction", entry)),
      ]
    : [];
  return marked(valueText(value), flag, history);
}

const said = (what: string, { value, outside, by }: ValueEntry): string => {
  const beyond = outside === true ? ", out of limit" : "";
  const why = by.why ? `, ${by.why.text}` : "";
  return `${what} ${valueText(value)}${beyond} (${byText(by)}, ${by.recordedLocal}${why})`;
};
