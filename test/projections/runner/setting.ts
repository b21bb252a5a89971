// A projector over a database of its own and a log in memory, with the questions that tests ask of
// them.
import fc from "fast-check";
import { afterAll } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import type { Projection } from "../../../src/projections/projection.ts";
import { type Projections, startProjections } from "../../../src/projections/projections.ts";
import type { Log } from "../../../src/projections/runner/feed/log.ts";
import { createTestDatabase } from "../../database-for-test.ts";
import { codec } from "./memory-log.ts";
import { notesOf, type ToyEvent, toy } from "./toy.ts";

export interface Setting extends AsyncDisposable {
  readonly database: Database;
  start(log: Log, projections?: readonly Projection<ToyEvent>[]): Projections;
  /** Every row of the toy model in natural order, without surrogate ids; then the ids. */
  rows(schema?: string): Promise<unknown>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /**
   * Ends the server's side of all the connections that write read models, as an administrator
   * would.
   */
  breakConnections(like?: string): Promise<number>;
}

/** Of the toy's events those that may be gathered. */
export const canWait = (type: string): boolean => type === "Noted";

export const quiet = { info() {}, warn() {}, error() {} };

/** One database for the file: each test finds it empty. */
let shared: { readonly database: Database; readonly drop: () => Promise<void> } | undefined;

async function openShared() {
  const test = await createTestDatabase();
  return { database: await openDatabase(test.address), drop: test.drop };
}

afterAll(async () => {
  await shared?.database.close();
  await shared?.drop();
});

export async function openSetting(): Promise<Setting> {
  shared ??= await openShared();
  const { database } = shared;
  const started: Projections[] = [];
  const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await database.pool.query<Row>(sql, values)).rows;
  return {
    database,
    query,
    start(log, projections = [toy, notesOf()]) {
      const parts = { database, log, codec, projections, canWait, logger: quiet };
      const projector = startProjections<ToyEvent>(parts);
      started.push(projector);
      return projector;
    },
    rows: async (schema = "toy") => [
      await query(`select * from ${schema}.node order by id`),
      await query(`select * from ${schema}.edge order by position`),
    ],
    async breakConnections(like = "batchproof projection %") {
      const rows = await query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like $1`,
        [like],
      );
      return rows.length;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((projector) => projector.stop()));
      const made = ["toy", "notes", "s"].flatMap((name) => [
        name,
        `${name}_next`,
        `${name}_former`,
      ]);
      await query(`drop schema if exists ${made.join()} cascade`);
      await query("delete from batchproof.projection_progress");
    },
  };
}

const lot = fc.integer({ min: 1, max: 12 }).map((n) => `lot ${n}`);

export const arbitraryToyEvent: fc.Arbitrary<ToyEvent> = fc.oneof(
  fc.record({
    type: fc.constant("Charged" as const),
    data: fc.record({
      lot,
      batch: fc.integer({ min: 1, max: 5 }).map((n) => `batch ${n}`),
      kg: fc.option(fc.integer({ min: 1, max: 99_999 }).map((n) => `${n}.125`)),
    }),
  }),
  fc.record({
    type: fc.constant("Labelled" as const),
    data: fc.record({
      lot,
      label: fc.string({ unit: "grapheme" }).map((s) => s.replaceAll("\0", "")),
    }),
  }),
  fc.record({
    type: fc.constant("Noted" as const),
    data: fc.record({ text: fc.constantFrom("a", "b\\", '"c"', "{d,e}", "NULL") }),
  }),
);

export const charged = (n: number): ToyEvent => ({
  type: "Charged",
  data: { lot: `lot ${n % 7}`, batch: `batch ${n % 3}`, kg: n % 2 === 0 ? `${n}.5` : null },
});
export const noted = (text: string): ToyEvent => ({ type: "Noted", data: { text } });
export const manyCharged = (count: number): ToyEvent[] =>
  Array.from({ length: count }, (_, n) => charged(n));

export const soon = { timeout_ms: 20_000 };
export const patient = { timeout: 20_000 };
