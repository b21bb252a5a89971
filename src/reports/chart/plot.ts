// A chart ready to be drawn: runs, limits and ticks in a box of given size, y growing upwards.
// PDF and HTML draw the same plot, so that they show the same thing.
import type { Chart, Limit } from "../model/chart.ts";
import { decimate, type Run } from "./decimate.ts";
import { timeTicks } from "./time-ticks.ts";
import { valueAxis } from "./value-ticks.ts";

export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly series: readonly { readonly name: string; readonly runs: readonly PlotRun[] }[];
  readonly limits: readonly { readonly limit: Limit; readonly y: number }[];
  readonly valueTicks: readonly { readonly y: number; readonly label: string }[];
  readonly timeTicks: readonly {
    readonly x: number;
    readonly label: string;
    readonly day?: string;
  }[];
  readonly isEmpty: boolean;
}

export type PlotRun = readonly (readonly [x: number, y: number])[];

/** `detail` is the number of columns for each unit of width in which extremes are kept. */
export interface PlotBox {
  readonly width: number;
  readonly height: number;
  readonly detail: number;
}

export async function plotOf(chart: Chart, { width, height, detail }: PlotBox): Promise<Plot> {
  const thinned: { name: string; runs: Run[] }[] = [];
  for (const series of chart.series) {
    const runs = await decimate(series, chart.time, Math.round(width * detail));
    thinned.push({ name: series.name, runs });
  }
  const limits = chart.limits ?? [];
  const axis = valueAxis(valuesOf(thinned, limits), Math.max(3, Math.round(height / 26)));
  const { from, to } = chart.time;
  const x = (time: number) => ((time - from) / Math.max(to - from, 1)) * width;
  const y = (value: number) => ((value - axis.from) / (axis.to - axis.from)) * height;
  return {
    width,
    height,
    series: thinned.map(({ name, runs }) => ({
      name,
      runs: runs.map((run) => run.map(([time, value]) => [x(time), y(value)] as const)),
    })),
    limits: limits.map((limit) => ({ limit, y: y(limit.value) })),
    valueTicks: axis.ticks.map(({ value, label }) => ({ y: y(value), label })),
    timeTicks: timeTicks(chart.time, Math.max(2, Math.round(width / 62))).map((tick) => ({
      ...tick,
      x: x(tick.time),
    })),
    isEmpty: thinned.every(({ runs }) => runs.length === 0),
  };
}

/** Places for labels beside their lines: lowest first, each at least `gap` above the one before. */
export function labelled(
  plot: Plot,
  gap: number,
): { readonly limit: Limit; readonly at: number }[] {
  let next = Number.NEGATIVE_INFINITY;
  return [...plot.limits]
    .sort((a, b) => a.y - b.y)
    .map(({ limit, y }) => {
      const at = Math.max(y, next);
      next = at + gap;
      return { limit, at };
    });
}

function* valuesOf(
  series: readonly { readonly runs: readonly Run[] }[],
  limits: readonly Limit[],
): Generator<number> {
  for (const { runs } of series) for (const run of runs) for (const [, value] of run) yield value;
  for (const { value } of limits) yield value;
}
