// What the copy asks for in each step, and the record does not hold (21 CFR 211.188(b)).
import { convert } from "../../../kernel/quantity.ts";
import type { Phase } from "../../../kernel/recipe/phase.ts";
import type { Step } from "../../../kernel/recipe/plan.ts";
import type { Recipe } from "../../../kernel/recipe/recipe.ts";
import type { SignOff } from "../../../kernel/recipe/written.ts";
import { isRefusal } from "../../../kernel/refusal.ts";
import { pathText } from "../../../kernel/shape/phase.ts";
import type { Batch } from "../../batch-part.ts";
import { classesAsked } from "../../phase/phase.ts";
import { isOpen } from "../../phase/state.ts";
import { packagingKinds, sectionOfCheck } from "../../record/mandatory.ts";
import { isSamePortion, portionOf } from "../amount.ts";
import { type Copied, stepsIn } from "../control-recipe.ts";
import { clearanceKey, completion, entriesSince, evidenceKey, type Found } from "../evidence.ts";
import type { Route } from "../route.ts";
import { isByFormula } from "./material.ts";
import { type Missing, signed } from "./missing.ts";

/** `route`: of this batch. */
export function missingInStep(
  batch: Batch,
  copied: Copied,
  step: Step,
  route: Route | undefined,
): readonly Missing[] {
  const { phase, path } = step;
  const status = batch.phases.get(phase.key)?.status ?? "idle";
  const name = pathText(path);
  // It is not over, which is said already.
  if (isOpen({ status })) return [];
  if (status === "skipped") {
    // That quality let it be left out is seen by the second person as what was done would be.
    const left = signed(batch, 9, name, idsOf(batch, step, completion), strictest(phase));
    return [...chargedIn(batch, step), ...left];
  }
  if (status !== "completed") {
    return route?.runs(phase.key) === false ? [] : [{ section: 9, item: name }];
  }
  if (route?.isOver(phase.key) === false)
    return [{ section: 9, item: `${name}: goes round again` }];
  return [
    ...equipped(batch, name, phase),
    ...clearances(batch, phase),
    ...charges(batch, copied, phase),
    ...signed(batch, 9, name, idsOf(batch, step, completion), phase.signOff),
    ...(phase.parameters ?? []).flatMap((one) => recorded(batch, copied, 10, step, one)),
    ...(phase.checks ?? []).flatMap((one) =>
      recorded(batch, copied, sectionOfCheck(one), step, one),
    ),
    ...(phase.samples ?? []).flatMap((one) => written(batch, 12, step, one)),
    ...(phase.entries ?? []).flatMap((one) => written(batch, 9, step, one)),
    ...(phase.produces ?? []).flatMap((key) => produced(batch, copied, key)),
  ];
}

/** Of its last run. */
function entriesOf({ evidence }: Batch, { phase, path }: Step, name: string): readonly Found[] {
  const since = evidence.startedAt.get(phase.key) ?? 0;
  return entriesSince(evidence, evidenceKey(name, path), since);
}
const idsOf = (...of: Parameters<typeof entriesOf>) => entriesOf(...of).map(({ id }) => id);

/** 21 CFR 211.188(b)(2): on which piece it was done, where the recipe names a class. */
function equipped(batch: Batch, name: string, { key }: Phase) {
  const named = batch.phases.get(key)?.equipmentIds ?? [];
  return classesAsked(batch, key).length === 0 || named.length > 0
    ? []
    : [{ section: 8, item: `${name}: equipment` }];
}

function clearances(batch: Batch, { clearance, signOff }: Phase): readonly Missing[] {
  if (!clearance) return [];
  return (["before", "after"] as const)
    .filter((when) => clearance[when])
    .flatMap((when) => {
      const section = when === "before" ? 5 : 17;
      const item = `line clearance ${when}: ${clearance.area}`;
      const found = batch.evidence.cleared.get(clearanceKey(clearance.area, when));
      if (!found?.isClear) return [{ section, item }];
      return signed(batch, section, item, [found.id], clearance.signOff ?? signOff);
    });
}

/** What somebody writes down, in the last run; of a sample, that and how it was taken. */
function written(
  batch: Batch,
  section: number,
  step: Step,
  { name, signOff }: Omit<Item, "kind">,
): readonly Missing[] {
  const ids = idsOf(batch, step, name);
  const item = `${pathText(step.path)}: ${name}`;
  if (ids.length === 0) return [{ section, item }];
  return signed(batch, section, item, ids, signOff ?? step.phase.signOff);
}

