// What each profile asks a master for, with its clause. A recipe may carry several: what is asked
// is their union (regulatory, BR-2).
import type { ProfileName, Recipe } from "../../kernel/recipe/recipe.ts";
import { type Item, questionOf } from "./question.ts";

interface Demand {
  readonly item: Item;
  readonly clause: string;
  /** The recipe may say of it that it does not apply, and why. */
  readonly mayNotApply?: true;
}

const always = (item: Item, clause: string): Demand => ({ item, clause });
const unless = (item: Item, clause: string): Demand => ({ item, clause, mayNotApply: true });

export const profiles: Readonly<Record<ProfileName, readonly Demand[]>> = {
  "us-211": [
    always("identity", "21 CFR 211.186(b)(1)"),
    unless("activePerUnit", "21 CFR 211.186(b)(2)"),
    unless("unitWeight", "21 CFR 211.186(b)(2)"),
    always("components", "21 CFR 211.186(b)(3)"),
    always("yieldLimits", "21 CFR 211.186(b)(6), (7)"),
    always("yieldsVerified", "21 CFR 211.103"),
    always("chargesVerified", "21 CFR 211.101(d)"),
    unless("containers", "21 CFR 211.186(b)(8)"),
    always("labelControl", "21 CFR 211.186(b)(8), 211.125"),
    always("lineClearance", "21 CFR 211.130(e)"),
    always("packagedExamined", "21 CFR 211.134"),
    always("sampling", "21 CFR 211.186(b)(9)"),
    always("specifications", "21 CFR 211.186(b)(9)"),
    always("precautions", "21 CFR 211.186(b)(9)"),
    unless("timeLimits", "21 CFR 211.111"),
    always("equipment", "21 CFR 211.188(b)(2)"),
    always("inProcessChecks", "21 CFR 211.110"),
  ],
  "eu-gmp-p1": [
    always("code", "EU GMP 4.17"),
    always("identity", "EU GMP 4.17"),
    always("components", "EU GMP 4.17"),
    always("yieldLimits", "EU GMP 4.17"),
    always("location", "EU GMP 4.18"),
    always("equipment", "EU GMP 4.18"),
    always("clearance", "EU GMP 4.18"),
    always("inProcessChecks", "EU GMP 4.18"),
    unless("storage", "EU GMP 4.18"),
    always("precautions", "EU GMP 4.18"),
    unless("containers", "EU GMP 4.19"),
    always("labelControl", "EU GMP 4.19"),
    always("lineClearance", "EU GMP 4.19"),
  ],
  "ich-q7": [
    always("code", "ICH Q7 6.41"),
    always("components", "ICH Q7 6.41"),
    always("location", "ICH Q7 6.41"),
    always("equipment", "ICH Q7 6.41"),
    always("parameterRanges", "ICH Q7 6.41"),
    always("sampling", "ICH Q7 6.41"),
    always("inProcessChecks", "ICH Q7 6.41"),
    unless("timeLimits", "ICH Q7 6.41"),
    always("yieldLimits", "ICH Q7 6.41"),
    unless("precautions", "ICH Q7 6.41"),
    always("storage", "ICH Q7 6.41"),
  ],
  "device-13485": [
    always("description", "ISO 13485, 4.2.3"),
    unless("registration", "ISO 13485, 7.5.8"),
    always("components", "ISO 13485, 4.2.3"),
    always("equipment", "ISO 13485, 7.5.1"),
    always("inProcessChecks", "ISO 13485, 7.5.1"),
    unless("parameterRanges", "ISO 13485, 7.5.6"),
    always("specifications", "ISO 13485, 8.2.6"),
    always("labelControl", "ISO 13485, 7.5.1"),
    unless("storage", "ISO 13485, 7.5.11"),
  ],
  food: [
    always("components", "EC 178/2002, Art. 18"),
    always("criticalLimits", "Codex CXC 1-1969, principle 3"),
    unless("clearance", "21 CFR 117.135(c)(2)"),
    always("labelControl", "21 CFR 117.135(c)(2)"),
    always("shelfLife", "EU 1169/2011, Art. 9"),
    unless("storage", "EU 1169/2011, Art. 25"),
    unless("releaseSampling", "EC 2073/2005, Art. 4"),
  ],
};

export interface MissingItem {
  readonly item: Item;
  readonly what: string;
  readonly clauses: readonly string[];
}

/** Of the union of the recipe's profiles. What it says does not apply counts where it may. */
export function missingItems(recipe: Recipe): readonly MissingItem[] {
  const excused = new Set((recipe.notApplicable ?? []).map(({ item }) => item));
  const asked = recipe.profiles.flatMap((name) => profiles[name]);
  const missing = asked.filter(({ item, mayNotApply }) => {
    const { of, holds } = questionOf(item);
    if (of && !of(recipe)) return false;
    return !holds(recipe) && !(mayNotApply && excused.has(item));
  });
  return [...new Set(missing.map(({ item }) => item))].map((item) => ({
    item,
    what: questionOf(item).what,
    clauses: missing.filter((one) => one.item === item).map(({ clause }) => clause),
  }));
}
