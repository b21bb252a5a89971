// A release is anchored at once, and only by who has not seen it: told again after a restart, it
// hurries nobody whose last head has it.
import { expect, test } from "vitest";
import { isDue } from "../../../../src/cli/integrity/anchoring/due.ts";

const every_ms = 900_000;
const since = { anchored: 50, since_ms: 1_000, failures: 0, failed_ms: 0 };

test.each([
  ["nothing new", { head: 50, released: 50 }, false],
  ["what is new, in its time", { head: 60, released: 0 }, false],
  ["a release of long ago, in what the anchor has seen", { head: 60, released: 50 }, false],
  ["a release that it has not seen", { head: 60, released: 51 }, true],
  ["a release that no head has yet", { head: 60, released: 61 }, false],
])("%s", (_, { head, released }, expected) => {
  expect(isDue({ ...since, head, released }, every_ms)).toBe(expected);
});

test("what is new is due when its time has come, also after a failure", () => {
  const situation = { ...since, head: 60, released: 0 };
  expect(isDue({ ...situation, since_ms: every_ms }, every_ms)).toBe(true);
  const failed = { ...situation, released: 60, failures: 1 };
  expect(isDue({ ...failed, failed_ms: 4_999 }, every_ms)).toBe(false);
  expect(isDue({ ...failed, failed_ms: 5_000 }, every_ms)).toBe(true);
});
