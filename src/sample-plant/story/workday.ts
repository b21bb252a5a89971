// Ordinary days after the story of a plant: so many batches on each working day, one behind the
// other, on and on.
import { numbered } from "./works.ts";

const daysPerWeek = 5;

export interface Turn {
  /** Of the ordinary weeks, from 0. */
  readonly week: number;
  /** From Monday, from 0. */
  readonly weekday: number;
  readonly date: Temporal.PlainDate;
  /** Which of the day's batches it is, from 0. */
  readonly ofDay: number;
}

/** When the n-th of them is made, counted from 0. */
export function turnOf(n: number, batchesPerDay: number, monday: Temporal.PlainDate): Turn {
  const workday = Math.floor(n / batchesPerDay);
  const week = Math.floor(workday / daysPerWeek);
  const weekday = workday % daysPerWeek;
  const date = monday.add({ days: 7 * week + weekday });
  return { week, weekday, date, ofDay: n % batchesPerDay };
}

export const weeksFor = (batches: number, batchesPerDay: number): number =>
  Math.ceil(batches / (batchesPerDay * daysPerWeek));

/** `BK26007`: the year, and a number that no other year has. */
export const batchNumberOf = (prefix: string, date: Temporal.PlainDate, n: number): string =>
  numbered(`${prefix}${date.toString().slice(2, 4)}`, n, 3);

/** Monday morning of each so many weeks, but not of the first. */
export const isEach = (weeks: number, { week, weekday }: Turn): boolean =>
  weekday === 0 && week > 0 && week % weeks === 0;
