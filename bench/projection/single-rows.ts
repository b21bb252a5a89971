// What a user would write first: each event in a transaction of its own, row by row, with the position beside it.
import type { Pool } from "pg";
import type { Consumed } from "./genealogy.ts";

export const tables = `
  drop schema if exists single cascade;
  create schema single;
  create table single.node (id bigserial primary key, kind text not null, key text not null,
                            position bigint not null, unique (kind, key));
  create table single.edge (position bigint primary key, source bigint not null,
                            target bigint not null, quantity numeric, unit_of_measure text,
                            occurred_at timestamptz not null);
  create index on single.edge (source, target);
  create index on single.edge (target, source);
  create table single.progress (position bigint not null);
  insert into single.progress values (-1)`;

const nodeId = `
  insert into single.node (kind, key, position) values ($1, $2, $3)
  on conflict (kind, key) do update set key = excluded.key returning id`;
const edge = "insert into single.edge values ($1, $2, $3, $4, $5, $6)";

/** Events per second, over as many of the events as fit into the time. */
export async function singleRows(
  pool: Pool,
  events: readonly Consumed[],
  occurredAt: string,
  milliseconds: number,
): Promise<number> {
  await pool.query(tables);
  const client = await pool.connect();
  const start = performance.now();
  let position = 0;
  for (const { data } of events) {
    if (performance.now() - start > milliseconds) break;
    await client.query("begin");
    const lot = await client.query(nodeId, ["lot", data.materialLotId, position]);
    const batch = await client.query(nodeId, ["batch", data.batchId, position]);
    const { value, unitOfMeasure } = data.quantity;
    const ids = [lot.rows[0].id, batch.rows[0].id];
    await client.query(edge, [position, ...ids, value, unitOfMeasure, occurredAt]);
    await client.query("update single.progress set position = $1", [position]);
    await client.query("commit");
    position += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  client.release();
  return position / seconds;
}
