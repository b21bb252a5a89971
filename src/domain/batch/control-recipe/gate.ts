// The gate of completion: what the control recipe asks for and the record does not hold, by the
// sections of the batch record (regulatory, section 6; 21 CFR 211.188(b)).
import type { Phase } from "../../kernel/recipe/phase.ts";
import type { Step } from "../../kernel/recipe/plan.ts";
import type { SignOff } from "../../kernel/recipe/written.ts";
import { pathText } from "../../kernel/shape/phase.ts";
import type { Batch } from "../batch-part.ts";
import { type Copied, stepsIn } from "./control-recipe.ts";
import { clearanceKey, completion, evidenceKey } from "./evidence.ts";
import { routeOf } from "./route.ts";

export interface Missing {
  /** Of the batch record. */
  readonly section: number;
  readonly item: string;
}

/** In the order of the sections. */
export function missingForCompletion(batch: Batch, copied: Copied): readonly Missing[] {
  const { recipe } = copied;
  const found = [
    ...stepsIn(recipe).flatMap((step) => ofStep(batch, copied, step)),
    ...(recipe.yields ?? [])
      .filter(({ name }) => !batch.results.yields.has(name))
      .map(({ name }) => ({ section: 14, item: `yield: ${name}` })),
    ...labelsMissing(batch, copied),
  ];
  return found.toSorted((one, other) => one.section - other.section);
}

function ofStep(batch: Batch, copied: Copied, step: Step): readonly Missing[] {
  const route = routeOf(batch);
  const { phase, path } = step;
  if (route?.runs(phase.key) === false) return [];
  const status = batch.phases.get(phase.key)?.status;
  const name = pathText(path);
  // It was left out, with a reason; nothing of it is asked for.
  if (status === "skipped") return [];
  if (status !== "completed") return [{ section: 9, item: name }];
  if (route?.isOver(phase.key) === false)
    return [{ section: 9, item: `${name}: goes round again` }];
  return [
    ...clearances(batch, phase),
    ...charges(batch, copied, phase),
    ...signed(batch, 9, name, idsOf(batch, step, completion), phase.signOff),
    ...(phase.parameters ?? []).flatMap((one) => recorded(batch, 10, step, one)),
    ...(phase.checks ?? []).flatMap((one) => recorded(batch, 11, step, one)),
    ...(phase.produces ?? []).flatMap((key) => produced(batch, copied, key)),
  ];
}

const idsOf = ({ evidence }: Batch, { path }: Step, name: string): readonly string[] =>
  evidence.entries.get(evidenceKey(name, path)) ?? [];

function clearances({ evidence }: Batch, { clearance }: Phase): readonly Missing[] {
  if (!clearance) return [];
  return (["before", "after"] as const)
    .filter((when) => clearance[when])
    .filter((when) => !evidence.cleared.has(clearanceKey(clearance.area, when)))
    .map((when) => {
      const section = when === "before" ? 5 : 17;
      return { section, item: `line clearance ${when}: ${clearance.area}` };
    });
}

function charges(batch: Batch, { recipe }: Copied, phase: Phase): readonly Missing[] {
  return (phase.charges ?? []).flatMap(({ of, signOff }) => {
    const item = [...(recipe.inputs ?? []), ...(recipe.outputs ?? [])].find(
      ({ key }) => key === of,
    );
    if (!item) return [];
    const { materialDefinitionId, name } = item.material;
    const used = [...batch.material.consumptions.entries()].filter(
      ([, { data, voided }]) =>
        !voided && data.material.materialDefinitionId === materialDefinitionId,
    );
    if (used.length === 0) return [{ section: 7, item: name }];
    const isWeighed = used.every(([, { quantity }]) => quantity !== undefined);
    const ids = used.map(([id]) => id);
    return [
      ...(isWeighed ? [] : [{ section: 7, item: `${name}: quantity` }]),
      ...signed(batch, 7, name, ids, signOff ?? phase.signOff),
    ];
  });
}

interface Item {
  readonly name: string;
  readonly signOff?: SignOff;
}

function recorded(batch: Batch, section: number, step: Step, item: Item): readonly Missing[] {
  const { name, signOff } = item;
  const anywhere = batch.evidence.entries.get(evidenceKey(name)) ?? [];
  const ids = [...idsOf(batch, step, name), ...anywhere];
  const asked = `${pathText(step.path)}: ${name}`;
  if (ids.length === 0) return [{ section, item: asked }];
  return signed(batch, section, asked, ids, signOff ?? step.phase.signOff);
}

/** 21 CFR 211.68(c), 211.101(d): another person has confirmed at least one of the entries. */
function signed(
  { evidence }: Batch,
  section: number,
  name: string,
  ids: readonly string[],
  { policy }: SignOff,
): readonly Missing[] {
  if (policy === "performed" || ids.some((id) => evidence.verified.has(id))) return [];
  return [{ section, item: `${name}: verified by a second person` }];
}

function produced({ material }: Batch, { recipe }: Copied, key: string): readonly Missing[] {
  const output = (recipe.outputs ?? []).find((one) => one.key === key);
  if (!output) return [];
  const { materialDefinitionId, name } = output.material;
  const isThere = [...material.outputs.values()].some(
    ({ data }) => data.material.materialDefinitionId === materialDefinitionId,
  );
  return isThere ? [] : [{ section: 14, item: `output: ${name}` }];
}

/** 21 CFR 211.125: what was issued is reconciled, unless every label is examined. */
function labelsMissing({ labels, material }: Batch, { recipe }: Copied): readonly Missing[] {
  return (recipe.labels ?? []).flatMap(({ input, allVerified }) => {
    const printed = (recipe.inputs ?? []).find(({ key }) => key === input);
    if (!printed || allVerified) return [];
    const { materialDefinitionId, name } = printed.material;
    const lots = [...material.consumptions.values()]
      .filter(({ data }) => data.material.materialDefinitionId === materialDefinitionId)
      .map(({ data }) => data.materialLotId);
    const open = [...new Set(lots)].filter((lot) => !labels.get(lot)?.reconciled);
    return open.length > 0 ? [{ section: 18, item: `reconciliation: ${name}` }] : [];
  });
}
