// Which dates a lot gets when it is released, and when it has conformed at a retest: by the rules
// of its specification, from dates that are known, and never beyond what the supplier allows.
import {
  type Calculation,
  calculate,
  type DatingRule,
  dateOf,
  type Undated,
} from "../../../domain/kernel/shape/dating.ts";
import type { Lot } from "../../../domain/material-lot/lot.ts";
import type { Version } from "../../../domain/specification/specification.ts";
import type { Base, Bases } from "./bases.ts";
import type { Ancestor } from "./evidence.ts";

export interface Dates {
  readonly expiresOn?: string;
  readonly retestOn?: string;
  readonly calculations: Calculation[];
  /** Rules that no date follows from; left out: there are none. */
  readonly unknown?: Undated[];
}

/** A rule whose date is not known is said, and what was stated before it stands. */
export function datesAtRelease(
  { expiresOn, retestOn }: Pick<Lot, "expiresOn" | "retestOn">,
  bases: Bases,
  { dating }: Pick<Version, "dating">,
): Dates {
  const by = (of: Undated["of"], bound: string | undefined) => {
    const rule = dating[of];
    return rule && worked(of, rule, bases[rule.countedFrom], bound);
  };
  const expiry = by("expiry", expiresOn);
  const ends = dateIn(expiry) ?? expiresOn;
  const retest = by("retest", earliest([retestOn, ends]));
  return dated(ends, dateIn(retest) ?? retestOn, [expiry, retest]);
}

/**
 * The retest date moves, never beyond the expiry; where there is none, the expiry itself does, and
 * never beyond one that whoever delivered it has given.
 */
export function datesAfterRetest(
  { expiresOn, retestOn }: Pick<Lot, "expiresOn" | "retestOn">,
  ancestors: readonly Ancestor[],
  rule: DatingRule,
  base: Base,
): Dates {
  if (retestOn === undefined) {
    const given = earliest(ancestors.map(({ lot }) => lot.receipt?.expiresOn));
    const expiry = worked("expiry", rule, base, given);
    return dated(dateIn(expiry) ?? expiresOn, undefined, [expiry]);
  }
  const retest = worked("retest", rule, base, expiresOn);
  return dated(expiresOn, dateIn(retest) ?? retestOn, [retest]);
}

type Worked = Calculation | Undated;

const worked = (
  of: Undated["of"],
  rule: DatingRule,
  base: Base,
  bound: string | undefined,
): Worked =>
  "on" in base ? calculate(of, rule, base.on, bound) : { of, rule, because: base.because };

const isDated = (one: Worked): one is Calculation => "computed" in one;

const dateIn = (one: Worked | undefined): string | undefined =>
  one && isDated(one) ? dateOf(one) : undefined;

function dated(
  expiresOn: string | undefined,
  retestOn: string | undefined,
  all: readonly (Worked | undefined)[],
): Dates {
  const said = all.filter((one) => one !== undefined);
  const unknown = said.filter((one): one is Undated => !isDated(one));
  return {
    ...(expiresOn !== undefined && { expiresOn }),
    ...(retestOn !== undefined && { retestOn }),
    calculations: said.filter(isDated),
    ...(unknown.length > 0 && { unknown }),
  };
}

const earliest = (dates: readonly (string | undefined)[]): string | undefined =>
  dates.filter((one) => one !== undefined).sort()[0];
