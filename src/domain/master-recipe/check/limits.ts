// Limits are there, the right way round, in units that are known and of one system.

import { compare, type Quantity, unitRatio } from "../../kernel/quantity.ts";
import type { Check, Parameter } from "../../kernel/recipe/phase.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";
import { type Finding, finding, type Place } from "./finding.ts";
import { quantitiesIn, systemOf } from "./unit.ts";
import { each, inPhases } from "./walk.ts";

export const checkLimits = (recipe: Recipe): readonly Finding[] => [
  ...inPhases(recipe, "parameters").flatMap(({ item, at }) => [
    ...unitOf(item.unitOfMeasure, at),
    ...(item.unlimited === undefined ? missing(item, at) : []),
    ...crossed(item, item.setPoint, at),
    ...narrow(item, item.setPoint, at),
  ]),
  ...inPhases(recipe, "checks").flatMap(({ item, at }) => checkOf(item, at)),
  ...each(recipe.timeLimits, ["timeLimits"]).flatMap(({ item, at }) => {
    if (!item.low && !item.high) return [none(item.name, at)];
    return item.low && item.high ? inOrder(item.low, item.high, at) : [];
  }),
  ...each(recipe.yields, ["yields"]).flatMap(({ item, at }) => {
    if (item.low === undefined || item.high === undefined) return [none(item.name, at)];
    return crossed({ ...item, unitOfMeasure: "%" }, undefined, at);
  }),
  ...each(recipe.labels, ["labels"]).flatMap(({ item, at }) => {
    if (item.reconciliation) {
      return crossed({ ...item.reconciliation, unitOfMeasure: "%" }, undefined, at);
    }
    return item.allVerified ? [] : [none(item.key, at)];
  }),
  ...sizes(recipe),
  ...units(recipe),
];

type Limited = Pick<Parameter, "low" | "high"> & { readonly unitOfMeasure: string };

function missing(item: Parameter | Check, at: Place): readonly Finding[] {
  return item.low === undefined && item.high === undefined ? [none(item.name, at)] : [];
}

const none = (name: string, at: Place): Finding =>
  finding("LIMIT_MISSING", at, `${name} has no limits.`);

function checkOf(check: Check, at: Place): readonly Finding[] {
  if (check.kind === "passFail") {
    return check.criterion === undefined ? [none(check.name, at)] : [];
  }
  const { unitOfMeasure } = check;
  if (unitOfMeasure === undefined) {
    return [finding("UNIT_MISSING", at, `${check.name} is a number without unit.`)];
  }
  return [
    ...unitOf(unitOfMeasure, at),
    ...missing(check, at),
    ...crossed({ ...check, unitOfMeasure }, check.target, at),
    ...narrow({ ...check, unitOfMeasure }, check.target, at),
  ];
}

/** What is asked for is plausible. */
function narrow(
  { plausible, low, high, unitOfMeasure }: Limited & Pick<Parameter, "plausible">,
  middle: string | undefined,
  at: Place,
): readonly Finding[] {
  if (!plausible || !unitRatio(unitOfMeasure)) return [];
  const asked = [low, middle, high].filter((value) => value !== undefined);
  const place = [...at, "plausible"];
  const found = asked.flatMap((value) => crossed({ ...plausible, unitOfMeasure }, value, place));
  return found.slice(0, 1);
}

function unitOf(unitOfMeasure: string, at: Place): readonly Finding[] {
  if (unitRatio(unitOfMeasure)) return [];
  return [finding("UNIT_UNKNOWN", [...at, "unitOfMeasure"], `${unitOfMeasure} is not known.`)];
}

/** low <= middle <= high, of those that are there. */
function crossed(
  { low, high, unitOfMeasure }: Limited,
  middle: string | undefined,
  at: Place,
): readonly Finding[] {
  if (!unitRatio(unitOfMeasure)) return [];
  const there = [low, middle, high].filter((value) => value !== undefined);
  return there.slice(1).flatMap((value, n) => {
    const former = { value: there[n] ?? value, unitOfMeasure };
    return inOrder(former, { value, unitOfMeasure }, at);
  });
}

function inOrder(low: Quantity, high: Quantity, at: Place): readonly Finding[] {
  const order = compare(low, high);
  if (order === 1) {
    return [finding("LIMITS_CROSSED", at, `${low.value} is more than ${high.value}.`)];
  }
  return typeof order === "number" ? [] : [finding("UNIT_NOT_FITTING", at, order.message)];
}

function sizes({ batchSize: { reference, low, high } }: Recipe): readonly Finding[] {
  return [
    ...(low ? inOrder(low, reference, ["batchSize", "low"]) : []),
    ...(high ? inOrder(reference, high, ["batchSize", "high"]) : []),
  ];
}

/** Each amount is in a unit that is known, and all of them in one system. */
function units(recipe: Recipe): readonly Finding[] {
  const amounts = quantitiesIn(recipe, []);
  const unknown = amounts.flatMap(({ item, at }) => unitOf(item.unitOfMeasure, at));
  const first = amounts.find(({ item }) => systemOf(item.unitOfMeasure) !== undefined);
  const system = first && systemOf(first.item.unitOfMeasure);
  const others = amounts.filter(({ item }) => {
    const found = systemOf(item.unitOfMeasure);
    return found !== undefined && found !== system;
  });
  return [
    ...unknown,
    ...others.map(({ item, at }) => {
      const message = `${item.unitOfMeasure} beside ${first?.item.unitOfMeasure}.`;
      return finding("UNIT_SYSTEM_MIXED", [...at, "unitOfMeasure"], message);
    }),
  ];
}
