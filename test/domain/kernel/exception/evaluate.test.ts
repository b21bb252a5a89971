// Laws of review by exception: nothing of a record is passed over in silence, and each kind of rule
// finds what it is for.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  coverageOf,
  evaluate,
  flagging,
} from "../../../../src/domain/kernel/exception/evaluate.ts";
import {
  entryOf,
  type Fact,
  type Facts,
  withFact,
} from "../../../../src/domain/kernel/exception/fact.ts";
import { kinds } from "../../../../src/domain/kernel/exception/kind.ts";
import { plainKinds, type Rule, severities } from "../../../../src/domain/kernel/exception/rule.ts";
import { shippedRules } from "../../../../src/domain/kernel/exception/shipped.ts";
import { now, uuid } from "../../../given.ts";

const base = { type: "Entry", section: 9, recordedAt: now, occurredAt: now };
const fact = (n: number, more: Partial<Fact> = {}): Fact => ({
  ...base,
  eventId: uuid(n),
  by: { kind: "person", id: "anna" },
  ...more,
});
const rulesWith = (rules: readonly Rule[]) => ({ ...shippedRules, rules: [...rules] });

const comparisons = [
  "within",
  "outside",
  "NO_LIMITS",
  "UNIT_NOT_CONVERTIBLE",
  "NO_NUMBER",
] as const;
const anyFact = fc.record<Partial<Fact>>(
  {
    section: fc.integer({ min: 2, max: 34 }),
    name: fc.constantFrom("Water", "Hardness"),
    step: fc.constantFrom("Mix", "Dry"),
    measures: fc.constantFrom("parameter", "result", "yield", "amount"),
    comparison: fc.constantFrom(...comparisons),
    value: fc.constantFrom("1 kg", "2 kg"),
    failed: fc.boolean(),
    flags: fc.constantFrom([], ["DEVICE_NOT_QUALIFIED"], ["STEP_OUT_OF_ORDER"]),
    leftOut: fc.constant(true as const),
    matter: fc.constantFrom("deviation", "alarm", "hold", "comment", "override", "refusal"),
    opens: fc.constantFrom("d-1", "d-2"),
    closes: fc.constantFrom("d-1", "d-2"),
    by: fc.constantFrom({ kind: "person", id: "anna" }, { kind: "device", id: "scale" }),
    phase: fc.constantFrom({ phase: "mix", at: "start" }, { phase: "mix", at: "end" } as const),
  },
  { requiredKeys: [] },
);
const anyRule: fc.Arbitrary<Rule> = fc.record({
  key: fc.constant("one"),
  kind: fc.constantFrom(...plainKinds),
  severity: fc.constantFrom(...severities),
  sections: fc.uniqueArray(fc.integer({ min: 2, max: 34 }), { maxLength: 3 }),
  why: fc.constant("clause"),
});

test("each entry was looked into, or stands under not evaluated with why", () => {
  fc.assert(
    fc.property(
      fc.array(anyFact, { maxLength: 30 }),
      fc.array(anyRule, { maxLength: 6 }),
      (of, rules) => {
        const facts = of.map((more, n) => fact(n, more));
        const named = rules.map((rule, n) => ({ ...rule, key: `rule-${n}` }));
        const found = evaluate(rulesWith(named), facts);
        const said = new Set(found.notEvaluated.map(({ eventId }) => eventId));
        for (const one of facts) {
          const about = named.filter(
            ({ kind, sections }) =>
              (sections.length === 0 || sections.includes(one.section)) && kinds[kind].isAbout(one),
          );
          const flagged = found.flagged.filter(({ eventId }) => eventId === one.eventId);
          const reasons = found.notEvaluated.filter(({ eventId }) => eventId === one.eventId);
          // Whatever rule is about it has said something of it, and only one thing.
          const clear =
            about.length - flagged.length - reasons.filter(({ ruleKey }) => ruleKey).length;
          expect(clear).toBeGreaterThanOrEqual(0);
          const content = about.filter(({ kind }) => kinds[kind].at === "content");
          if (content.length === 0 && flagged.length === 0)
            expect(said.has(one.eventId)).toBe(true);
        }
        const coverage = coverageOf(found, () => false);
        expect(coverage.facts).toBe(facts.length);
        const silent = facts.length - coverage.evaluated;
        expect(said.size).toBeGreaterThanOrEqual(silent);
        const by = found.rules.reduce((sum, one) => sum + one.flagged, 0);
        expect(by).toBe(found.flagged.length);
      },
    ),
  );
});

