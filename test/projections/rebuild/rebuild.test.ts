// A read model made a second time beside the live one: equal, or the difference is named.
import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryLog } from "../runner/memory-log.ts";
import {
  arbitraryToyEvent,
  manyCharged,
  noted,
  openSetting,
  type Setting,
  soon,
} from "../runner/setting.ts";
import { notesOf, toy, toyOf } from "../runner/toy.ts";

const schemas = (setting: Setting) =>
  setting.query(
    `select nspname as name from pg_namespace where nspname ~ '^(toy|notes)' order by 1`,
  );
const namespaceOf = async (setting: Setting) =>
  (await setting.query(`select oid from pg_namespace where nspname = 'toy'`))[0];

test("a rebuilt read model equals the live one, whatever happened", async () => {
  await using setting = await openSetting();
  const events = fc.array(arbitraryToyEvent, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(events, async (events) => {
      await setting.query("drop schema if exists toy cascade; drop schema if exists notes cascade");
      const log = new MemoryLog(events);
      log.pieces = [3, 1];
      const projector = setting.start(log);
      await projector.waitFor(events.length - 1, soon);
      log.pieces = [100];
      const reports = await projector.rebuildAll({ verify: true });
      expect(reports.map(({ name, equal, asOf }) => ({ name, equal, asOf }))).toEqual([
        { name: "toy", equal: true, asOf: events.length },
        { name: "notes", equal: true, asOf: events.length },
      ]);
      await projector.stop();
    }),
    { numRuns: 6 },
  );
});

test("to verify leaves the live one where it is, and nothing beside it", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog([...manyCharged(80), noted("x")]);
  const projector = setting.start(log);
  await projector.waitFor(80, soon);
  const before = await namespaceOf(setting);
  const [report] = await projector.rebuildAll({ verify: true });
  expect(report).toMatchObject({ name: "toy", equal: true, asOf: 81, rows: 90 });
  expect(report?.live).toMatch(/^[0-9a-f]{64}$/);
  expect(report?.rebuilt).toBe(report?.live);
  expect(await namespaceOf(setting)).toEqual(before);
  expect(await schemas(setting)).toEqual([{ name: "notes" }, { name: "toy" }]);
  expect(await setting.query("select name from batchproof.projection_progress order by 1")).toEqual(
    [{ name: "notes" }, { name: "toy" }],
  );
});

test("a row changed by hand is found and named", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(80));
  const projector = setting.start(log, [toy]);
  await projector.waitFor(79, soon);
  await setting.query("update toy.edge set quantity = 1 where position = 42");
  const [report] = await projector.rebuildAll({ verify: true });
  expect(report).toMatchObject({
    equal: false,
    difference: {
      table: "edge",
      live: expect.stringMatching(/^42\tlot\tlot 0\tbatch\tbatch 0\t1\t/),
      rebuilt: expect.stringMatching(/^42\tlot\tlot 0\tbatch\tbatch 0\t42.5\t/),
    },
  });
  expect(report?.rebuilt).not.toBe(report?.live);
});

test("a row removed by hand is found; the rebuilt one puts it right", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(80));
  const projector = setting.start(log, [toy]);
  await projector.waitFor(79, soon);
  const before = await setting.rows();
  await setting.query("delete from toy.edge where position = 79");
  const [report] = await projector.rebuildAll();
  expect(report).toMatchObject({ equal: false, difference: { table: "edge", live: undefined } });
  expect(await setting.rows()).toEqual(before);
  expect(await projector.rebuildAll({ verify: true })).toMatchObject([{ equal: true }]);
});

test("a rebuilt one takes the place of the live one and goes on", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(80));
  const projector = setting.start(log);
  await projector.waitFor(79, soon);
  const before = await namespaceOf(setting);
  await projector.rebuildAll();
  expect(await namespaceOf(setting)).not.toEqual(before);
  log.append(manyCharged(10));
  expect(await projector.waitFor(89, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 90 }]);
  expect(await schemas(setting)).toEqual([{ name: "notes" }, { name: "toy" }]);
});

