// What is to be made next: the open orders, the most urgent first, with their batches and what is
// lacking before one can be issued.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { knownAt } from "../known-at.ts";
import { effectiveMaster } from "./effective.ts";

/** Before a batch of the order can be issued. */
export const dispatchLacks = ["reworkApproval", "orderRelease", "effectiveMaster"] as const;
export type DispatchLack = (typeof dispatchLacks)[number];

export interface DispatchLine {
  readonly orderId: string;
  /** As the ERP knows it. */
  readonly orderNumber: string;
  readonly site: string;
  readonly materialId: string;
  readonly material: string;
  readonly quantity: { readonly value: string; readonly unitOfMeasure: string };
  readonly dueOn: string | null;
  readonly priority: "high" | "normal" | "low";
  readonly campaign: string | null;
  readonly customer: string | null;
  readonly rework: "reprocessing" | "rework" | null;
  readonly batches: readonly {
    readonly batchId: string;
    readonly batchNumber: string;
    readonly formerNumber: string | null;
    readonly status: "issued" | "started" | "completed" | "decided";
  }[];
  readonly lacks: readonly DispatchLack[];
}

export interface DispatchAsked {
  readonly site?: string;
  readonly campaign?: string;
  /** Tree size. */
  readonly asOf?: number;
  /** By which a master is effective, or not yet. */
  readonly at: Date;
}

/** By priority, then the day they are due; without a day at the end, by number. */
export async function dispatchList(
  kysely: Kysely<DB>,
  { site, campaign, asOf: wanted, at }: DispatchAsked,
): Promise<{ readonly asOf: number; readonly orders: readonly DispatchLine[] }> {
  const asOf = await knownAt(kysely, "master_recipe", wanted);
  const { rows } = await sql<DispatchLine>`
    select placed.order_id as "orderId", order_number as "orderNumber", site,
      material_id as "materialId", material_name as material,
      json_build_object('value', amount, 'unitOfMeasure', unit_of_measure) as quantity,
      due_on as "dueOn", priority, campaign, customer, rework,
      coalesce((
        select json_agg(json_build_object(
          'batchId', batch.batch_id, 'batchNumber', batch_number,
          'formerNumber', former_number,
          'status', coalesce((
            select what from master_recipe.recipe_batch_step as step
            where step.batch_id = batch.batch_id and step.position < ${asOf}
            order by position desc limit 1
          ), 'issued')
        ) order by batch_number, batch.batch_id)
        from master_recipe.recipe_batch as batch
        where batch.order_id = placed.order_id and batch.position < ${asOf}
      ), '[]'::json) as batches,
      array_remove(array[
        case when rework is not null and not ${stepped("reworkApproved", asOf)}
          then 'reworkApproval' end,
        case when not ${stepped("released", asOf)} then 'orderRelease' end,
        case when not exists (${effectiveMaster(sql`placed.material_id`, { asOf, at })})
          then 'effectiveMaster' end
      ], null) as lacks
    from master_recipe.recipe_order as placed
    where placed.position < ${asOf}
      ${site === undefined ? sql`` : sql`and site = ${site}`}
      ${campaign === undefined ? sql`` : sql`and campaign = ${campaign}`}
      and not exists (
        select from master_recipe.recipe_order_end as ended
        where ended.order_id = placed.order_id and ended.position < ${asOf}
      )
    order by array_position(array['high', 'normal', 'low'], priority), due_on nulls last,
      order_number, placed.order_id`.execute(kysely);
  return { asOf, orders: rows };
}

const stepped = (what: string, asOf: number) => sql`exists (
  select from master_recipe.recipe_order_step as step
  where step.order_id = placed.order_id and step.what = ${what} and step.position < ${asOf}
)`;
