// The projector in a thread of its own says and does what it would in the service's.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startProjectionsApart } from "../../../../src/cli/instance/projector/apart.ts";
import { readModels } from "../../../../src/cli/instance/read-models.ts";
import { openDatabase } from "../../../../src/database/connection.ts";
import { issued, playBatch } from "../../../api/plant-for-test.ts";
import { type ServiceForTest, startService } from "../../../api/service-for-test.ts";
import { createTestDatabase } from "../../../database-for-test.ts";

let service: ServiceForTest;
beforeAll(async () => {
  service = await startService({ projectsApart: true });
  await playBatch(service, "B1");
});
afterAll(() => service[Symbol.asyncDispose]());

const names = readModels.map(({ name }) => name);

test("what is recorded can be read, and every read model says how far it is", async () => {
  const { body } = await service.get("/v1/batches");
  expect(body.batches).toMatchObject([{ batchNumber: "B1" }]);
  const { projections } = service.instance;
  // A process may still record what follows from the play.
  await vi.waitFor(
    async () => {
      const asOf = await projections.asOf("genealogy");
      expect(await projections.waitFor(asOf - 1, { timeout_ms: 5_000 })).toBe(true);
      const live = names.map((name) => ({ name, state: "live", asOf }));
      expect(projections.status()).toEqual(live);
      expect(await projections.waitFor(asOf, { timeout_ms: 50, name: "genealogy" })).toBe(false);
    },
    { timeout: 10_000 },
  );
  await expect(projections.asOf("other")).rejects.toMatchObject({ code: "PROJECTION_UNKNOWN" });
});

test("each is made again, and compared", async () => {
  const made: string[] = [];
  const reports = await service.instance.projections.rebuildAll({
    verify: true,
    onRebuilt: () => made.push("one"),
  });
  expect(reports.map(({ name }) => name)).toEqual(names);
  expect(reports.filter(({ equal }) => !equal)).toEqual([]);
  expect(made).toHaveLength(names.length);
});

test("while it is paused nothing more is taken in; then everything", async () => {
  const { projections } = service.instance;
  const before = await projections.asOf("batch_record");
  const goOn = projections.pause();
  const given = service.give("/v1/batches/B2/issue-batch", issued("B2"));
  const first = await Promise.race([given.then(() => "visible"), sleep(1_000, "waits")]);
  expect(first).toBe("waits");
  expect(await projections.asOf("batch_record")).toBe(before);
  goOn();
  expect((await given).status).toBe(200);
  expect(await projections.waitFor(before, { timeout_ms: 5_000 })).toBe(true);
});

test("a thread that cannot begin is followed by one that can", async () => {
  const database = await createTestDatabase();
  const { pool, close } = await openDatabase(database.address);
  const { eventStore } = service.instance.stores;
  const said: string[] = [];
  const logger = { info() {}, warn() {}, error: (_: object, text: string) => said.push(text) };
  const macKey = await service.instance.keys.hmacKey();
  const template = { ...database.address, database: "template1" };
  const data = { eventStore, database: { ...database.address }, macKey };
  const { pool: all, close: closeAll } = await openDatabase(template);
  await all.query(`alter database ${database.address.database} allow_connections false`);
  const projections = startProjectionsApart(data, { pool, logger });
  const visible = projections.waitFor(0, { timeout_ms: 20_000 });
  await expect.poll(() => said, { timeout: 10_000 }).not.toEqual([]);
  await all.query(`alter database ${database.address.database} allow_connections true`);
  expect(await visible).toBe(true);
  await projections.stop();
  expect(await projections.waitFor(0, { timeout_ms: 1 })).toBe(false);
  await expect(projections.rebuildAll()).rejects.toMatchObject({ code: "NOT_THE_PROJECTOR" });
  await closeAll();
  await close();
  await database.drop();
});

test("whoever waits is told when their time is up, and holds up no end", async () => {
  const { eventStore, database } = service.instance.stores;
  const { pool } = service.instance.database;
  const macKey = await service.instance.keys.hmacKey();
  const nowhere = { ...database, url: "postgres://127.0.0.1:1/none" };
  const quiet = { info() {}, warn() {}, error() {} };
  const without = startProjectionsApart(
    { eventStore, database: nowhere, macKey },
    { pool, logger: quiet },
  );
  expect(await without.waitFor(0, { timeout_ms: 300 })).toBe(false);
  await without.stop();
  const own = startProjectionsApart({ eventStore, database, macKey }, { pool, logger: quiet });
  const waiting = own.waitFor(1e6, { timeout_ms: 120_000 });
  // Another process projects: this one stands by.
  await expect.poll(() => own.status()[0]?.state, { timeout: 20_000 }).toBe("standby");
  await own.stop();
  expect(await waiting).toBe(false);
});

test("a thread that dies at work is told of, is not live, and another goes on", async () => {
  const { Worker } = await import("node:worker_threads");
  const workers: InstanceType<typeof Worker>[] = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...given) {
    workers.push(this);
    return postMessage.apply(this, given);
  };
  const { eventStore } = service.instance.stores;
  const place = await createTestDatabase();
  const { pool, close } = await openDatabase(place.address);
  const said: string[] = [];
  const logger = { info() {}, warn() {}, error: (_: object, text: string) => said.push(text) };
  const macKey = await service.instance.keys.hmacKey();
  const data = { eventStore, database: place.address, macKey };
  const projections = startProjectionsApart(data, { pool, logger });
  try {
    expect(await projections.waitFor(0, { timeout_ms: 30_000 })).toBe(true);
    const waiting = projections.waitFor(1e6, { timeout_ms: 30_000 });
    await workers.at(-1)?.terminate();
    expect(projections.status()[0]).toMatchObject({ state: "starting", asOf: undefined });
    expect(said).toEqual(["The projector ended, and starts again."]);
    await expect.poll(() => projections.status()[0]?.state, { timeout: 20_000 }).toBe("live");
    await projections.stop();
    expect(await waiting).toBe(false);
  } finally {
    Worker.prototype.postMessage = postMessage;
    await projections.stop();
    await close();
    await place.drop();
  }
}, 60_000);
