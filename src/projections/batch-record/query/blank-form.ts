// What a blank form of a control recipe says: the copy of the master, with the amounts of the batch
// and what was adjusted, or the plain recipe that it was issued with; and which of the numbered
// papers it is.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { MasterRecipeCopied } from "../../../domain/batch/control-recipe/events.ts";
import type { EventOf } from "../../../domain/kernel/event-type.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
import type { Input } from "../../../domain/kernel/recipe/formula-section.ts";
import { type Step, stepsOf } from "../../../domain/kernel/recipe/plan.ts";
import type { Recipe } from "../../../domain/kernel/recipe/recipe.ts";
import { isRefusal } from "../../../domain/kernel/refusal.ts";
import { dryRun } from "../../../domain/master-recipe/compare/dry-run.ts";
import { auditEntriesAt, auditTrailFor } from "../../audit-trail/trail.ts";
import { commonlyKnownAt } from "../../known-at.ts";
import { blankFormsOf } from "../executed/blank-forms.ts";
import { keptAs } from "../executed/executed.ts";
import type { BlankForm } from "../record/executed-part.ts";
import { entriesOf } from "../record/stamp.ts";
import { type BatchRow, batchRow, type EntryRow } from "../rows/rows.ts";

export interface FormRecipe
  extends Omit<Recipe, "profiles" | "procedure" | "batchSize" | "inputs"> {
  readonly inputs?: readonly Omit<Input, "quantity">[];
}

export interface FormStep extends Omit<Step, "after"> {
  /** By the key of the input or output; left out: it is not known before it is weighed. */
  readonly amounts: ReadonlyMap<string, Quantity>;
  /** Set points of this batch instead of those of the master, by the key of the parameter. */
  readonly adjusted: ReadonlyMap<string, string>;
}

export interface BlankFormContent {
  readonly asOf: number;
  readonly batchId: string;
  readonly batchNumber: string;
  readonly site: string;
  readonly plannedQuantity: Quantity | null;
  readonly version: string;
  readonly digest: string;
  readonly recipe: FormRecipe;
  /** In the order in which they are written. */
  readonly steps: readonly FormStep[];
  readonly form: BlankForm;
  /** In what ways people were known to the system when they made the entries of the batch. */
  readonly authentication: readonly string[];
}

/**
 * The form of this number, or the last one that is out. Undefined: no such form is out, or there is
 * no such batch; what is void or has come back is not printed again.
 */
export async function blankForm(
  kysely: Kysely<DB>,
  batchId: string,
  number?: string,
): Promise<BlankFormContent | undefined> {
  const asOf = await commonlyKnownAt(kysely, ["batch_record", "audit_trail"], undefined);
  const batch = await batchRow(kysely, batchId, asOf);
  if (!batch) return undefined;
  const rows = await papers(kysely, batchId, asOf);
  const positions = rows.map(({ position }) => position);
  const entries = entriesOf(await auditEntriesAt(kysely, positions));
  const form = blankFormsOf(rows, entries).findLast(
    (one) => one.ended === null && (number === undefined || one.form === number),
  );
  const copied = keptAs(rows, "MasterRecipeCopied").at(-1)?.data;
  const said = copied ? ofMaster(copied, batch.planned_quantity) : ofPlain(batch);
  if (!form || !said) return undefined;
  const trail = await auditTrailFor(kysely, { batch: batchId, asOf });
  return {
    asOf,
    batchId,
    batchNumber: batch.batch_number,
    site: batch.site,
    plannedQuantity: batch.planned_quantity,
    ...said,
    form,
    authentication: [...(await trail.authenticationMethods())],
  };
}

type Said = Pick<BlankFormContent, "version" | "digest" | "recipe" | "steps">;
type Copied = EventOf<typeof MasterRecipeCopied>["data"];

function ofMaster({ recipe, version, digest, adjustments }: Copied, size: Quantity | null): Said {
  const dry = dryRun(recipe, size ?? recipe.batchSize.reference);
  const phases = isRefusal(dry) ? [] : dry.phases;
  const steps = stepsOf(recipe).map((step) => {
    const { key } = step.phase;
    const dried = phases.find((one) => one.key === key);
    const charged = (dried?.charges ?? []).flatMap(({ of, amount }) =>
      amount ? [[of, amount] as const] : [],
    );
    const made = (dried?.produces ?? []).map(({ of, theoretical }) => [of, theoretical] as const);
    const set = adjustments.filter(({ phase }) => phase === key);
    return {
      ...step,
      amounts: new Map([...charged, ...made]),
      adjusted: new Map(set.map(({ parameter, setPoint }) => [parameter, setPoint])),
    };
  });
  return { version: String(version), digest, recipe, steps };
}

const signOff = { policy: "performedAndVerified" } as const;

/** Phases with their instructions, and materials that no phase is named for. */
function ofPlain({ recipe, material_definition_id, product }: BatchRow): Said | undefined {
  if (!recipe) return undefined;
  const { recipeId: number, name, recipeVersion: version, digest, formula } = recipe;
  const inputs = formula.map(({ material, quantity }, n) => ({ key: `m${n}`, material, quantity }));
  const amounts = inputs.flatMap(({ key, quantity }) =>
    quantity ? [[key, quantity] as const] : [],
  );
  const none = { when: [], adjusted: new Map<string, string>() };
  const charging = { key: "materials", name: "Materials", signOff };
  const steps: FormStep[] = recipe.phases.map(
    ({ phaseId: key, path, instruction = path.phase }) => ({
      ...none,
      phase: { key, name: path.phase, instruction, signOff },
      path,
      within: [path.unitProcedure ?? "", path.operation ?? ""],
      amounts: new Map(),
    }),
  );
  const charges = inputs.map(({ key }) => ({ of: key }));
  const materials: FormStep = {
    ...none,
    phase: { ...charging, instruction: "To be charged as the steps say.", charges },
    path: { unitProcedure: name, operation: "Materials", phase: "Materials" },
    within: ["", "materials"],
    amounts: new Map(amounts),
  };
  return {
    version,
    digest,
    recipe: {
      number,
      name,
      product: { materialDefinitionId: material_definition_id, name: product },
      inputs: inputs.map(({ key, material }) => ({
        key,
        material: { materialDefinitionId: key, name: material.name },
        kind: "ingredient",
      })),
    },
    steps: inputs.length > 0 ? [materials, ...steps] : steps,
  };
}

async function papers(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select * from batch_record.entry
    where batch_id = ${batchId} and position < ${asOf} and type in
      ('MasterRecipeCopied', 'BlankFormIssued', 'BlankFormReturned', 'BlankFormVoided')
    order by position`.execute(kysely);
  return rows;
}
