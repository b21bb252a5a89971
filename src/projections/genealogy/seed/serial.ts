// A serial number as a seed: the thing that has it, where that is a lot of one; else the batch that
// it was issued to, or that used it. A number is given once for a product, so several may have it.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { Serial, serialsOf } from "../../../domain/kernel/gs1/serial.ts";
import { foldedValue } from "../../../domain/kernel/identifier.ts";
import type { Meant } from "../seed.ts";

/** By which the lot of one thing is known. */
export const thingSchemes = ["serialNumber", "serial"];

export async function ofSerial(at: Kysely<DB>, number: string, asOf: number): Promise<Meant> {
  const { rows: lots } = await sql<{ id: number }>`
    select distinct n.id
    from genealogy.genealogy_identifier i
         join genealogy.genealogy_node n on n.kind = 'materialLot' and n.key = i.lot_id
    where i.scheme = any(${thingSchemes}) and i.value_folded = ${foldedValue(number)}
      and i.position < ${asOf} order by 1`.execute(at);
  const nodeIds = lots.map(({ id }) => id);
  const batches = await batchesWith(at, number, nodeIds, asOf);
  return {
    nodeIds: [...nodeIds, ...batches],
    gaps: batches.map((nodeId) => ({ code: "SERIAL_IN_BATCH", nodeId })),
  };
}

/** But for those that made one of these lots: it is the lot that has the number. */
async function batchesWith(
  at: Kysely<DB>,
  number: string,
  lots: readonly number[],
  asOf: number,
): Promise<readonly number[]> {
  const found = Serial.safeParse(number).success ? serialsOf([{ from: number }]) : undefined;
  const [run] = found && "serials" in found ? found.serials : [];
  if (!run) return [];
  const { rows } = await sql<{ id: number }>`
    select distinct n.id
    from genealogy.genealogy_serial s
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = s.batch_id
    where s.head = ${run.head} and s.width = ${run.width}
      and ${String(run.from)}::numeric between s.first and s.last and s.position < ${asOf}
      and not exists (select from genealogy.genealogy_edge e
                      where e.source = n.id and e.target = any(${`{${lots}}`}::bigint[])
                        and e.kind = 'produce' and e.position < ${asOf})
    order by 1`.execute(at);
  return rows.map(({ id }) => id);
}
