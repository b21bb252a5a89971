// BR-1: each section that the printed record calls mandatory is one that some stage is refused
// without, or one that no record can lack.
import { expect, test } from "vitest";
import {
  type Held,
  type HeldAtRelease,
  lackingAtRelease,
  lackingIn,
  madeOfTheRecord,
} from "../../../../src/domain/batch/record/mandatory.ts";
import { profileNames } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { sectionRules } from "../../../../src/projections/batch-record/record/section.ts";

const nothing = <Of extends object>(): Of => new Proxy({} as Of, { get: () => false });
const asked = [
  ...lackingIn(nothing<Held>(), profileNames),
  ...lackingAtRelease(nothing<HeldAtRelease>(), profileNames),
].map(({ section }) => section);
/** By rules of their own: the fixtures are named in mandatory.test.ts. */
const byRule = [23, 25, 27, 28, 29, 30];
const made = Object.keys(madeOfTheRecord).map(Number);

test("a mandatory section is asked for, or made of the record, and never both", () => {
  const mandatory = sectionRules
    .filter(({ gate }) => gate === "always")
    .map(({ number }) => number);
  const all = [...new Set([...asked, ...byRule]), ...made];
  expect(all.toSorted((one, other) => one - other)).toEqual(mandatory);
});
