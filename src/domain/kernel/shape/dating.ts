// Expiry and retest dates by a stored rule: months from a date, with a convention for the end of
// the month. What went in and what came out stand together, so that anybody can work it out again.
import { z } from "zod";
import { DateOnly } from "../instant.ts";
import { Text } from "./reference.ts";

export const DatingRule = z.strictObject({
  months: z.int().min(1).max(600),
  countedFrom: z
    .enum([
      "manufacture",
      "productionStart",
      "productionEnd",
      "receipt",
      "release",
      "opening",
      "retest",
    ])
    .describe("From which date; where that is not known, the date that follows is not either."),
  convention: z
    .enum(["sameDay", "endOfMonth"])
    .describe("The same day of the month, at most its last; or always the last of the month."),
});
export type DatingRule = z.output<typeof DatingRule>;

export const Calculation = z.strictObject({
  of: z.enum(["expiry", "retest", "opened"]),
  rule: DatingRule,
  from: DateOnly.describe("The date that the months were counted from."),
  computed: DateOnly,
  limitedTo: DateOnly.exactOptional().describe("An earlier date that bounds it: the supplier's."),
});
export type Calculation = z.output<typeof Calculation>;

/** A rule that no date follows from: what it counts from is not known. */
export const Undated = z.strictObject({
  of: z.enum(["expiry", "retest"]),
  rule: DatingRule,
  because: Text,
});
export type Undated = z.output<typeof Undated>;

/** The date that holds: what was computed, or the earlier bound. */
export const dateOf = ({ computed, limitedTo }: Calculation): string => limitedTo ?? computed;

/** A bound that is later, or not known, bounds nothing. */
export function calculate(
  of: Calculation["of"],
  rule: DatingRule,
  from: string,
  bound: string | undefined,
): Calculation {
  const computed = monthsAfter(from, rule);
  const limited = bound !== undefined && bound < computed ? { limitedTo: bound } : {};
  return { of, rule, from, computed, ...limited };
}

function monthsAfter(from: string, { months, convention }: DatingRule): string {
  const [year = 0, month = 1, day = 1] = from.split("-").map(Number);
  const later = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(later / 12), (later % 12) + 1];
  const last = lastDay(inYear, inMonth);
  const on = convention === "endOfMonth" ? last : Math.min(day, last);
  return [String(inYear).padStart(4, "0"), two(inMonth), two(on)].join("-");
}

/** Gregorian: divisible by 4, not by 100, yet by 400. */
function lastDay(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const two = (n: number): string => String(n).padStart(2, "0");

const named = { expiry: "expires", retest: "to be retested", opened: "once opened, to be used" };

const bases: Readonly<Record<DatingRule["countedFrom"], string>> = {
  manufacture: "manufacture",
  productionStart: "the start of production",
  productionEnd: "the end of production",
  receipt: "receipt",
  release: "release",
  opening: "opening",
  retest: "retest",
};

/** `expiry not known (36 months from manufacture: ...)` */
export const undatedText = ({ of, rule, because }: Undated): string =>
  `${of} not known (${rule.months} months from ${bases[rule.countedFrom]}: ${because})`;

/** `expires 2028-11-30 (24 months from receipt on 2026-11-20, end of month)` */
export function calculationText(one: Calculation): string {
  const { of, rule, from, limitedTo } = one;
  const convention = rule.convention === "endOfMonth" ? ", end of month" : "";
  const bounded = limitedTo === undefined ? "" : `, at most ${limitedTo}`;
  const by = of === "expiry" ? " on" : " by";
  const base = `${bases[rule.countedFrom]} on ${from}`;
  const how = `${rule.months} months from ${base}${convention}${bounded}`;
  return `${named[of]}${by} ${dateOf(one)} (${how})`;
}
