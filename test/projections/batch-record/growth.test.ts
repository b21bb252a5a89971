// A question after one batch or one lot reads its own rows, however many others there are.
import { type Kysely, sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import type { DB } from "../../../src/database/schema.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { batchList } from "../../../src/projections/batch-record/query/batch-list.ts";
import { deviationRows } from "../../../src/projections/batch-record/rows/lot-rows.ts";
import { rowsOf } from "../../../src/projections/whereabouts/rows.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { withDatabase } from "../../database-hook.ts";
import { project, stored } from "../history.ts";
import { issued } from "./tablets.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const others = 20_000;

beforeEach(async () => {
  const all = stored(eventTypes, [issued()]);
  for (const model of [batchRecord, whereabouts]) await project(database, model, eventTypes, all);
  await database.pool.query(`
    insert into batch_record.batch
    select (jsonb_populate_record(batch, jsonb_build_object(
      'batch_id', 'other-' || n, 'batch_number', 'O-' || n))).*
    from batch_record.batch as batch, generate_series(1, ${others}) as n;
    insert into batch_record.deviation
    select 'deviation-' || n, 0, 'other-' || n, '', '', '', null, array['lot-' || n]
    from generate_series(1, ${others}) as n;
    insert into whereabouts.whereabouts_arrival
    select n, 0, 'shipment-' || n, 'lot-' || n, 1, 'kg' from generate_series(1, ${others}) as n;
    analyze batch_record.batch, batch_record.deviation, whereabouts.whereabouts_arrival`);
});

/** Tables that were read from one end to the other, if there is much in them. */
async function scanned(ask: (kysely: Kysely<DB>) => Promise<unknown>): Promise<readonly string[]> {
  return database.kysely.transaction().execute(async (own) => {
    await ask(own);
    const { rows } = await sql<{ relname: string }>`
      select relname from pg_stat_xact_user_tables
      where seq_tup_read >= ${others} or idx_tup_fetch >= ${others}`.execute(own);
    return rows.map(({ relname }) => relname);
  });
}

test("what reads all of them is noticed", async () => {
  expect(await scanned((kysely) => batchList(kysely))).toContain("batch");
});

test("a batch by its number", async () => {
  const find = (kysely: Kysely<DB>) => batchList(kysely, { called: "O-17" });
  expect((await find(database.kysely)).batches).toMatchObject([{ batchId: "other-17" }]);
  expect(await scanned(find)).toEqual([]);
});

test("the deviations of a batch", async () => {
  const find = (kysely: Kysely<DB>) => deviationRows(kysely, "other-17", 1);
  expect(await find(database.kysely)).toMatchObject([{ deviation_id: "deviation-17" }]);
  expect(await scanned(find)).toEqual([]);
});

test("what arrived of a lot", async () => {
  const find = (kysely: Kysely<DB>) => rowsOf(kysely, ["lot-17"], others);
  expect(await scanned(find)).toEqual([]);
});