test("events that come during a rebuild are in both", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(2_000));
  log.pieces = [50];
  const projector = setting.start(log, [toy]);
  await projector.waitFor(1_999, soon);
  let isOver = false;
  const adding = (async () => {
    while (!isOver) {
      log.append(manyCharged(3));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  const verified = await projector.rebuildAll({ verify: true });
  const replaced = await projector.rebuildAll();
  isOver = true;
  await adding;
  expect([...verified, ...replaced].map(({ equal }) => equal)).toEqual([true, true]);
  const count = log.events.length;
  expect(await projector.waitFor(count - 1, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: count }]);
});

test("another version is made beside the old, which is read meanwhile", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(600));
  const old = setting.start(log, [toy]);
  await old.waitFor(599, soon);
  await old.stop();
  const before = await setting.rows();
  log.append(manyCharged(5));
  log.pieces = [0];
  const projector = setting.start(log, [toyOf(2)]);
  while (projector.status()[0]?.state !== "renewing") await setting.query("select pg_sleep(0.01)");
  expect(projector.status()).toMatchObject([{ asOf: 600 }]);
  expect(await setting.rows()).toEqual(before);
  log.pieces = [50];
  expect(await projector.waitFor(604, soon)).toBe(true);
  expect(await setting.query("select name, version from batchproof.projection_progress")).toEqual([
    { name: "toy", version: 2 },
  ]);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 605 }]);
  expect(await schemas(setting)).toEqual([{ name: "toy" }]);
});

test("a rebuild for another version that was broken off goes on at the next start", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(600));
  const old = setting.start(log, [toy]);
  await old.waitFor(599, soon);
  await old.stop();
  const failing = toyOf(2, ({ position }) => {
    if (position === 300) throw new Error("no");
  });
  const broken = setting.start(log, [failing]);
  expect(await broken.waitFor(600, soon)).toBe(false);
  expect(broken.status()).toMatchObject([
    { state: "stopped", asOf: 600, rebuilding: { state: "stopped", asOf: 300 } },
  ]);
  await broken.stop();
  log.followedFrom.length = 0;
  log.append(manyCharged(1));
  expect(await setting.start(log, [toyOf(2)]).waitFor(600, soon)).toBe(true);
  expect(log.followedFrom[0]).toBe(300);
});

test("one that has stopped is compared where it stands, and replaced when it can be", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(100));
  let isFailing = true;
  const failing = toyOf(1, ({ position }) => {
    if (isFailing && position === 60) throw new Error("no");
  });
  const projector = setting.start(log, [failing]);
  expect(await projector.waitFor(99, soon)).toBe(false);
  expect(await projector.rebuildAll({ verify: true })).toMatchObject([{ equal: true, asOf: 60 }]);
  await expect(projector.rebuildAll()).rejects.toMatchObject({
    code: "HANDLER_FAILED",
    place: { position: 60 },
  });
  expect(await schemas(setting)).toEqual([{ name: "toy" }]);
  isFailing = false;
  await projector.rebuildAll();
  expect(await projector.waitFor(99, soon)).toBe(true);
});

test("one that knows less than its successor will is named as it is", async () => {
  await using setting = await openSetting();
  const projector = setting.start(new MemoryLog(manyCharged(5)), [notesOf()]);
  expect(await projector.waitFor(4, soon)).toBe(true);
  expect(await projector.rebuildAll({ verify: true })).toMatchObject([{ rows: 0, equal: true }]);
});

test("losing the database during a rebuild ends the rebuild, and nothing else", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(500));
  const projector = setting.start(log, [toy]);
  await projector.waitFor(499, soon);
  log.pieces = [0];
  const rebuilding = projector.rebuildAll({ verify: true }).catch((error: unknown) => error);
  while (!projector.status()[0]?.rebuilding) await setting.query("select pg_sleep(0.01)");
  await setting.breakConnections("batchproof %");
  expect(await rebuilding).toMatchObject({ code: "NOT_THE_PROJECTOR" });
  log.pieces = [100];
  log.append(manyCharged(1));
  expect(await projector.waitFor(500, soon)).toBe(true);
  expect(await schemas(setting)).toEqual([{ name: "toy" }]);
});
