// Section 23: deviations, what quality said of each for this batch, and what was departed from
// under them (21 CFR 211.192, 211.100(b)).
import type { Override } from "../../../projections/batch-record/record/executed-part.ts";
import type { BatchRecord } from "../../../projections/batch-record/record/record.ts";
import type { Deviation } from "../../../projections/batch-record/record/record-part.ts";
import type { Cell } from "../../model/fact.ts";
import type { Table } from "../../model/table.ts";
import { byCell, byText, marked, pathText, statedTime, whenCell } from "../cells.ts";
import { tableOf } from "../section.ts";

export const deviationTable = (deviations: readonly Deviation[]): Table =>
  tableOf(
    "deviations",
    "Deviations of the batch, and of lots that it used or made",
    [
      ["title", "Deviation", 4],
      ["description", "Description", 6],
      ["class", "Classification", 3],
      ["detected", "Detected", 3],
      ["raised", "Raised by", 4],
      ["impact", "Impact on this batch", 5],
      ["conclusion", "Conclusion", 4],
    ],
    deviations.map((one) => [
      one.concerns === "batch" ? one.title : { text: one.title, note: "concerns a lot" },
      one.description,
      one.classification ?? "not classified",
      statedTime(one.detectedAt),
      byCell(one.raised),
      impactCell(one),
      one.conclusion ?? { text: "open", note: "no conclusion yet" },
    ]),
  );

function impactCell({ assessment }: Deviation): Cell {
  if (!assessment) return { text: "not assessed", flag: "unknown" };
  const { impact, conclusion, by } = assessment;
  const said = `${byText(by)}, entry ${by.position}`;
  return conclusion === "acceptable"
    ? marked(`acceptable: ${impact}`, undefined, [said])
    : marked(`not acceptable: ${impact}`, "out-of-limit", [said]);
}

export const followedTable = (deviations: readonly Deviation[]): Table =>
  tableOf(
    "deviation-history",
    "What followed on each deviation",
    [
      ["deviation", "Deviation", 4],
      ["what", "What", 9],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    deviations.flatMap(({ title, followed }) =>
      followed.map(({ sentence, by }) => [title, sentence, byCell(by), whenCell(by)]),
    ),
  );

export const departureTable = ({ departures }: BatchRecord): Table =>
  tableOf(
    "departures",
    "Departures from the master that were authorised",
    [
      ["section", "Section", 2, "end"],
      ["item", "What is departed from", 6],
      ["deviation", "Under deviation", 4],
      ["by", "Authorised by", 4],
      ["when", "When", 4],
    ],
    departures.map(({ section, item, deviation, by }) => [
      String(section),
      item,
      deviation,
      byCell(by),
      whenCell(by),
    ]),
  );

const startText = (step: Override["step"], equipment: Override["equipment"]): string =>
  `starting ${step ? pathText(step) : "a step"}${equipment === null ? "" : ` on ${equipment}`}`;

export const overrideTable = ({ overrides }: BatchRecord): Table =>
  tableOf(
    "overrides",
    "Overrides authorised, each of one rule for one act",
    [
      ["code", "Rule", 5],
      ["act", "Act", 6],
      ["deviation", "Under deviation", 4],
      ["by", "Authorised by", 4],
      ["when", "When", 4],
      ["used", "Used by", 4],
    ],
    overrides.map(({ code, lot, step, equipment, deviation, by, usedBy }) => [
      code,
      lot === null ? startText(step, equipment) : `charging ${lot}`,
      deviation,
      byCell(by),
      whenCell(by),
      usedBy ? marked(byText(usedBy), undefined, [`entry ${usedBy.position}`]) : "not used",
    ]),
  );
