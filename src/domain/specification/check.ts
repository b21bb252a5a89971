// What a specification must say before anybody can work by it.
import { unitRatio } from "../kernel/quantity.ts";
import type { Draft } from "./specification.ts";

/** Sentences; none where nothing is missing. */
export function faultsOf({ tests, plans, dating }: Omit<Draft, "version">): readonly string[] {
  const planOf = new Map(plans.map((plan) => [plan.planId, plan]));
  return [
    ...twice(tests.map(({ testId }) => testId)).map((id) => `Two tests are called ${id}.`),
    ...twice(plans.map(({ planId }) => planId)).map((id) => `Two plans are called ${id}.`),
    ...tests.flatMap((test) => faultsOfTest(test, planOf.get(test.planId))),
    ...plans
      .filter(({ planId }) => !tests.some((test) => test.planId === planId))
      .map(({ planId }) => `No test is made on the samples of plan ${planId}.`),
    // 21 CFR 211.84(d)(1): at least one test to verify the identity.
    ...(tests.some(({ identity }) => identity) ? [] : ["No test tells the identity."]),
    ...faultsOfDating(dating),
  ];
}

type Test = Draft["tests"][number];

function faultsOfTest(
  { testId, criterion, identity }: Test,
  plan: Draft["plans"][number] | undefined,
): readonly string[] {
  if (!plan) return [`Test ${testId} names a plan that is not there.`];
  const byAttributes = plan.rule.kind === "attributes";
  return [
    ...(byAttributes === (criterion.kind === "attributes")
      ? []
      : [`Test ${testId} and its plan do not both count nonconforming units.`]),
    // A certificate stands for results, never for the identity (21 CFR 211.84(d)(2)).
    ...(identity && plan.skipLot
      ? [`Test ${testId} tells the identity and is never skipped.`]
      : []),
    ...(criterion.kind === "limits" ? faultsOfLimits(testId, criterion.limits) : []),
  ];
}

type Limits = Extract<Test["criterion"], { readonly kind: "limits" }>["limits"];

function faultsOfLimits(testId: string, { low, high }: Limits): readonly string[] {
  const sides = [low, high].filter((side) => side !== undefined);
  const units = new Set(sides.map(({ unitOfMeasure }) => unitOfMeasure));
  return [
    ...(sides.length === 0 ? [`Test ${testId} has no limit.`] : []),
    ...(units.size > 1 ? [`The limits of test ${testId} are in two units.`] : []),
    ...[...units]
      .filter((unit) => !unitRatio(unit))
      .map((unit) => `The unit ${unit} of test ${testId} is not known.`),
  ];
}

const twice = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].filter((id) => ids.indexOf(id) !== ids.lastIndexOf(id));

/** Each date is counted from what it follows. */
const countable = {
  expiry: ["manufacture", "productionStart", "productionEnd", "receipt", "release"],
  retest: ["manufacture", "productionStart", "productionEnd", "receipt", "release"],
  opened: ["opening"],
  afterRetest: ["retest", "manufacture", "productionStart", "productionEnd", "receipt"],
} as const satisfies Record<string, readonly string[]>;

function faultsOfDating(dating: Draft["dating"]): readonly string[] {
  return (["expiry", "retest", "opened", "afterRetest"] as const).flatMap((name) => {
    const from = dating[name]?.countedFrom;
    const allowed: readonly string[] = countable[name];
    return from === undefined || allowed.includes(from)
      ? []
      : [`The rule ${name} cannot be counted from ${from}.`];
  });
}
