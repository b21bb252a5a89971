// A serial number as a seed: the thing that has it, where that is a lot of one; else the batch that
// it was issued to, or that used it. A number is given once for a product, so several may have it.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { Serial, serialsOf } from "../../../domain/kernel/gs1/serial.ts";
import { foldedValue } from "../../../domain/kernel/identifier.ts";
import type { Meant } from "../seed.ts";

/** By which the lot of one thing is known. */
export const thingSchemes = ["serialNumber", "serial"];

/** `named`: lots that are named with it; of a batch that made one of them it is that lot. */
export async function ofSerial(
  at: Kysely<DB>,
  number: string,
  asOf: number,
  named: readonly number[] = [],
): Promise<Meant> {
  const { rows: lots } = await sql<{ id: number }>`
    select distinct n.id
    from genealogy.genealogy_identifier i
         join genealogy.genealogy_node n on n.kind = 'materialLot' and n.key = i.lot_id
    where i.scheme = any(${thingSchemes}) and i.value_folded = ${foldedValue(number)}
      and i.position < ${asOf} order by 1`.execute(at);
  const nodeIds = lots.map(({ id }) => id);
  const all = await batchesWith(at, number, [...nodeIds, ...named], asOf);
  const batches = all.flatMap(({ id, isMaker }) => (isMaker ? [] : [id]));
  return {
    nodeIds: [...nodeIds, ...batches],
    gaps: batches.map((nodeId) => ({ code: "SERIAL_IN_BATCH", nodeId })),
    ...(all.length > 0 && { isKnown: true }),
  };
}

/** `isMaker`: it made one of these lots, and it is the lot that has the number. */
async function batchesWith(
  at: Kysely<DB>,
  number: string,
  lots: readonly number[],
  asOf: number,
): Promise<readonly { readonly id: number; readonly isMaker: boolean }[]> {
  const found = Serial.safeParse(number).success ? serialsOf([{ from: number }]) : undefined;
  const [run] = found && "serials" in found ? found.serials : [];
  if (!run) return [];
  const { rows } = await sql<{ id: number; isMaker: boolean }>`
    select distinct n.id, exists (
             select from genealogy.genealogy_edge e
             where e.source = n.id and e.target = any(${`{${lots}}`}::bigint[])
               and e.kind = 'produce' and e.position < ${asOf}
               and not exists (
                 select from genealogy.genealogy_edge_void v
                 where v.position = e.position and v.ord = e.ord and v.void_position < ${asOf})
           ) as "isMaker"
    from genealogy.genealogy_serial s
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = s.batch_id
    where s.head = ${run.head} and s.width = ${run.width}
      and ${String(run.from)}::numeric between s.first and s.last and s.position < ${asOf}
    order by 1`.execute(at);
  return rows;
}
