// Whether a head is to be anchored now.

export interface Situation {
  /** Size of the newest signed head. */
  readonly head: number;
  /** Size of what was anchored last; 0 where nothing was. */
  readonly anchored: number;
  /** Undefined where nothing was anchored yet. */
  readonly since_ms: number | undefined;
  /** Size of the smallest head that has the newest release in it; 0 where there is none. */
  readonly released: number;
  /** Attempts that failed in a row, and since when. */
  readonly failures: number;
  readonly failed_ms: number;
}

/** Nothing new is never anchored; a release at once; else as often as it is set. */
export function isDue(situation: Situation, every_ms: number): boolean {
  const { head, anchored, since_ms, released, failures, failed_ms } = situation;
  if (head <= anchored) return false;
  if (failures > 0) return failed_ms >= pauseAfter(failures);
  const isReleased = released > anchored && head >= released;
  return isReleased || since_ms === undefined || since_ms >= every_ms;
}

/** 5 s, twice as long each time, at most ten minutes. */
const pauseAfter = (failures: number): number =>
  Math.min(5_000 * 2 ** Math.min(failures - 1, 10), 600_000);
