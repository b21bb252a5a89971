// Long answers: nothing more is asked of the database once the reader has gone, and what is under
// way is answered when the service ends.
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Paper } from "../../src/api/paper.ts";
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

test("a request under way is answered while the service ends", async () => {
  const parts = apiParts(service.instance);
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const batchRecord: Paper["batchRecord"] = async () => {
    ask();
    await released;
    return undefined;
  };
  const paper = { ...parts.paper, batchRecord };
  const app = await createServer({ ...parts, paper }, openLog({ quiet: true, forPeople: false }));
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const answer = fetch(`${address}/v1/batches/B1/record`);
  await asked;
  const closed = app.close();
  release();
  expect((await answer).status).toBe(404);
  await closed;
});

const counting = (asked: { queries: number }): KyselyPlugin => ({
  transformQuery({ node }) {
    asked.queries += 1;
    return node;
  },
  transformResult: async ({ result }) => result,
});
