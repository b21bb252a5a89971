// Overall equipment effectiveness out of states and counts, replayed for any interval
// (ISO 22400-2: availability x performance x quality). Times are whole milliseconds and add up to
// the interval; counts are those that were said within it.

import type { PackMlState } from "./machine/events.ts";
import type { Moment } from "./standing.ts";

/** Where the time of a machine went. */
export type TimeClass =
  /** Making good or bad pieces: PackML execute, in production. */
  | "running"
  /** Waiting for others: suspended, idle, complete. */
  | "waiting"
  /** Held, stopped, aborted, and on the way there and back. */
  | "stopped"
  | "setUp"
  /** Maintenance, and while it must not be used: no time that was planned for production. */
  | "notPlanned"
  /** Before anything was said of it. */
  | "unknown";

export interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly milliseconds: number;
  readonly timeClass: TimeClass;
  readonly state?: PackMlState;
  readonly cause?: string;
}

export interface Ratio {
  readonly numerator: string;
  readonly denominator: string;
  /** Rounded half up to two decimals; absent where there is nothing to divide by. */
  readonly percent?: string;
}

export interface Oee {
  readonly from: string;
  readonly to: string;
  readonly stretches: readonly Stretch[];
  /** Milliseconds by class; their sum is the interval. */
  readonly times: Readonly<Record<TimeClass, number>>;
  readonly counts: { readonly good: number; readonly reject: number };
  /** A count was said whose pieces may have been made before the interval. */
  readonly countsReachBack: boolean;
  readonly formula: string;
  readonly availability: Ratio;
  readonly performance: Ratio;
  readonly quality: Ratio;
  readonly oee: Ratio;
}

export const oeeFormula =
  "availability = running / (running + waiting + stopped + setUp); " +
  "performance = (good + reject) / (ideal per hour x running); " +
  "quality = good / (good + reject); oee = availability x performance x quality";

const hour_ms = 3_600_000;

/** From and to in UTC, to exclusive. Pieces per hour: the ideal rate, a whole number. */
export function oee(
  history: readonly Moment[],
  { from, to }: { readonly from: string; readonly to: string },
  idealPerHour: number,
): Oee {
  const stretches = stretchesIn(history, from, to);
  const times = timesOf(stretches);
  const { counts, countsReachBack } = countsIn(history, from, to);
  const total = BigInt(counts.good + counts.reject);
  const planned = BigInt(times.running + times.waiting + times.stopped + times.setUp);
  const running = BigInt(times.running);
  const ideal = BigInt(idealPerHour);
  const perHour = BigInt(hour_ms);
  return {
    from,
    to,
    stretches,
    times,
    counts,
    countsReachBack,
    formula: oeeFormula,
    availability: ratio(running, planned),
    performance: ratio(total * perHour, ideal * running),
    quality: ratio(BigInt(counts.good), total),
    oee: ratio(BigInt(counts.good) * perHour, ideal * planned),
  };
}

export function stretchesIn(
  history: readonly Moment[],
  from: string,
  to: string,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let doing: Doing = {};
  let since = from;
  for (const { at, event } of history) {
    if (at >= to) break;
    const next = doingAfter(doing, event);
    if (next === doing) continue;
    if (at > since) {
      stretches.push(stretch(since, at, doing));
      since = at;
    }
    doing = next;
  }
  return to > since ? [...stretches, stretch(since, to, doing)] : stretches;
}

interface Doing {
  readonly state?: PackMlState;
  readonly mode?: "production" | "setUp" | "maintenance";
  readonly cause?: string;
  readonly takenOut?: string;
}

function doingAfter(doing: Doing, event: Moment["event"]): Doing {
  switch (event.type) {
    case "EquipmentStateChanged": {
      const { state, mode, cause } = event.data;
      const { takenOut } = doing;
      return {
        state,
        ...(mode && { mode }),
        ...(cause !== undefined && { cause }),
        ...(takenOut !== undefined && { takenOut }),
      };
    }
    case "EquipmentTakenOut":
      return { ...doing, takenOut: event.data.cause };
    case "EquipmentPutBack": {
      const { takenOut: _, ...rest } = doing;
      return rest;
    }
    default:
      return doing;
  }
}

function stretch(from: string, to: string, doing: Doing): Stretch {
  const { state, takenOut, cause = takenOut } = doing;
  return {
    from,
    to,
    milliseconds: Date.parse(to) - Date.parse(from),
    timeClass: classOf(doing),
    ...(state && { state }),
    ...(cause !== undefined && { cause }),
  };
}

function classOf({ state, mode, takenOut }: Doing): TimeClass {
  if (takenOut !== undefined || mode === "maintenance") return "notPlanned";
  if (state === undefined) return "unknown";
  return mode === "setUp" ? "setUp" : classes[state];
}

const classes: Readonly<Record<PackMlState, TimeClass>> = {
  execute: "running",
  completing: "running",
  idle: "waiting",
  complete: "waiting",
  suspending: "waiting",
  suspended: "waiting",
  unsuspending: "waiting",
  stopped: "stopped",
  stopping: "stopped",
  starting: "stopped",
  resetting: "stopped",
  holding: "stopped",
  held: "stopped",
  unholding: "stopped",
  clearing: "stopped",
  aborting: "stopped",
  aborted: "stopped",
};

function timesOf(stretches: readonly Stretch[]): Oee["times"] {
  const times = { running: 0, waiting: 0, stopped: 0, setUp: 0, notPlanned: 0, unknown: 0 };
  for (const { timeClass, milliseconds } of stretches) times[timeClass] += milliseconds;
  return times;
}

function countsIn(history: readonly Moment[], from: string, to: string) {
  const counts = { good: 0, reject: 0 };
  let last: string | undefined;
  let countsReachBack = false;
  for (const { at, event } of history) {
    if (event.type !== "EquipmentStateChanged") continue;
    const { goodCount = 0, rejectCount = 0 } = event.data;
    if (at > from && at <= to && goodCount + rejectCount > 0) {
      counts.good += goodCount;
      counts.reject += rejectCount;
      countsReachBack ||= last !== undefined && last < from;
    }
    last = at;
  }
  return { counts, countsReachBack };
}

function ratio(numerator: bigint, denominator: bigint): Ratio {
  const exact = { numerator: String(numerator), denominator: String(denominator) };
  if (denominator === 0n) return exact;
  const hundredths = (numerator * 20_000n + denominator) / (2n * denominator);
  const text = String(hundredths).padStart(3, "0");
  return { ...exact, percent: `${text.slice(0, -2)}.${text.slice(-2)}` };
}
