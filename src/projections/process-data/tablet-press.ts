// The figures of a rotary tablet press. `waste` and `produced` are counters that may be reset
// before a batch ends, so their largest reading is the total; readings while the press stands or
// starts up say nothing about production.
import type { Condition, FigureDefinition, Trend } from "./figure-definition.ts";

const source = "Žagar & Mihelič 2022, doi 10.1038/s41597-022-01203-x: features of the process data";

const inProduction: readonly Condition[] = [
  { tag: "produced", is: "more than", value: 0 },
  { tag: "tbl_speed", is: "more than", value: 0 },
];
const startUp: readonly Condition[] = [{ tag: "produced", is: "equal to", value: 0 }];

const total = (name: string, tag: string, where: readonly Condition[] = []): FigureDefinition => ({
  name,
  tag,
  aggregate: "max",
  where,
  decimals: 0,
  source,
});
const mean = (name: string, tag: string): FigureDefinition => ({
  name,
  tag,
  aggregate: "mean",
  where: inProduction,
  decimals: 3,
  source,
});

export const tabletPressFigures: readonly FigureDefinition[] = [
  total("Tablets produced, counter", "produced"),
  total("Waste", "waste"),
  total("Waste at start-up", "waste", startUp),
  mean("Press speed, mean in production", "tbl_speed"),
  mean("Main compression force, mean in production", "main_comp"),
  mean("Pre-compression force, mean in production", "pre_comp"),
  mean("Tablet fill, mean in production", "tbl_fill"),
  mean("Stiffness, mean in production", "stiffness"),
  mean("Ejection force, mean in production", "ejection"),
  total("Ejection force, largest in production", "ejection", inProduction),
];

/** What is drawn over time, in this order, and how each is called. */
export const tabletPressTrends: readonly Trend[] = [
  { tag: "main_comp", title: "Main compression force" },
  { tag: "pre_comp", title: "Pre-compression force" },
  { tag: "tbl_speed", title: "Press speed" },
  { tag: "fom", title: "Fill-o-matic speed" },
  { tag: "tbl_fill", title: "Tablet fill" },
  { tag: "SREL", title: "Relative standard deviation of the compression force" },
  { tag: "cyl_main", title: "Height of the main cylinder" },
  { tag: "cyl_pre", title: "Height of the pre-compression cylinder" },
  { tag: "stiffness", title: "Stiffness" },
  { tag: "ejection", title: "Ejection force" },
  { tag: "produced", title: "Tablets produced, counter" },
  { tag: "waste", title: "Tablets wasted, counter" },
];
