import { expect, test } from "vitest";
import { answered, asOf } from "../../../src/projections/as-of.ts";
import { MemoryLog, notOurs, tooNew } from "./memory-log.ts";
import { charged, manyCharged, noted, openSetting, patient, soon } from "./setting.ts";
import { notesOf, toy, toyOf } from "./toy.ts";

test("every event is in every read model, and a new one soon after", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog([...manyCharged(250), noted("first")]);
  const projector = setting.start(log);
  expect(await projector.waitFor(250, soon)).toBe(true);
  expect(await projector.asOf("toy")).toBe(251);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 250 }]);
  log.append([noted("second")]);
  expect(await projector.waitFor(251, { ...soon, name: "notes" })).toBe(true);
  expect(await setting.query("select text from notes.note order by position")).toEqual([
    { text: "first" },
    { text: "second" },
  ]);
});

test("paused it takes nothing in; let go, it has all of it", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(20));
  const projector = setting.start(log);
  expect(await projector.waitFor(19, soon)).toBe(true);
  const goOn = projector.pause();
  log.append(manyCharged(30));
  expect(await projector.waitFor(49, { timeout_ms: 200 })).toBe(false);
  expect(await projector.asOf("toy")).toBeLessThan(50);
  goOn();
  expect(await projector.waitFor(49, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 50 }]);
});

test("ids are dense and in log order", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(40));
  log.pieces = [3];
  expect(await setting.start(log).waitFor(39, soon)).toBe(true);
  const nodes = await setting.query<{ id: number }>("select id from toy.node order by id");
  expect(nodes.map(({ id }) => id)).toEqual(nodes.map((_, n) => n));
});

test("what has been stopped goes on from where it was", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(30));
  const first = setting.start(log);
  await first.waitFor(29, soon);
  await first.stop();
  log.append(manyCharged(30));
  const second = setting.start(log);
  expect(await second.waitFor(59, soon)).toBe(true);
  expect(log.followedFrom.every((from, n) => n === 0 || from === 30)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 60 }]);
});

test("a handler that fails stops its read model right there; the others go on", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog([...manyCharged(137), noted("end")]);
  const failing = toyOf(1, ({ position }) => {
    if (position === 101) throw new Error("no");
  });
  const projector = setting.start(log, [failing, notesOf()]);
  expect(await projector.waitFor(137, { ...soon, name: "notes" })).toBe(true);
  expect(await projector.waitFor(137, soon)).toBe(false);
  expect(projector.status()).toMatchObject([
    {
      name: "toy",
      state: "stopped",
      asOf: 101,
      fault: { code: "HANDLER_FAILED", place: { position: 101, stream: "toy-log", revision: 101 } },
    },
    { name: "notes", state: "live", asOf: 138 },
  ]);
  expect(await setting.query("select max(position) from toy.edge")).toEqual([{ max: 100 }]);
});

test("nothing is answered from one that has stopped, until it goes on", async () => {
  await using setting = await openSetting();
  const { kysely } = setting.database;
  const log = new MemoryLog(manyCharged(20));
  const failing = (version: number) =>
    toyOf(version, ({ position }) => {
      if (position === 10) throw new Error("no");
    });
  const broken = setting.start(log, [failing(1)]);
  expect(await broken.waitFor(19, soon)).toBe(false);
  const answering = answered(kysely, "toy", () => Promise.resolve("all"));
  await expect(answering).rejects.toMatchObject({ code: "READ_MODEL_STOPPED" });
  await expect(asOf(kysely, "toy")).rejects.toMatchObject({ code: "READ_MODEL_STOPPED" });
  await broken.stop();
  const mended = setting.start(log, [toyOf(1)]);
  expect(await mended.waitFor(19, soon)).toBe(true);
  expect(await asOf(kysely, "toy")).toBe(20);
  await mended.stop();
  expect(await setting.start(log, [failing(2)]).waitFor(20, soon)).toBe(false);
  await expect(asOf(kysely, "toy")).rejects.toMatchObject({ code: "READ_MODEL_STOPPED" });
});

test("rows that PostgreSQL refuses stop the read model at their event", async () => {
  await using setting = await openSetting();
  const events = [...manyCharged(60), { ...charged(1), data: { ...charged(1).data, kg: "abc" } }];
  const log = new MemoryLog([...events, ...manyCharged(20)] as never);
  const projector = setting.start(log);
  expect(await projector.waitFor(70, { ...soon, name: "toy" })).toBe(false);
  expect(projector.status()[0]).toMatchObject({
    asOf: 60,
    fault: { code: "ROWS_REFUSED", place: { position: 60 } },
  });
});

test("an event of a newer build stops those that follow it, and nobody else", async () => {
  await using setting = await openSetting();
  const projector = setting.start(new MemoryLog([charged(0), noted(tooNew), charged(2)]));
  expect(await projector.waitFor(2, { ...soon, name: "toy" })).toBe(true);
  expect(await projector.waitFor(2, { ...soon, name: "notes" })).toBe(false);
  expect(projector.status()[1]).toMatchObject({
    state: "stopped",
    asOf: 1,
    fault: { code: "EVENT_UNREADABLE", place: { position: 1 } },
  });
});

test("a foreign event comes to those that ask for foreign events only", async () => {
  await using setting = await openSetting();
  const projector = setting.start(new MemoryLog([noted("a"), noted(notOurs), noted("b")]));
  expect(await projector.waitFor(2, soon)).toBe(true);
  expect(await setting.query("select text from notes.note order by position")).toEqual([
    { text: "a" },
    { text: "NO_MAC" },
    { text: "b" },
  ]);
});

test("a wait that is not fulfilled ends in time", async () => {
  await using setting = await openSetting();
  const projector = setting.start(new MemoryLog([noted("a")]));
  expect(await projector.waitFor(0, soon)).toBe(true);
  expect(await projector.waitFor(1, { timeout_ms: 30 })).toBe(false);
});

test("a store that is away is waited for", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(10));
  log.isAway = true;
  const projector = setting.start(log);
  expect(await projector.waitFor(0, { timeout_ms: 200 })).toBe(false);
  log.comeBack();
  expect(await projector.waitFor(9, soon)).toBe(true);
  log.goAway();
  await expect
    .poll(() => projector.status().map(({ state }) => state), patient)
    .toEqual(["waiting", "waiting"]);
  log.comeBack();
  log.append(manyCharged(10));
  expect(await projector.waitFor(19, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 20 }]);
});

test("two read models cannot have one name", async () => {
  await using setting = await openSetting();
  expect(() => setting.start(new MemoryLog(), [toy, toy])).toThrow(RangeError);
});
