// Times are text: what a source did not say about its zone stays unsaid.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BusinessTime,
  DateOnly,
  Instant,
  toUtc,
  zoneStated,
} from "../../../src/domain/kernel/instant.ts";
import { businessTime, instant, localTime, offsetInstant } from "../../arbitrary.ts";

test("an instant in UTC is its own UTC text", () => {
  fc.assert(
    fc.property(instant, (time) => {
      expect(toUtc(time)).toBe(time);
    }),
  );
});

test("offsets name the same moment as Date does", () => {
  fc.assert(
    fc.property(offsetInstant, (time) => {
      expect(Instant.safeParse(time).success).toBe(true);
      expect(zoneStated(time)).toBe(true);
      expect(Date.parse(toUtc(time))).toBe(Date.parse(time));
    }),
  );
});

test("local text is ordered as UTC, wherever the machine stands", () => {
  fc.assert(
    fc.property(localTime, (time) => {
      expect(Instant.safeParse(time).success).toBe(false);
      expect(zoneStated(time)).toBe(false);
      expect(toUtc(time)).toBe(`${time.padEnd(19, ":00")}.000Z`);
    }),
  );
});

test("every business time can be ordered", () => {
  fc.assert(
    fc.property(businessTime, (time) => {
      expect(BusinessTime.safeParse(time).success).toBe(true);
      expect(Instant.safeParse(toUtc(time)).success).toBe(true);
    }),
  );
});

test("a day that no calendar has, or a year that no database has, is no time", () => {
  const impossible = [
    "2026-02-30T08:00:00Z",
    "2026-11-20T25:00",
    "2026-11-20",
    "20/11/2026 08:00",
    "0000-01-01T00:00:00Z",
    "0026-11-20T08:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "+010000-01-01T00:00:00Z",
  ];
  for (const text of impossible) {
    expect(BusinessTime.safeParse(text).success).toBe(false);
    expect(Instant.safeParse(text).success).toBe(false);
  }
  for (const text of ["0000-01-01", "9999-12-31", "2026-02-30"]) {
    expect(DateOnly.safeParse(text).success).toBe(false);
  }
});
