// How large the log is, beside an answer that knows less of it.
import { expect, test } from "vitest";
import type { Database } from "../../src/database/connection.ts";
import { eventTypes } from "../../src/domain/catalogue.ts";
import type { LoggedEvent } from "../../src/eventstore/stored-event.ts";
import { logSize } from "../../src/projections/log-size.ts";
import { withDatabase } from "../database-hook.ts";
import { received } from "./genealogy/material.ts";
import { stored } from "./history.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const [event] = stored(eventTypes, [received("a")]);

/** Behind each position so many events; what it was asked for is kept. */
function logOf(behind: Readonly<Record<string, number>>) {
  const asked: { after?: string; limit: number }[] = [];
  async function* readAll(options: { after?: string; limit: number }): AsyncGenerator<LoggedEvent> {
    asked.push(options);
    const count = Math.min(options.limit, behind[options.after ?? "start"] ?? Number.NaN);
    for (let n = 0; n < count; n += 1) if (event) yield event;
  }
  return { asked, readAll };
}

const progress = async (...rows: readonly [name: string, index: number, at: string | null][]) => {
  await database.pool.query("delete from batchproof.projection_progress");
  for (const row of rows) {
    await database.pool.query(
      `insert into batchproof.projection_progress (name, version, log_id, index, store_position)
       values ($1, 1, 'log', $2, $3)`,
      row,
    );
  }
};

test("counted on from the read model that is furthest", async () => {
  await progress(["genealogy", 4, "p5"], ["audit_trail", 9, "p10"], ["whereabouts", 7, "p8"]);
  const log = logOf({ p10: 3 });
  expect(await logSize(log, database.kysely)).toBe(13);
  expect(log.asked).toEqual([{ after: "p10", limit: 10_001 }]);
  expect(await logSize(logOf({ p10: 0 }), database.kysely)).toBe(10);
});

test("of a log of which no read model has anything, all of it", async () => {
  await progress();
  expect(await logSize(logOf({ start: 2 }), database.kysely)).toBe(2);
  await progress(["genealogy", -1, null]);
  expect(await logSize(logOf({ start: 0 }), database.kysely)).toBe(0);
});

test("left out where too much is in no read model, and where the log is away", async () => {
  await progress(["genealogy", 9, "p10"]);
  expect(await logSize(logOf({ p10: 10_000 }), database.kysely)).toBe(10_010);
  expect(await logSize(logOf({ p10: 10_001 }), database.kysely)).toBeUndefined();
  const away = {
    // biome-ignore lint/correctness/useYield: it fails before it has anything to give
    async *readAll(): AsyncGenerator<LoggedEvent> {
      throw new Error("The store is away.");
    },
  };
  expect(await logSize(away, database.kysely)).toBeUndefined();
});
