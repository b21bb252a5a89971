// One projector per database: a second process stands by, reads, and takes over.
import { expect, test } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import { manyCharged, openSetting, patient, soon } from "./setting.ts";

test("the second stands by until the first stops", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(20));
  const first = setting.start(log);
  await first.waitFor(19, soon);
  const second = setting.start(log);
  expect(await second.waitFor(19, soon)).toBe(true);
  expect(second.status().map(({ state }) => state)).toEqual(["standby", "standby"]);
  expect(await second.asOf("toy")).toBe(20);
  await first.stop();
  log.append(manyCharged(20));
  expect(await second.waitFor(39, soon)).toBe(true);
  expect(second.status().map(({ asOf }) => asOf)).toEqual([40, 40]);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 40 }]);
});

test("one that stands by waits for what the other commits", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(20));
  const first = setting.start(log);
  await first.waitFor(19, soon);
  const second = setting.start(log);
  const waited = second.waitFor(20, soon);
  log.append(manyCharged(1));
  expect(await waited).toBe(true);
});

test("two that both believe to be the projector write nothing twice", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(3_000));
  log.pieces = [7];
  const first = setting.start(log);
  const second = setting.start(log);
  await first.waitFor(100, soon);
  // The lock is gone, and whoever is quick has it now, while chunks of the former holder may be
  // under way.
  await setting.breakConnections("batchproof projector lock");
  expect(await second.waitFor(2_999, soon)).toBe(true);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 3_000 }]);
  const nodes = await setting.query<{ id: number }>("select id from toy.node order by id");
  expect(nodes.map(({ id }) => id)).toEqual(nodes.map((_, n) => n));
});

test("whoever is asked to rebuild becomes the projector for as long", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(200));
  const serving = setting.start(log);
  await serving.waitFor(199, soon);
  const asked = setting.start(log);
  const reports = await asked.rebuildAll({ verify: true });
  expect(reports.map(({ equal, asOf }) => ({ equal, asOf }))).toEqual([
    { equal: true, asOf: 200 },
    { equal: true, asOf: 200 },
  ]);
  log.append(manyCharged(10));
  expect(await serving.waitFor(209, soon)).toBe(true);
  expect(serving.status()[0]?.state).toBe("standby");
  await asked.stop();
  log.append(manyCharged(10));
  expect(await serving.waitFor(219, soon)).toBe(true);
  await expect.poll(() => serving.status()[0]?.state, patient).toBe("live");
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 220 }]);
});
