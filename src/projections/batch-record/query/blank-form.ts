// What a blank form of a control recipe says: the copy of the master, with the amounts of the batch
// and what was adjusted, and which of the numbered papers it is.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { Quantity } from "../../../domain/kernel/quantity.ts";
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
import { batchRow, type EntryRow } from "../rows/rows.ts";

export interface FormStep extends Step {
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
  readonly version: number;
  readonly digest: string;
  readonly recipe: Recipe;
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
  if (!form || !copied) return undefined;
  const { recipe, version, digest, adjustments } = copied;
  const size = batch.planned_quantity ?? recipe.batchSize.reference;
  const dry = dryRun(recipe, size);
  const phases = isRefusal(dry) ? [] : dry.phases;
  const trail = await auditTrailFor(kysely, { batch: batchId, asOf });
  return {
    asOf,
    batchId,
    batchNumber: batch.batch_number,
    site: batch.site,
    plannedQuantity: batch.planned_quantity,
    version,
    digest,
    recipe,
    steps: stepsOf(recipe).map((step) => {
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
    }),
    form,
    authentication: [...(await trail.authenticationMethods())],
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
