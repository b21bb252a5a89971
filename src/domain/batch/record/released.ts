// What the record of a batch lacks before a lot that it made is released (regulatory, section 6:
// the sections that belong to the stage of disposition).
import { deviceIn, udiIn } from "../../kernel/gs1/udi.ts";
import type { Identifier } from "../../kernel/identifier.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { isStated } from "../../kernel/shape/container.ts";
import { isOutside } from "../../kernel/shape/limits.ts";
import type { Batch } from "../batch-part.ts";
import { type Missing, refuseMissing } from "../control-recipe/gate/missing.ts";
import { departureKey } from "../deviation/deviation.ts";
import { type Result, stageKey } from "../result/result.ts";
import { lackingAtRelease } from "./mandatory.ts";

/** A lot that the batch made, or that comes of it by splitting and merging. */
export interface OfBatch {
  /** Its own id, and those of all that it was split off or merged from. */
  readonly materialLotIds: ReadonlySet<string>;
  readonly materialDefinitionId: string;
  /** Its own. */
  readonly identifiers: readonly Identifier[];
  /** Of all that it was split off or merged from. */
  readonly identifiersBefore: readonly Identifier[];
  /** It has an expiry or a retest date, or its release gives it one. */
  readonly isDated: boolean;
  /** Lots of the batch that came out in no stated quantity, and of which it is known by a count. */
  readonly counted: ReadonlySet<string>;
  /** Names of the tests of which a valid result of a sample of it stands. */
  readonly tested: ReadonlySet<string>;
}

/** BATCH_RECORD_INCOMPLETE of a batch that was made by a master; in the order of the sections. */
export function refuseAtRelease(batch: Batch, lot: OfBatch): Refusal | undefined {
  const { copied, issued } = batch;
  if (!copied) return undefined;
  const isProduct = lot.materialDefinitionId === issued.material.materialDefinitionId;
  const held = {
    dated: lot.isDated,
    tested: testedOf(batch, lot).size > 0,
  };
  const lacking = isProduct ? lackingAtRelease(held, copied.recipe.profiles) : [];
  const missing = [...lacking, ...untested(batch, lot, isProduct), ...uncounted(batch, lot)];
  return refuseMissing(missing.toSorted((one, other) => one.section - other.section));
}

/**
 * SPECIFICATION_FAILED: a release test of the lot, or of the batch where the lot is of its product,
 * is out of its limits and stands (21 CFR 211.165(f)). It does not where a reviewer has justified
 * it by an investigation that is closed; that it is justified, or was repeated, is not enough.
 */
export function refuseFailed(
  batch: Batch,
  lot: Pick<OfBatch, "materialLotIds" | "materialDefinitionId">,
  isInvestigated: (deviationId: string) => boolean,
): Refusal | undefined {
  const isProduct = lot.materialDefinitionId === batch.issued.material.materialDefinitionId;
  const standing = [...batch.results.entries.values()].filter((result) => {
    const { materialLotId, saidBy } = result;
    const isOf = materialLotId === undefined ? isProduct : lot.materialLotIds.has(materialLotId);
    if (!isOf || !isFailed(result)) return false;
    const marks = batch.review.marks.get(saidBy) ?? [];
    const last = marks.findLast(({ ruleKeys }) => ruleKeys.includes("specification"));
    const under = last?.judgement === "justified" ? last.deviationId : undefined;
    return under === undefined || !isInvestigated(under);
  });
  const tests = [...new Set(standing.map(({ test }) => test))];
  if (tests.length === 0) return undefined;
  return refuse("SPECIFICATION_FAILED", `Out of specification: ${tests.join(", ")}.`, { tests });
}

/** Of a release test, out of its limits. */
export const isFailed = ({ stage, value, limits }: Result): boolean =>
  stage === "release" && !("text" in value) && isOutside(value, limits) === true;

