// Back-tests: the law is that rules and limits tried over a record say of it what they would have
// said, had the batch been made by them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batch } from "../../../../src/domain/batch/batch.ts";
import { backTest } from "../../../../src/domain/batch/exception/back-test.ts";
import {
  correctParameter,
  recordParameter,
} from "../../../../src/domain/batch/parameter/commands.ts";
import { evaluate } from "../../../../src/domain/kernel/exception/evaluate.ts";
import { type Fact, factList } from "../../../../src/domain/kernel/exception/fact.ts";
import type { Rule, RuleSet } from "../../../../src/domain/kernel/exception/rule.ts";
import { shippedRules } from "../../../../src/domain/kernel/exception/shipped.ts";
import { digestOf } from "../../../../src/domain/kernel/recipe/digest.ts";
import type { Recipe } from "../../../../src/domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../../src/domain/kernel/refusal.ts";
import { anna, authenticated, now, ownId, type Past, stateOf, uuid } from "../../../given.ts";
import * as x from "../control-recipe/examples.ts";

const { recipe } = x;

/** The same recipe with another range of the mixer's speed. */
function withSpeed(low: number, high: number): Recipe {
  const { procedure } = structuredClone(recipe);
  for (const unit of procedure.unitProcedures) {
    for (const operation of unit.operations) {
      operation.phases = operation.phases.map((phase) => ({
        ...phase,
        ...(phase.parameters && {
          parameters: phase.parameters.map((one) =>
            one.key === "speed" ? { ...one, low: String(low), high: String(high) } : one,
          ),
        }),
      }));
    }
  }
  return { ...recipe, procedure };
}

interface Entry {
  readonly parameter: "Mixer speed" | "Loss on drying" | "Noise";
  readonly value: number;
  readonly unit: "/min" | "%" | "kg";
  readonly corrects: boolean;
}
const context = {
  at: now,
  occurredAt: now,
  date: "2026-11-20",
  judgedAt: now,
  judgedOn: "2026-11-20",
  dateOf: (instant: string) => instant.slice(0, 10),
  site: "site-1",
  actor: anna,
  rolesHeld: [],
  authentication: authenticated,
  readOn: undefined,
  reason: { code: "typing", text: "Mistyped." },
  fromPaper: undefined,
  id: ownId,
  newId: (n: number) => uuid(n),
  revision: 0,
  also: {},
};
const phases = { "Mixer speed": "mix", "Loss on drying": "dry", Noise: "mix" };

/** The facts of a batch that is made by a recipe, in which these values are found. */
function factsOf(by: Recipe, entries: readonly Entry[]): readonly Fact[] {
  const copied: Past = {
    type: "MasterRecipeCopied",
    data: {
      masterRecipeId: "master-1",
      version: 1,
      digest: digestOf(by),
      recipe: by,
      adjustments: [],
    },
  };
  const [issued, , started] = x.begun;
  if (!issued || !started) throw new Error("The example has not begun.");
  const past: Past[] = [issued, copied, started];
  for (const { parameter, value, unit, corrects } of entries) {
    const state = stateOf(batch, past);
    const amount = { value: String(value), unitOfMeasure: unit };
    const meant = { value: amount, confirmed: true as const };
    const first =
      state.status === "unknown"
        ? undefined
        : [...state.parameters.entries.entries()].find(([, one]) => one.parameter === parameter);
    const decided =
      corrects && first
        ? correctParameter.decide({ correctsEventId: first[0], ...meant }, state, context)
        : recordParameter.decide(
            { parameter, path: x.path(phases[parameter]), ...meant, source: "manual" },
            state,
            context,
          );
    if (isRefusal(decided)) throw new Error(decided.message);
    past.push(...(decided as readonly Past[]));
  }
  const state = stateOf(batch, past);
  return state.status === "unknown" ? [] : factList(state.facts);
}

