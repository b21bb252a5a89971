// How long something took, in words.
import { expect, test } from "vitest";
import { durationText } from "../../../src/projections/wording/duration.ts";

test.each([
  [1, "less than 1 min"],
  [3_600_000, "1 h"],
  [2 * 86_400_000 + 3 * 3_600_000 + 5 * 60_000 + 59_999, "2 d 3 h 5 min"],
])("%i ms is %s", (duration_ms, text) => {
  expect(durationText(duration_ms)).toBe(text);
});