/**
 * UDI_MISSING of a device whose master says nothing against it: its lot has none with both parts,
 * or that of another device than the master registers (21 CFR 820.35(c); ISO 13485, 7.5.8).
 */
export function refuseWithoutUdi({ copied, issued }: Batch, lot: OfBatch): Refusal | undefined {
  const { recipe } = copied ?? {};
  if (!recipe?.profiles.includes("device-13485")) return undefined;
  const isExcused = recipe.notApplicable?.some(({ item }) => item === "registration") === true;
  const isProduct = lot.materialDefinitionId === issued.material.materialDefinitionId;
  if (isExcused || !isProduct) return undefined;
  const device = deviceIn(recipe.product.registration ?? "");
  const own = lot.identifiers.filter(isUdi);
  // What a part is labelled with itself counts, and not what the whole was before.
  const stated = own.length > 0 ? own : lot.identifiersBefore.filter(isUdi);
  const found = stated.flatMap(({ value }) => udiIn(value) ?? []);
  if (found.some((udi) => device === undefined || udi.device === device)) return undefined;
  const message = `${issued.material.name}: no UDI says which device it is, and which of them.`;
  return refuse("UDI_MISSING", message, { sections: [2], ...(device !== undefined && { device }) });
}

const isUdi = ({ scheme }: Identifier): boolean => scheme.toLowerCase() === "udi";

/** Lots that came out in no stated quantity: how much there is their own streams may say. */
export const unmeasuredIn = ({ material }: Batch): readonly string[] =>
  [...material.outputs.values()].flatMap(({ data }) => (isStated(data) ? [] : data.materialLotId));

/**
 * Section 21: what was listed as a release test, and has no result (21 CFR 211.165(a)). Listed for
 * one lot it is asked of that lot; of the batch, of each lot of its product. Once the record is
 * closed, one of a sample of the lot can still come.
 */
function untested(batch: Batch, lot: OfBatch, isProduct: boolean): readonly Missing[] {
  const { tests } = batch.results;
  const done = testedOf(batch, lot);
  const listedFor = [...(isProduct ? [undefined] : []), ...lot.materialLotIds];
  return listedFor.flatMap((materialLotId) => {
    const of = { stage: "release" as const, ...(materialLotId !== undefined && { materialLotId }) };
    return (tests.get(stageKey(of)) ?? [])
      .filter((name) => !done.has(name))
      .map((name) => ({ section: 21, item: `${name}: not tested` }));
  });
}

/** By results of the batch, and by samples of the lot. */
const testedOf = ({ results }: Batch, lot: OfBatch): ReadonlySet<string> =>
  new Set([
    ...[...results.entries.values()].filter(isReleaseOf(lot)).map(({ test }) => test),
    ...lot.tested,
  ]);

const isReleaseOf =
  ({ materialLotIds }: OfBatch) =>
  ({
    stage,
    materialLotId,
  }: {
    readonly stage: string;
    readonly materialLotId?: string | undefined;
  }) =>
    stage === "release" && (materialLotId === undefined || materialLotIds.has(materialLotId));

/**
 * Section 27: how much there is of each lot is known, said or counted (ISO 13485, 7.5.1), or
 * quality does without it.
 */
const uncounted = (batch: Batch, { counted }: OfBatch): readonly Missing[] =>
  unstatedIn(batch, counted).filter((one) => !batch.deviations.departures.has(departureKey(one)));

/** Of what came out in no stated quantity; each material once. */
export function unstatedIn(
  { material }: Batch,
  counted: ReadonlySet<string> = new Set(),
): readonly Missing[] {
  const lots = [...material.outputs.values()]
    .filter(({ data }) => !isStated(data) && !counted.has(data.materialLotId))
    .map(({ data }) => quantityMade(data.material.name));
  return [...new Set(lots)].map((item) => ({ section: 27, item }));
}

/** As the gate and the printed record name it, and a departure. */
export const quantityMade = (material: string): string => `quantity made: ${material}`;