const entry: fc.Arbitrary<Entry> = fc.record({
  parameter: fc.constantFrom("Mixer speed", "Loss on drying", "Noise"),
  value: fc.integer({ min: 0, max: 20 }),
  unit: fc.constantFrom("/min", "%", "kg"),
  corrects: fc.boolean(),
});
const entries = fc.array(entry, { maxLength: 6 });
const range = fc.tuple(fc.nat(10), fc.nat(10)).map(([low, more]) => withSpeed(low, low + more));

const flaggedIn = (facts: readonly Fact[], ruleSet: RuleSet) => {
  const { flagged } = evaluate(ruleSet, facts);
  return new Map(
    ruleSet.rules.map(({ key }) => [
      key,
      flagged.flatMap(({ ruleKey, eventId }) => (ruleKey === key ? eventId : [])),
    ]),
  );
};

describe("the law", () => {
  test("rules in force over the limits of then flag what the review flags", () => {
    fc.assert(
      fc.property(entries, range, (found, by) => {
        const facts = factsOf(by, found);
        const flagged = flaggedIn(facts, shippedRules);
        for (const tried of [{}, { recipe: by }]) {
          const { rules } = backTest(facts, { ruleSet: shippedRules, ...tried }, shippedRules);
          for (const { ruleKey, wouldFlag, flaggedThen } of rules) {
            expect(wouldFlag, ruleKey).toEqual(flagged.get(ruleKey));
            expect(flaggedThen, ruleKey).toEqual(flagged.get(ruleKey));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
  test("other limits flag what they would have, had the batch been made by them", () => {
    fc.assert(
      fc.property(entries, range, range, (found, made, tried) => {
        const flagged = flaggedIn(factsOf(tried, found), shippedRules);
        const { rules } = backTest(
          factsOf(made, found),
          { ruleSet: shippedRules, recipe: tried },
          shippedRules,
        );
        for (const { ruleKey, wouldFlag } of rules) {
          expect(wouldFlag, ruleKey).toEqual(flagged.get(ruleKey));
        }
      }),
      { numRuns: 40 },
    );
  });
});

const values: Entry[] = [
  { parameter: "Mixer speed", value: 11, unit: "/min", corrects: false },
  { parameter: "Noise", value: 3, unit: "kg", corrects: false },
];

test("tighter limits flag what was within; what the recipe does not name is as it was", () => {
  const facts = factsOf(recipe, values);
  const tried = { ruleSet: shippedRules, recipe: withSpeed(8, 10) };
  const { rules, kept } = backTest(facts, tried, shippedRules);
  const limits = rules.find(({ ruleKey }) => ruleKey === "parameter-limits");
  expect(limits?.wouldFlag).toHaveLength(1);
  expect(limits?.flaggedThen).toEqual([]);
  expect(limits?.notEvaluated).toMatchObject([{ reason: "NO_LIMITS" }]);
  expect(kept).toMatchObject([{ reason: "NOT_IN_RECIPE" }]);
});

test("rules that only counted then are told with what they flagged", () => {
  const [first] = shippedRules.rules;
  if (!first) throw new Error("No rules ship.");
  const rules: Rule[] = [{ ...first, key: "other" }];
  const ruleSet = { version: 1, digest: digestOf(rules), rules };
  const facts = factsOf(recipe, [{ ...values[0]!, value: 20 }]);
  const found = backTest(facts, { ruleSet }, shippedRules);
  expect(found.rules.map(({ ruleKey }) => ruleKey)).toContain("parameter-limits");
  expect(found.rules.find(({ ruleKey }) => ruleKey === "other")).toMatchObject({
    flaggedThen: [],
    wouldFlag: [expect.any(String)],
  });
  expect(found.rules.find(({ ruleKey }) => ruleKey === "parameter-limits")).toMatchObject({
    flaggedThen: [expect.any(String)],
    wouldFlag: [],
  });
  expect(found.noRule.length).toBeGreaterThan(0);
});
