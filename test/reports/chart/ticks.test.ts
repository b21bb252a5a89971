import fc from "fast-check";
import { expect, test } from "vitest";
import { timeTicks } from "../../../src/reports/chart/time-ticks.ts";
import { valueAxis } from "../../../src/reports/chart/value-ticks.ts";

test("an axis holds every value and has a handful of distinct ticks", () => {
  const values = fc.array(
    fc.double({ min: -1e7, max: 1e7, noNaN: true }).map((v) => Number(v.toFixed(3))),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(values, (list) => {
      const { from, to, ticks } = valueAxis(list, 5);
      const room = (to - from) * 1e-9;
      expect(from - room).toBeLessThanOrEqual(Math.min(...list));
      expect(to + room).toBeGreaterThanOrEqual(Math.max(...list));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
    }),
  );
});

test("ticks stand on round local times and name the day once", () => {
  const from = Date.UTC(2026, 9, 24, 21, 13);
  const ticks = timeTicks({ from, to: from + 10 * 3_600_000, zone: "Europe/Ljubljana" }, 6);
  // The night the clocks go back: 02:00 comes twice, ticks stay on even local hours.
  expect(ticks.map(({ label }) => label)).toEqual(["00:00", "02:00", "04:00", "06:00", "08:00"]);
  expect(ticks.map(({ day }) => day)).toEqual([
    "2026-10-25",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("an unstated zone is written as it was read", () => {
  const from = Date.UTC(2019, 3, 15, 18, 13);
  const ticks = timeTicks({ from, to: from + 3_600_000, zone: "unstated" }, 6);
  expect(ticks[0]).toMatchObject({ label: "18:20", day: "2019-04-15" });
});

test("any span gets a bounded number of ticks inside it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.integer({ min: 0, max: 1e11 }),
      (from, span) => {
        const ticks = timeTicks({ from, to: from + span, zone: "America/New_York" }, 7);
        expect(ticks.length).toBeLessThanOrEqual(9);
        for (const { time } of ticks) expect(time >= from && time <= from + span).toBe(true);
      },
    ),
  );
});
