// Section 13: limits of time of the recipe, and how long it took (21 CFR 211.111).
import type { TimeTaken } from "../../../projections/batch-record/record/executed-part.ts";
import { limitsText } from "../../../projections/wording/limits.ts";
import { quantityText } from "../../../projections/wording/quantity.ts";
import type { Table } from "../../model/table.ts";
import { byCell, marked, pathText, whenCell } from "../cells.ts";
import { tableOf } from "../section.ts";

export const timeTable = (times: readonly TimeTaken[]): Table =>
  tableOf(
    "time-limits",
    "Limits of time, by the business times of their two ends",
    [
      ["name", "Limit", 5],
      ["range", "Allowed", 4],
      ["taken", "Taken", 3, "end"],
      ["step", "Ended by", 5],
      ["by", "By", 4],
      ["when", "When", 4],
    ],
    times.map(({ name, kind, low, high, elapsed, exceeded, step, by }) => [
      marked(name, undefined, [kind]),
      limitsText({ rounding: "none", ...(low && { low }), ...(high && { high }) }) || "none given",
      marked(quantityText(elapsed), exceeded ? "out-of-limit" : undefined, []),
      pathText(step),
      byCell(by),
      whenCell(by),
    ]),
  );
