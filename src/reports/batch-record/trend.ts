// Readings of machines on paper: what was recorded, the figures worked out from it with their
// rules, and trends.
import type { ProcessSeries } from "../../projections/batch-record/record/record-part.ts";
import type { Trend } from "../../projections/process-data/figure-definition.ts";
import type { Series } from "../../projections/process-data/series.ts";
import { unitText } from "../../projections/wording/quantity.ts";
import type { Facts } from "../model/block.ts";
import type { Chart } from "../model/chart.ts";
import type { Table } from "../model/table.ts";
import { byText, statedTime } from "./cells.ts";
import { tableOf } from "./section.ts";

export interface Trends {
  /** What is drawn, in this order; a tag that the machine does not have is left out. */
  readonly drawn: readonly Trend[];
  /** Every recorded point of the tags that are drawn. */
  readonly series: readonly Series[];
  /** The site's zone. */
  readonly zone: string;
}

export const seriesFacts = (series: ProcessSeries): Facts => ({
  kind: "facts",
  facts: [
    { label: "From", value: statedTime(series.from) },
    { label: "To", value: statedTime(series.to) },
    { label: "Rows", value: String(series.rowCount) },
    { label: "Tags", value: series.tags.map(({ tag }) => tag).join(", ") },
    { label: "Digest of the series, SHA-256", value: series.digest },
    { label: "Recorded by", value: `${byText(series.by)}, entry ${series.by.position}` },
  ],
});

/** No two figures of a machine need to rest on the same rows, so each says on how many it does. */
export const figureTable = (id: string, { figures }: ProcessSeries): Table =>
  tableOf(
    id,
    "Figures worked out from the readings",
    [
      ["name", "Figure", 5],
      ["value", "Value", 2, "end"],
      ["unit", "Unit", 3],
      ["rule", "Rule", 8],
      ["rows", "Rows", 2, "end"],
    ],
    figures.map(({ name, value, unitOfMeasure, rule, rows }) => [
      name,
      value ?? { text: "none", flag: "unknown", note: "no row that counts" },
      unitText(unitOfMeasure) || "1",
      rule,
      String(rows),
    ]),
    "No figure is defined for these tags.",
  );

export const trendCharts = (
  id: string,
  { processDataId }: ProcessSeries,
  { drawn, series, zone }: Trends,
): readonly Chart[] =>
  drawn.flatMap(({ tag, title }) => {
    const found = series.find((one) => one.processDataId === processDataId && one.tag === tag);
    return found && found.points.length > 0 ? [chartOf(`${id}-${tag}`, title, found, zone)] : [];
  });

function chartOf(id: string, title: string, series: Series, zone: string): Chart {
  const { points, interval_ms, zoneStated, missing } = series;
  const unit = unitText(series.unitOfMeasure ?? "1");
  const [from, to] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const known = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const [low, high] = [known.reduce(min, Infinity), known.reduce(max, -Infinity)];
  const range = known.length > 0 ? `between ${low} and ${high} ${unit}` : "no value";
  const gaps = missing > 0 ? `, ${missing} readings missing` : "";
  return {
    kind: "chart",
    id,
    title,
    unit,
    time: { from, to: Math.max(to, from + 1), zone: zoneStated ? zone : "unstated" },
    series: [
      {
        name: title,
        points: () => points,
        ...(interval_ms !== null && interval_ms > 0 && { gapAfter: 3 * interval_ms }),
      },
    ],
    alt: `${title} ${range} over ${points.length} readings${gaps}.`,
  };
}

const min = (left: number, right: number): number => Math.min(left, right);
const max = (left: number, right: number): number => Math.max(left, right);
