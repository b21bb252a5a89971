// Which dates a lot gets when it is released, and when it has conformed at a retest: by the rules
// of its specification, from dates that are known, and never beyond what the supplier allows.
import {
  type Calculation,
  calculate,
  type DatingRule,
  dateOf,
} from "../../../domain/kernel/shape/dating.ts";
import type { Lot } from "../../../domain/material-lot/lot.ts";
import type { Version } from "../../../domain/specification/specification.ts";
import type { Ancestor } from "./evidence.ts";

export interface Dates {
  readonly expiresOn?: string;
  readonly retestOn?: string;
  readonly calculations: Calculation[];
}

/** Of what came together the oldest counts. */
export function datesAtRelease(
  { expiresOn, retestOn }: Lot,
  ancestors: readonly Ancestor[],
  { dating }: Version,
  date: string,
): Dates {
  const receipts = ancestors.flatMap(({ lot }) => lot.receipt ?? []);
  const made = receipts.map(({ manufacturedOn }) => manufacturedOn);
  const bases: Readonly<Record<DatingRule["countedFrom"], string | undefined>> = {
    manufacture: made.includes(undefined) ? undefined : earliest(made),
    receipt: earliest(receipts.map(({ receivedOn }) => receivedOn)),
    release: date,
    opening: undefined,
    retest: undefined,
  };
  const by = (of: Calculation["of"], rule: DatingRule | undefined, bound: string | undefined) => {
    const from = rule && bases[rule.countedFrom];
    return rule && from !== undefined ? calculate(of, rule, from, bound) : undefined;
  };
  const expiry = by("expiry", dating.expiry, expiresOn);
  const ends = expiry ? dateOf(expiry) : expiresOn;
  const retest = by("retest", dating.retest, earliest([retestOn, ends]));
  return dated(ends, retest ? dateOf(retest) : retestOn, [expiry, retest]);
}

/**
 * The retest date moves, never beyond the expiry; where there is none, the expiry itself does, and
 * never beyond one that whoever delivered it has given.
 */
export function datesAfterRetest(
  { expiresOn, retestOn }: Lot,
  ancestors: readonly Ancestor[],
  rule: DatingRule,
  date: string,
): Dates {
  if (retestOn === undefined) {
    const given = earliest(ancestors.map(({ lot }) => lot.receipt?.expiresOn));
    const expiry = calculate("expiry", rule, date, given);
    return dated(dateOf(expiry), undefined, [expiry]);
  }
  const retest = calculate("retest", rule, date, expiresOn);
  return dated(expiresOn, dateOf(retest), [retest]);
}

const dated = (
  expiresOn: string | undefined,
  retestOn: string | undefined,
  calculations: readonly (Calculation | undefined)[],
): Dates => ({
  ...(expiresOn !== undefined && { expiresOn }),
  ...(retestOn !== undefined && { retestOn }),
  calculations: calculations.filter((one) => one !== undefined),
});

const earliest = (dates: readonly (string | undefined)[]): string | undefined =>
  dates.filter((one) => one !== undefined).sort()[0];