const flaggedBy = (key: string, facts: readonly Fact[]) =>
  evaluate(shippedRules, facts)
    .flagged.filter(({ ruleKey }) => ruleKey === key)
    .map(({ eventId }) => eventId);
const asks = {
  secondPerson: [entryOf("Mix", "Water")],
  timeLimits: [
    {
      name: "Drying",
      from: { phase: "mix", at: "end" as const },
      to: { phase: "dry", at: "start" as const },
      most_s: 3_600,
    },
  ],
};
const water = { measures: "parameter", name: "Water", step: "Mix", section: 10 } as const;

describe("a rule about", () => {
  test.each([
    ["parameter-limits", { ...water, comparison: "outside" }],
    ["specification", { measures: "result", comparison: "outside" }],
    ["yield-limits", { measures: "yield", comparison: "outside" }],
    ["tolerance", { measures: "amount", comparison: "outside" }],
    ["check", { failed: true }],
    ["left-out", { leftOut: true }],
    ["equipment", { equipmentId: "press", flags: ["DEVICE_NOT_QUALIFIED"] }],
    ["broken-rule", { flags: ["STEP_OUT_OF_ORDER"] }],
    ["changed", { corrects: uuid(0) }],
    ["repeated", { ...water, repeats: uuid(0) }],
    ["hold", { matter: "hold" }],
    ["deviation", { matter: "deviation", opens: "d-1" }],
    ["alarm", { matter: "alarm", opens: "a-1" }],
    ["refused", { matter: "refusal" }],
    ["override", { matter: "override" }],
    ["comment", { matter: "comment" }],
    ["late", { recordedAt: "2026-11-20T08:05:00.001Z" }],
  ] as const satisfies readonly (readonly [string, Partial<Fact>])[])(
    "%s flags it",
    (key, more) => {
      expect(flaggedBy(key, [fact(0), fact(1, more)])).toEqual([uuid(1)]);
    },
  );
  test("equipment flags a step that goes on what is not fit, which names no piece", () => {
    const went = { section: 9, flags: ["DEVICE_NOT_QUALIFIED"] };
    expect(flaggedBy("equipment", [fact(0), fact(1, went)])).toEqual([uuid(1)]);
  });
  test("a matter that was closed since flags nothing", () => {
    const raised = fact(1, { matter: "deviation", opens: "d-1" });
    expect(flaggedBy("deviation", [raised, fact(2, { closes: "d-1" })])).toEqual([]);
  });
  test("a second person is content with another one, not with the same, nor with a failure", () => {
    const recipe = fact(0, { asks });
    const entry = fact(1, water);
    const confirmed = (id: string, failed: boolean) =>
      fact(2, { confirms: uuid(1), failed, by: { kind: "person", id } });
    expect(flaggedBy("second-person", [recipe, entry])).toEqual([uuid(1)]);
    expect(flaggedBy("second-person", [recipe, entry, confirmed("anna", false)])).toEqual([
      uuid(1),
    ]);
    expect(flaggedBy("second-person", [recipe, entry, confirmed("bela", true)])).toEqual([uuid(1)]);
    expect(flaggedBy("second-person", [recipe, entry, confirmed("bela", false)])).toEqual([]);
  });
  test("time flags the end of what took too long, to the second", () => {
    const mixed = fact(1, { phase: { phase: "mix", at: "end" } });
    const dried = (occurredAt: string) =>
      fact(2, { phase: { phase: "dry", at: "start" }, occurredAt });
    const recipe = fact(0, { asks });
    const late = dried("2026-11-20T09:00:01.000Z");
    expect(flaggedBy("time-limit", [recipe, mixed, late])).toEqual([uuid(2)]);
    expect(flaggedBy("time-limit", [recipe, mixed, dried("2026-11-20T09:00:00.000Z")])).toEqual([]);
  });
  test("copied readings flags the fourth equal one in a row, of one thing at one step", () => {
    const same = (n: number) => fact(n, { ...water, value: "1.20 %" });
    expect(flaggedBy("copied", [1, 2, 3, 4].map(same))).toEqual([uuid(4)]);
    const broken = [same(1), same(2), fact(9, { ...water, value: "1.3 %" }), same(3), same(4)];
    expect(flaggedBy("copied", broken)).toEqual([]);
    const elsewhere = [
      same(1),
      same(2),
      same(3),
      fact(4, { ...water, step: "Dry", value: "1.20 %" }),
    ];
    expect(flaggedBy("copied", elsewhere)).toEqual([]);
  });
  test("the clock flags what is stamped before what stands before it", () => {
    const at = (n: number, time: string) => fact(n, { recordedAt: `2026-11-20T${time}.000Z` });
    expect(flaggedBy("clock", [at(1, "08:00:02"), at(2, "08:00:01"), at(3, "08:00:03")])).toEqual([
      uuid(2),
    ]);
  });
});

