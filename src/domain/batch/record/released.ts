// What the record of a batch lacks before a lot that it made is released (regulatory, section 6:
// the sections that belong to the stage of disposition).
import type { Refusal } from "../../kernel/refusal.ts";
import type { Batch } from "../batch-part.ts";
import { type Missing, refuseMissing } from "../control-recipe/gate/missing.ts";
import { stageKey } from "../result/result.ts";
import { lackingAtRelease } from "./mandatory.ts";

/** A lot that the batch made, or that comes of it by splitting and merging. */
export interface OfBatch {
  /** Its own id, and those of all that it was split off or merged from. */
  readonly materialLotIds: ReadonlySet<string>;
  readonly materialDefinitionId: string;
  /** It has an expiry or a retest date, or its release gives it one. */
  readonly isDated: boolean;
  /** A valid result of a sample of it stands. */
  readonly isTested: boolean;
}

/** BATCH_RECORD_INCOMPLETE of a batch that was made by a master; in the order of the sections. */
export function refuseAtRelease(batch: Batch, lot: OfBatch): Refusal | undefined {
  const { copied, issued, results } = batch;
  if (!copied) return undefined;
  const isProduct = lot.materialDefinitionId === issued.material.materialDefinitionId;
  const held = {
    dated: lot.isDated,
    tested: lot.isTested || [...results.entries.values()].some(isReleaseOf(lot)),
  };
  const lacking = isProduct ? lackingAtRelease(held, copied.recipe.profiles) : [];
  const missing = [...lacking, ...untested(batch, lot), ...uncounted(batch)];
  return refuseMissing(missing.toSorted((one, other) => one.section - other.section));
}

/** Section 21: what was listed as a release test, and has no result (21 CFR 211.165(a)). */
function untested({ results }: Batch, lot: OfBatch): readonly Missing[] {
  const done = [...results.entries.values()].filter(isReleaseOf(lot));
  return [undefined, ...lot.materialLotIds].flatMap((materialLotId) => {
    const of = { stage: "release" as const, ...(materialLotId !== undefined && { materialLotId }) };
    return (results.tests.get(stageKey(of)) ?? [])
      .filter((name) => !done.some(({ test }) => test === name))
      .map((name) => ({ section: 21, item: `${name}: not tested` }));
  });
}

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

/** Section 27: how much there is of each lot is known (ISO 13485, 7.5.1). */
const uncounted = ({ material }: Batch): readonly Missing[] =>
  [...material.outputs.values()]
    .filter(({ data }) => !data.quantity)
    .map(({ data }) => ({ section: 27, item: `quantity made: ${data.material.name}` }));
