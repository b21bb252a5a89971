// By when an authority must be told: facts of each market, apart from the rules that use them. What
// counts in a case is put into its first event by value, so that it shows what was due then.
import { toUtc } from "../kernel/instant.ts";

/** `atOnce`: the clause says immediately or forthwith, and names no time. */
type Within =
  | { readonly atOnce: true }
  | { readonly hours: number }
  | { readonly days: number }
  | { readonly workingDays: number };

interface ClockRule {
  readonly code: string;
  readonly what: string;
  readonly within: Within;
  /** The clause. */
  readonly source: string;
}

export const profileNames = [
  "us-drug",
  "us-device",
  "us-food",
  "us-vehicle",
  "eu-medicine",
  "eu-device",
  "eu-food",
] as const;
export type ProfileName = (typeof profileNames)[number];

/** Each runs from when the firm knew. */
export const clockRules: { readonly [Name in ProfileName]: readonly ClockRule[] } = {
  "us-drug": [
    {
      code: "us-drug-recall",
      what: "FDA told of the recall",
      within: { atOnce: true },
      source: "21 CFR 7.46(a)",
    },
    {
      code: "us-drug-field-alert",
      what: "Field alert report",
      within: { workingDays: 3 },
      source: "21 CFR 314.81(b)(1)",
    },
  ],
  "us-device": [
    {
      code: "us-device-correction",
      what: "Report of a correction or removal",
      within: { workingDays: 10 },
      source: "21 CFR 806.10(b)",
    },
  ],
  "us-food": [
    {
      code: "us-food-registry",
      what: "Reportable Food Registry",
      within: { hours: 24 },
      source: "21 U.S.C. 350f(d)(1)",
    },
  ],
  "us-vehicle": [
    {
      code: "us-vehicle-defect",
      what: "Defect and noncompliance report",
      within: { workingDays: 5 },
      source: "49 CFR 573.6(b)",
    },
  ],
  "eu-medicine": [
    {
      code: "eu-medicine-withdrawal",
      what: "Competent authorities told of the withdrawal",
      within: { atOnce: true },
      source: "Directive 2001/83/EC, Art. 123(2); EU GMP, chapter 8",
    },
  ],
  "eu-device": [
    {
      code: "eu-device-serious-incident",
      what: "Report of a serious incident",
      within: { days: 15 },
      source: "Regulation (EU) 2017/745, Art. 87(3)",
    },
  ],
  "eu-food": [
    {
      code: "eu-food-withdrawal",
      what: "Competent authorities told of the withdrawal",
      within: { atOnce: true },
      source: "Regulation (EC) No 178/2002, Art. 19",
    },
  ],
};

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;

/** UTC. Working days are Monday to Friday; no holiday is known here. */
export function dueAt(knownAt: string, within: Within): string {
  const from = Date.parse(toUtc(knownAt));
  if ("atOnce" in within) return new Date(from).toISOString();
  if ("hours" in within) return new Date(from + within.hours * hour_ms).toISOString();
  if ("days" in within) return new Date(from + within.days * day_ms).toISOString();
  let at = from;
  for (let left = within.workingDays; left > 0; ) {
    at += day_ms;
    const day = new Date(at).getUTCDay();
    if (day !== 0 && day !== 6) left -= 1;
  }
  return new Date(at).toISOString();
}
