// Which circumstances go with complaints: counted, and ranked by Fisher's exact test.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Exposure,
  type Read,
  ranked,
} from "../../../../src/projections/genealogy/circumstance/rank.ts";

const on = (id: string, ...batches: string[]): Exposure[] =>
  batches.map((batchId) => ({ kind: "equipment", id, name: id, batchId }));
const read = (value: string, batchId: string, unitOfMeasure = "kN"): Read => ({
  name: "press force",
  batchId,
  amount: { value, unitOfMeasure },
});
const cohort = {
  complaints: [new Set(["a", "a0"]), new Set(["b"]), new Set(["c"])],
  others: new Set(["d", "e", "f", "g", "h"]),
};

test("who explains most comes first, then who is least likely by chance", () => {
  const exposures = [
    ...on("press 1", "a0", "b", "c", "d"),
    ...on("press 2", "a", "b", "c", "d", "e", "f", "g", "h"),
    ...on("press 3", "a", "b"),
    ...on("press 4", "c", "d"),
  ];
  const found = ranked(cohort, exposures, []);
  expect(found.map(({ id, explains, othersWith }) => [id, explains, othersWith])).toEqual([
    ["press 1", [0, 1, 2], 1],
    ["press 2", [0, 1, 2], 5],
    ["press 3", [0, 1], 0],
  ]);
  // 4 of 8 have it: C(4,3) C(4,0) / C(8,3) = 4/56; all 8: certain; 2 of 8: C(6,1) / C(8,3) = 6/56.
  expect(found.map(({ chance }) => chance)).toEqual(["0.07143", "1.000", "0.1071"]);
});

describe("readings", () => {
  test("have the tightest bound that holds of each complaint, in whatever unit", () => {
    const readings = [
      read("4.8", "a"),
      read("9", "a0"),
      read("4700", "b", "N"),
      read("4.9", "c"),
      read("4.85", "d"),
      read("6", "e"),
      read("7", "f"),
    ];
    const found = ranked(cohort, [], readings);
    expect(found.map(({ id, othersWith }) => [id, othersWith])).toEqual([
      ["press force <= 4.9 kN", 1],
      ["press force >= 4700 N", 3],
    ]);
  });
  test("of one complaint alone bind nobody", () => {
    expect(ranked(cohort, [], [read("4.8", "a"), read("4.8", "d")])).toEqual([]);
  });
});

test("law: a chance is one, and no less for whoever more others have", () => {
  fc.assert(
    fc.property(fc.subarray(["d", "e", "f", "g", "h"]), fc.subarray(["a", "b", "c"]), (x, y) => {
      const chanceOf = (others: string[]) =>
        Number(ranked(cohort, on("press", ...y, ...others), [])[0]?.chance ?? 0);
      const [less, all] = [chanceOf(x), chanceOf(["d", "e", "f", "g", "h"])];
      expect(less).toBeGreaterThanOrEqual(0);
      expect(less).toBeLessThanOrEqual(all + 1e-9);
      expect(all).toBeLessThanOrEqual(1);
    }),
  );
});
