// What a user would write first: each edge in a transaction of its own, row by row, with the
// position beside it.
import type { Pool } from "pg";
import { categoryAndId } from "../../src/eventstore/stream-name.ts";
import { type Happened, occurredAt } from "./history.ts";

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

/** Edges per second, over as many as fit into the time. */
export async function singleRows(
  pool: Pool,
  events: readonly Happened[],
  milliseconds: number,
): Promise<number> {
  await pool.query(tables);
  const client = await pool.connect();
  const start = performance.now();
  let position = 0;
  for (const { event, stream } of events) {
    if (event.type !== "MaterialConsumed") continue;
    const { data } = event;
    if (performance.now() - start > milliseconds) break;
    await client.query("begin");
    const lot = await client.query(nodeId, ["lot", data.materialLotId, position]);
    const batch = await client.query(nodeId, ["batch", categoryAndId(stream).id, position]);
    const quantity = [data.quantity?.value, data.quantity?.unitOfMeasure];
    await client.query(edge, [position, lot.rows[0].id, batch.rows[0].id, ...quantity, occurredAt]);
    await client.query("update single.progress set position = $1", [position]);
    await client.query("commit");
    position += 1;
  }
  const seconds = (performance.now() - start) / 1000;
  client.release();
  return position / seconds;
}
