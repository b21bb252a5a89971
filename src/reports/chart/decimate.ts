// Thins a series to what a picture can show without hiding an extreme: in each pixel column the
// first, smallest, largest and last value stay. Gaps stay gaps. One pass, memory of one column.
import { ReportFault } from "../fault.ts";
import type { Point, Series, TimeAxis } from "../model/chart.ts";

/** Points joined by a line: milliseconds and value, in time order. */
export type Run = readonly (readonly [time: number, value: number])[];

type Known = readonly [time: number, value: number];

/** `columns` is the width of the plot in pixels. At most four points stay for each. */
export async function decimate(series: Series, axis: TimeAxis, columns: number): Promise<Run[]> {
  const thinner = new Thinner(series, axis, columns);
  for await (const point of series.points()) thinner.add(point);
  return thinner.end();
}

class Thinner {
  readonly #series: Series;
  readonly #axis: TimeAxis;
  readonly #perColumn: number;
  readonly #runs: Run[] = [];
  #run: Known[] = [];
  #column = -1;
  #afterGap = false;
  #kept: { first: Known; low: Known; high: Known; last: Known } | undefined;

  constructor(series: Series, axis: TimeAxis, columns: number) {
    this.#series = series;
    this.#axis = axis;
    this.#perColumn = Math.max(axis.to - axis.from, 1) / columns;
  }

  add([time, value]: Point): void {
    if (value === null) {
      this.#afterGap = true;
      return;
    }
    this.#checkInside(time, value);
    const column = Math.floor((time - this.#axis.from) / this.#perColumn);
    if (column !== this.#column) this.#enter(column, time);
    this.#afterGap = false;
    const point: Known = [time, value];
    const kept = this.#kept;
    if (!kept) this.#kept = { first: point, low: point, high: point, last: point };
    else {
      if (value < kept.low[1]) kept.low = point;
      if (value > kept.high[1]) kept.high = point;
      kept.last = point;
    }
  }

  end(): Run[] {
    this.#endRun();
    return this.#runs;
  }

  /** A gap narrower than a column cannot be seen, so lines are interrupted between columns only. */
  #enter(column: number, time: number): void {
    const gap = this.#series.gapAfter ?? Number.POSITIVE_INFINITY;
    const previous = this.#kept?.last[0] ?? time;
    if (this.#afterGap || time - previous > gap) this.#endRun();
    else this.#endColumn();
    this.#column = column;
  }

  #endColumn(): void {
    if (!this.#kept) return;
    const { first, low, high, last } = this.#kept;
    const inOrder = low[0] <= high[0] ? [first, low, high, last] : [first, high, low, last];
    for (const point of inOrder) if (point !== this.#run.at(-1)) this.#run.push(point);
    this.#kept = undefined;
  }

  #endRun(): void {
    this.#endColumn();
    if (this.#run.length > 0) this.#runs.push(this.#run);
    this.#run = [];
  }

  #checkInside(time: number, value: number): void {
    const { from, to } = this.#axis;
    if (time >= from && time <= to && Number.isFinite(value)) return;
    throw new ReportFault("POINT_OUTSIDE_AXIS", {
      what: `The point [${time}, ${value}] cannot be drawn on an axis from ${from} to ${to}.`,
      where: `series ${this.#series.name}`,
      remedy: "Let the axis span all points; give null where there is no value.",
    });
  }
}
