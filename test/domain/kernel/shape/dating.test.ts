// Dates by a stored rule: the ends of months, leap years, and the earlier bound.
import fc from "fast-check";
import { expect, test } from "vitest";
import { calculate, dateOf } from "../../../../src/domain/kernel/shape/dating.ts";

const rule = (months: number, convention: "sameDay" | "endOfMonth") => ({
  months,
  convention,
  countedFrom: "receipt" as const,
});

test.each([
  ["2026-11-20", 24, "endOfMonth", "2028-11-30"],
  ["2026-11-20", 3, "endOfMonth", "2027-02-28"],
  ["2027-11-20", 3, "endOfMonth", "2028-02-29"],
  ["2026-01-31", 1, "sameDay", "2026-02-28"],
  ["2028-01-31", 1, "sameDay", "2028-02-29"],
  ["2024-02-29", 12, "sameDay", "2025-02-28"],
  ["2026-12-15", 1, "sameDay", "2027-01-15"],
  ["1999-12-31", 2, "sameDay", "2000-02-29"],
] as const)("from %s on, %i months, %s: %s", (from, months, convention, date) => {
  expect(dateOf(calculate("expiry", rule(months, convention), from, undefined))).toBe(date);
});

test("an earlier bound holds, a later one does not, and both are told", () => {
  const by = (bound: string) => calculate("expiry", rule(12, "sameDay"), "2026-11-20", bound);
  expect(by("2027-06-30")).toMatchObject({ computed: "2027-11-20", limitedTo: "2027-06-30" });
  expect(dateOf(by("2027-06-30"))).toBe("2027-06-30");
  expect(by("2028-06-30")).not.toHaveProperty("limitedTo");
});

test("law: the calendar of the language says the same", () => {
  const day = fc.date({
    min: new Date("1990-01-01"),
    max: new Date("2150-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 600 }), (at, months) => {
      const from = at.toISOString().slice(0, 10);
      const later = Temporal.PlainDate.from(from).add({ months });
      expect(calculate("expiry", rule(months, "sameDay"), from, undefined).computed).toBe(
        later.toString(),
      );
      expect(calculate("expiry", rule(months, "endOfMonth"), from, undefined).computed).toBe(
        later.with({ day: later.daysInMonth }).toString(),
      );
    }),
  );
});
