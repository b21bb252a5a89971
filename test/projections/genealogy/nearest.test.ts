// What a person may have meant is found among any number of identifiers without reading them.
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { nearest } from "../../../src/projections/genealogy/nearest.ts";
import { withDatabase } from "../../database-hook.ts";
import { project, stored } from "../history.ts";
import { issued, received } from "./material.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
beforeEach(() => happened("C-1077", "C-1078", "C-2077", "Q-9"));

const happened = (...lots: readonly string[]) =>
  project(
    database,
    genealogy,
    eventTypes,
    stored(eventTypes, [...lots.map((lot) => received(lot)), issued("26-0417")]),
    100,
  );
const near = (typed: string) => nearest(database.kysely, typed);

test.each([
  ["a letter wrong", "lot-no:C-3077", "lot-no:C-2077"],
  ["a letter too few", "lot-no:C-177", "lot-no:C-1077"],
  ["a letter too many", "lot-no:CC-1078", "lot-no:C-1078"],
  ["two exchanged", "lot-no:-Q9", "lot-no:Q-9"],
  ["the case", "lot-no:q-8", "lot-no:Q-9"],
  ["the scheme", "lot-n:Q-9", "lot-no:Q-9"],
  ["a batch", "batch:26-417", "batch:26-0417"],
])("with %s", async (_, typed, meant) => {
  expect(await near(typed)).toContain(meant);
});

test("five at most, and none where nothing is near", async () => {
  await happened(...Array.from({ length: 9 }, (_, n) => `C-100${n}`));
  expect(await near("lot-no:C-100x")).toHaveLength(5);
  expect(await near("elsewhere:entirely-another-name-than-any")).toEqual([]);
  expect(await near("x".repeat(100_000))).toEqual([]);
  expect(await near("")).toEqual([]);
});

/** Of the identifiers: how often all were read, and how many were taken by an index. */
async function reads(typed: string) {
  return database.kysely.transaction().execute(async (at) => {
    const found = await nearest(at, typed);
    const { rows } = await sql<{ all: number; some: number }>`
      select sum(seq_scan)::int as all, sum(idx_tup_fetch)::int as some
      from pg_stat_xact_user_tables where relname = 'genealogy_identifier'`.execute(at);
    return { found, ...rows[0] };
  });
}

test("among a hundred thousand as few are read as among few", async () => {
  await sql`
    insert into genealogy.genealogy_identifier
      (scheme, value_folded, lot_id, issuer, value, position)
    select 'internalLot', 'r26-' || lpad(n::text, 7, '0'), 'lot-' || n, 'S',
           'R26-' || lpad(n::text, 7, '0'), 10 + n
    from generate_series(1, 100000) n`.execute(database.kysely);
  await sql`analyze genealogy.genealogy_identifier`.execute(database.kysely);
  const one = await reads("internalLot:R26-0x57142");
  expect(one.found).toContain("internalLot:R26-0057142");
  const none = await reads("nothing:at-all-like-any-other");
  for (const { all, some } of [one, none]) {
    expect(all).toBe(0);
    expect(some).toBeLessThan(1_000);
  }
});
