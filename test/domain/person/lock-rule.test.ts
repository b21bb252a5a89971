// The one rule of the lock: for every name, whether somebody has it or not.
import { describe, expect, test } from "vitest";
import { failedOnce, isLocked, neverFailed } from "../../../src/domain/person/log-in/lock.ts";
import { now } from "../../given.ts";
import { after_min, days_min, policy } from "./examples.ts";

const tally = (failures: number, until?: string | null) => ({
  failures,
  failedAt: now,
  locked: until === undefined ? undefined : { until: until ?? undefined },
});

describe("the lock after failures in a row [P11-300d]", () => {
  test.each([
    [3, undefined],
    [4, { until: after_min(1) }],
    [5, { until: after_min(2) }],
    [8, { until: after_min(16) }],
    [9, { until: undefined }],
    [12, { until: undefined }],
  ])("of one more than %i is %o [A11d-11.7-8]", (failures, locked) => {
    expect(failedOnce(tally(failures), policy, now)).toEqual({
      failures: failures + 1,
      failedAt: now,
      locked,
    });
  });
  test("begins with the first", () => {
    expect(failedOnce(neverFailed, policy, now)).toEqual(tally(1));
  });
  test("counts nothing while it stands, and goes on when its time is up", () => {
    const short = tally(5, after_min(1));
    expect(failedOnce(short, policy, now)).toBeUndefined();
    expect(failedOnce(short, policy, after_min(1))?.locked).toEqual({ until: after_min(3) });
    expect(isLocked(short, now)).toBe(true);
    expect(isLocked(short, after_min(1))).toBe(false);
  });
});

describe("failures of long ago [P11-300d]", () => {
  const later = after_min(30 * days_min + 1);
  test("are forgotten after 30 days", () => {
    expect(failedOnce(tally(4), policy, after_min(30 * days_min))?.failures).toBe(5);
    expect(failedOnce(tally(4), policy, later)?.failures).toBe(1);
    expect(failedOnce(tally(9, after_min(16)), policy, later)?.failures).toBe(1);
  });
  test("still lock for good where they did", () => {
    expect(isLocked(tally(10, null), later)).toBe(true);
    expect(failedOnce(tally(10, null), policy, later)).toBeUndefined();
  });
});
