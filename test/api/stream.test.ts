// Long answers are streamed: nothing more is asked of the database once the reader has gone.
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer } from "../../src/api/server.ts";
import { apiParts } from "../../src/cli/instance/api-parts.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import { playBatch } from "./plant-for-test.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

const entries = 12_000;
const pages = entries / 1_000;

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService();
  await playBatch(service, "B1");
  const { instance } = service;
  // The read model is made longer than its log; so nothing may keep it up meanwhile.
  await instance.projections.stop();
  const { pool } = instance.database;
  const { rows } = await pool.query<{ columns: string }>(
    `select string_agg(column_name, ', ') as columns from information_schema.columns
     where table_schema = 'audit_trail' and table_name = 'audit_entry'
       and column_name not in ('position', 'sentence')`,
  );
  const columns = rows[0]?.columns;
  await pool.query(
    `insert into audit_trail.audit_entry (position, sentence, ${columns})
     select number, repeat('long ', 800), ${columns}
     from audit_trail.audit_entry, generate_series(1000, $1::int + 999) as number
     where position = 0`,
    [entries],
  );
  await pool.query(
    "update batchproof.projection_progress set index = $1 where name = 'audit_trail'",
    [entries + 999],
  );
});
afterAll(() => service[Symbol.asyncDispose]());

test.each(["ndjson", "csv"])("%s", async (format) => {
  const asked = { queries: 0 };
  const logger = openLog({ quiet: true, forPeople: false });
  const parts = apiParts(service.instance);
  const kysely = parts.database.kysely.withPlugin(counting(asked));
  const database = { ...parts.database, kysely };
  const app = await createServer({ ...parts, database }, logger);
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const reading = get(`${address}/v1/audit-trail?format=${format}`);
  const [response] = (await once(reading, "response")) as [IncomingMessage];
  await once(response, "data");
  reading.destroy();
  for (let before = -1; before !== asked.queries; await sleep(200)) before = asked.queries;
  expect(asked.queries).toBeGreaterThan(0);
  expect(asked.queries).toBeLessThan(pages / 2);
  await app.close();
});

const counting = (asked: { queries: number }): KyselyPlugin => ({
  transformQuery({ node }) {
    asked.queries += 1;
    return node;
  },
  transformResult: async ({ result }) => result,
});
