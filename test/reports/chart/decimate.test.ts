import fc from "fast-check";
import { expect, test } from "vitest";
import { decimate } from "../../../src/reports/chart/decimate.ts";
import type { Point } from "../../../src/reports/model/chart.ts";

const axis = { from: 0, to: 99_999, zone: "UTC" };
const thin = (points: Point[], columns = 100, gapAfter?: number) =>
  decimate({ name: "s", points: () => points, ...(gapAfter && { gapAfter }) }, axis, columns);

test("smallest and largest value stay, every kept point is a real one, few are kept", async () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 3_000,
  });
  await fc.assert(
    fc.asyncProperty(values, async (list) => {
      const points = list.map((value, index): Point => [index * 30, value]);
      const kept = (await thin(points)).flat();
      expect(kept.length).toBeLessThanOrEqual(4 * 101);
      expect(Math.max(...kept.map(([, value]) => value))).toBe(Math.max(...list));
      expect(Math.min(...kept.map(([, value]) => value))).toBe(Math.min(...list));
      for (const [time, value] of kept) expect(list[time / 30]).toBe(value);
    }),
    { numRuns: 50 },
  );
});

test("a missing value interrupts the line, and so does a long pause", async () => {
  const withNull: Point[] = [
    [0, 1],
    [5_000, 2],
    [10_000, null],
    [15_000, 3],
    [20_000, 4],
  ];
  expect((await thin(withNull)).map((run) => run.length)).toEqual([2, 2]);
  const withPause: Point[] = [
    [0, 1],
    [5_000, 2],
    [60_000, 3],
  ];
  expect((await thin(withPause, 100, 10_000)).map((run) => run.length)).toEqual([2, 1]);
  expect((await thin(withPause)).map((run) => run.length)).toEqual([3]);
});

test("a point outside the axis is a fault, never a missing dot", async () => {
  await expect(thin([[100_000, 1]])).rejects.toMatchObject({ code: "POINT_OUTSIDE_AXIS" });
  await expect(thin([[0, Number.NaN]])).rejects.toMatchObject({ code: "POINT_OUTSIDE_AXIS" });
});

test("a series without values gives no line", async () => {
  expect(await thin([[1, null]])).toEqual([]);
});