/** What went in before the step was left out is in the batch: weighed, and seen by the second. */
function chargedIn(batch: Batch, { phase, path }: Step): readonly Missing[] {
  return [...batch.material.consumptions.entries()]
    .filter(
      ([, { data, voided }]) => !voided && data.path && pathText(data.path) === pathText(path),
    )
    .flatMap(([id, { data, quantity }]) => {
      const { name } = data.material;
      const unweighed = quantity ? [] : [{ section: 7, item: `${name}: quantity` }];
      return [...unweighed, ...signed(batch, 7, name, [id], strictest(phase))];
    });
}

/** A second person, where any charge of the step asks for one. */
const strictest = ({ charges = [], signOff }: Phase): SignOff =>
  charges.flatMap((one) => one.signOff ?? []).find(({ policy }) => policy !== "performed") ??
  signOff;

function charges(batch: Batch, copied: Copied, phase: Phase): readonly Missing[] {
  const { inputs = [], outputs = [] } = copied.recipe;
  return (phase.charges ?? []).flatMap(({ of, signOff }) => {
    const item = [...inputs, ...outputs].find(({ key }) => key === of);
    if (!item) return [];
    const { materialDefinitionId, name } = item.material;
    const section = packagingKinds.has(item.kind) ? 16 : 7;
    const used = [...batch.material.consumptions.entries()].filter(
      ([, { data, voided }]) =>
        !voided && data.material.materialDefinitionId === materialDefinitionId,
    );
    const portion = portionOf(item);
    const isThere = used.some(([, { data }]) => isSamePortion(portionOf(data), portion));
    if (!isThere) return [{ section, item: name }];
    const isWeighed = used.every(([, { quantity }]) => quantity !== undefined);
    const byFormula =
      !("potency" in item) || used.every(([, { data }]) => isByFormula(batch, data));
    const by = signOff ?? phase.signOff;
    const each = used.flatMap(([id]) => signed(batch, section, name, [id], by));
    return [
      ...(isWeighed ? [] : [{ section, item: `${name}: quantity` }]),
      ...(byFormula ? [] : [{ section, item: `${name}: weighed out by its formula` }]),
      // Each addition, and not one of them (21 CFR 211.101(d)).
      ...each.slice(0, 1),
    ];
  });
}

interface Item {
  readonly name: string;
  readonly kind?: "number" | "passFail";
  readonly unitOfMeasure?: string;
  readonly signOff?: SignOff;
}

function recorded(
  batch: Batch,
  { recipe }: Copied,
  section: number,
  step: Step,
  item: Item,
): readonly Missing[] {
  const { name, signOff } = item;
  const { evidence } = batch;
  // What names no step counts where only one step has such a thing.
  const bare = isOnlyOne(recipe, name) ? entriesSince(evidence, evidenceKey(name), 0) : [];
  const ids = [...entriesOf(batch, step, name), ...bare]
    .toSorted((one, other) => one.revision - other.revision)
    .map(({ id }) => id);
  const asked = `${pathText(step.path)}: ${name}`;
  if (!ids.some((id) => isAnswer(batch, item, id))) return [{ section, item: asked }];
  return signed(batch, section, asked, ids, signOff ?? step.phase.signOff);
}

/** A number is no verdict, and the other way round; nor does another unit answer. */
function isAnswer(batch: Batch, { kind = "number", unitOfMeasure }: Item, id: string): boolean {
  const { evidence, parameters, results } = batch;
  if (kind === "passFail") {
    const verdict = evidence.verdicts.get(evidence.keys.get(id) ?? "");
    const isVerdict = !parameters.entries.has(id) && !results.entries.has(id);
    return isVerdict && verdict?.result !== "notApplicable";
  }
  const result = results.entries.get(id)?.value;
  if (result && "text" in result) return false;
  const value =
    result ??
    parameters.entries.get(id)?.value ??
    evidence.values.get(evidence.keys.get(id) ?? "")?.value;
  if (!value || unitOfMeasure === undefined) return false;
  return !isRefusal(convert(value, unitOfMeasure));
}

const isOnlyOne = (recipe: Recipe, name: string): boolean =>
  stepsIn(recipe).filter(({ phase }) =>
    [...(phase.parameters ?? []), ...(phase.checks ?? [])].some((one) => one.name === name),
  ).length === 1;

function produced({ material }: Batch, { recipe }: Copied, key: string): readonly Missing[] {
  const output = (recipe.outputs ?? []).find((one) => one.key === key);
  if (!output) return [];
  const { materialDefinitionId, name } = output.material;
  const isThere = [...material.outputs.values()].some(
    ({ data }) => data.material.materialDefinitionId === materialDefinitionId,
  );
  return isThere ? [] : [{ section: 14, item: `output: ${name}` }];
}
