// What differs between two versions of a recipe, section by section. A section that is equal need
// not be read again; the author says what the change means for it. A revision of one line must not
// cost the reading of all.

import { sameContent } from "../../kernel/precondition.ts";
import type { Recipe } from "../../kernel/recipe/recipe.ts";

export interface Change {
  /** Within the section: `inputs.active.quantity.value`. */
  readonly at: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface SectionDifference {
  readonly section: string;
  readonly status: "equal" | "changed" | "added" | "removed";
  readonly changes: readonly Change[];
}

/**
 * The sections of a recipe by name: what people would read as one. Each unit procedure is one, as
 * `procedure:<key>`; the order of them is another.
 */
export function sectionsOf(recipe: Recipe): ReadonlyMap<string, unknown> {
  const { number, name, profiles, product, batchSize, location } = recipe;
  const { precautions, storage, constants, inputs, outputs, procedure, trainings } = recipe;
  const { notApplicable, specifications, equipmentClasses, conditions } = recipe;
  const { timeLimits, yields, labels, campaign } = recipe;
  const units = procedure.unitProcedures;
  const all: readonly (readonly [string, unknown])[] = [
    ["identity", { number, name, profiles, product, batchSize, location, notApplicable }],
    ["precautions", precautions],
    ["storage", storage],
    ["formula", constants || inputs || outputs ? { constants, inputs, outputs } : undefined],
    ["specifications", specifications],
    ["equipment", equipmentClasses],
    ["conditions", conditions],
    ["procedure", { name: procedure.name, order: units.map(({ key }) => key) }],
    ...units.map((unit) => [`procedure:${unit.key}`, unit] as const),
    ["timeLimits", timeLimits],
    ["yields", yields],
    ["labels", labels],
    ["campaign", campaign],
    ["trainings", trainings],
  ];
  return new Map(all.filter(([, content]) => content !== undefined));
}

export function differences(before: Recipe, after: Recipe): readonly SectionDifference[] {
  const [former, latter] = [sectionsOf(before), sectionsOf(after)];
  const names = new Set([...former.keys(), ...latter.keys()]);
  return [...names].map((section) => {
    const [one, other] = [former.get(section), latter.get(section)];
    return { section, status: statusOf(one, other), changes: changed(one, other, "") };
  });
}

/** Names of the sections that are as they were. */
export const equalSections = (before: Recipe, after: Recipe): readonly string[] =>
  differences(before, after)
    .filter(({ status }) => status === "equal")
    .map(({ section }) => section);

function statusOf(before: unknown, after: unknown): SectionDifference["status"] {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  return sameContent(before, after) ? "equal" : "changed";
}

function changed(before: unknown, after: unknown, at: string): readonly Change[] {
  if (sameContent(before, after)) return [];
  const [former, latter] = [members(before), members(after)];
  if (!former || !latter) {
    return [{ at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  }
  const names = new Set([...former.keys(), ...latter.keys()]);
  const within = [...names].flatMap((name) =>
    changed(former.get(name), latter.get(name), at === "" ? name : `${at}.${name}`),
  );
  const found = [...within, ...moved(before, after, at)];
  // Two things under one key hide each other.
  return found.length > 0 ? found : [{ at, before, after }];
}

/** Members of an object, or things of a list by their key; undefined: it is one value. */
function members(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) {
    return isKeyed(value) ? new Map(value.map((item) => [item.key, item])) : undefined;
  }
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
}

/** The same things in another order run in another order. */
function moved(before: unknown, after: unknown, at: string): readonly Change[] {
  if (!isKeyed(before) || !isKeyed(after)) return [];
  const [one, other] = [before.map(({ key }) => key), after.map(({ key }) => key)];
  const kept = one.filter((key) => other.includes(key));
  const now = other.filter((key) => one.includes(key));
  return sameContent(kept, now) ? [] : [{ at: `${at}.order`, before: kept, after: now }];
}

const isKeyed = (value: unknown): value is readonly { readonly key: string }[] =>
  Array.isArray(value) && value.length > 0 && value.every(hasKey);

const hasKey = (item: unknown): boolean =>
  typeof item === "object" && item !== null && "key" in item && typeof item.key === "string";