describe("not evaluated", () => {
  test.each([
    ["NO_LIMITS", { ...water, comparison: "NO_LIMITS" }],
    ["UNIT_NOT_CONVERTIBLE", { ...water, comparison: "UNIT_NOT_CONVERTIBLE" }],
    ["NO_NUMBER", { measures: "result", comparison: "NO_NUMBER" }],
    ["QUANTITY_UNKNOWN", { measures: "amount", comparison: "QUANTITY_UNKNOWN" }],
    ["NO_CONTROL_RECIPE", { ...water, comparison: "within" }],
    ["NO_RULE", {}],
  ] as const satisfies readonly (readonly [string, Partial<Fact>])[])("says %s", (reason, more) => {
    const { notEvaluated } = evaluate(shippedRules, [fact(1, more)]);
    expect(notEvaluated.map((one) => one.reason)).toContain(reason);
  });
  test("says ZONE_NOT_STATED", () => {
    const { occurredAt: _, ...local } = fact(1);
    const { notEvaluated } = evaluate(shippedRules, [local]);
    expect(notEvaluated.map((one) => one.reason)).toContain("ZONE_NOT_STATED");
  });
});

test("a record of 10,000 entries takes one pass, and no square of it", () => {
  const facts = (count: number) =>
    Array.from({ length: count }, (_, n) =>
      fact(n, { ...water, comparison: "outside", value: "1" }),
    );
  const { flagged, sections } = evaluate(shippedRules, facts(10_000));
  expect(flagged.filter(({ ruleKey }) => ruleKey === "parameter-limits")).toHaveLength(10_000);
  expect(sections).toEqual([{ section: 10, facts: 10_000, evaluated: 10_000, flagged: 10_000 }]);
});

test("law: of one entry the same rules flag it as when all of the record is evaluated", () => {
  const record = fc.array(anyFact, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(record, fc.nat(), (parts, at) => {
      const facts = parts.map((part, n) => fact(n, part));
      const chain = facts.reduce<Facts | undefined>(withFact, undefined);
      const { eventId } = facts[at % facts.length] ?? fact(0);
      const whole = evaluate(shippedRules, facts).flagged.filter((one) => one.eventId === eventId);
      const keys = flagging(shippedRules.rules, chain, eventId);
      expect([...keys].sort()).toEqual(whole.map(({ ruleKey }) => ruleKey).sort());
    }),
  );
  expect(flagging(shippedRules.rules, undefined, uuid(1)).size).toBe(0);
});
