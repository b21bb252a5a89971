// Ticks of a time axis on round local times of the site, with the date where it changes.
import type { TimeAxis } from "../model/chart.ts";

export interface TimeTick {
  readonly time: number;
  /** Time of day, or the date on a long axis. */
  readonly label: string;
  /** The date, at the first tick and wherever a new day begins. */
  readonly day?: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 2, 5, 10, 15, 30]
  .map((n) => n * SECOND)
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * MINUTE))
  .concat([1, 2, 3, 6, 12].map((n) => n * HOUR))
  .concat([1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000].map((n) => n * DAY));

export function timeTicks(axis: TimeAxis, count: number): readonly TimeTick[] {
  const span = Math.max(axis.to - axis.from, SECOND);
  const step = STEPS.find((candidate) => span / candidate <= count) ?? span;
  const toLocal = localClock(axis.zone);
  const ticks: TimeTick[] = [];
  let day = "";
  // Steps are walked on the local clock; a change of its offset moves the instant, not the label.
  for (let local = Math.ceil(toLocal(axis.from) / step) * step; ; local += step) {
    const time = toInstant(local, toLocal);
    if (!(time <= axis.to)) return ticks;
    if (time < axis.from) continue;
    const iso = new Date(local).toISOString();
    const date = iso.slice(0, 10);
    const clock = step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
    if (step >= DAY) ticks.push({ time, label: date });
    else ticks.push({ time, label: clock, ...(date !== day && { day: date }) });
    day = date;
  }
}

type LocalClock = (time: number) => number;

/** Local wall time of an instant, as if it were UTC; an unstated zone is read as it is written. */
function localClock(zone: string): LocalClock {
  if (zone === "unstated" || zone === "UTC") return (time) => time;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (time) => {
    const part = Object.fromEntries(
      format.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return (
      Date.UTC(year, month - 1, day, hour, minute, second) + (((time % SECOND) + SECOND) % SECOND)
    );
  };
}

/** Two rounds settle an offset that differs between the guess and the instant. */
function toInstant(local: number, toLocal: LocalClock): number {
  const guess = local - (toLocal(local) - local);
  return guess + (local - toLocal(guess));
}
