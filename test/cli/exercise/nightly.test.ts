// Which night it is: once a day by the clock on the site's wall.
import fc from "fast-check";
import { expect, test } from "vitest";
import { nightOf } from "../../../src/cli/exercise/nightly.ts";

const zone = "Europe/Berlin";
const night = (now: string, at = "02:30") => nightOf(new Date(now), at, zone);

test("before the time of the day it is still the night before", () => {
  expect(night("2026-11-27T01:29:59Z")).toBe("2026-11-26");
  expect(night("2026-11-27T01:30:00Z")).toBe("2026-11-27");
  expect(night("2026-11-27T22:59:59Z")).toBe("2026-11-27");
  expect(night("2027-01-01T00:00:00Z")).toBe("2026-12-31");
});

test("an hour that is left out or comes twice is one night", () => {
  // 02:30 is not there on 2026-03-29, and comes twice on 2026-10-25.
  expect(night("2026-03-29T00:59:59Z")).toBe("2026-03-28");
  expect(night("2026-03-29T01:00:00Z")).toBe("2026-03-29");
  expect(night("2026-10-25T00:30:00Z")).toBe("2026-10-25");
  expect(night("2026-10-25T01:31:00Z")).toBe("2026-10-25");
});

test("nights never go back, but for the hour that comes twice, and leave out no day", () => {
  const minute = 60_000;
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      fc.integer({ min: 0, max: 1439 }),
      (from, at) => {
        const two = (n: number) => String(n).padStart(2, "0");
        const time = `${two(Math.floor(at / 60))}:${two(at % 60)}`;
        const days = new Set<string>();
        for (let n = 0; n < 3 * 24 * 4; n += 1) {
          days.add(nightOf(new Date(from + n * 15 * minute), time, zone));
        }
        const first = Date.parse([...days].sort()[0] ?? "");
        const last = Date.parse([...days].sort().at(-1) ?? "");
        expect((last - first) / (24 * 60 * minute) + 1).toBe(days.size);
        expect(days.size).toBeLessThanOrEqual(4);
      },
    ),
    { numRuns: 20 },
  );
});
