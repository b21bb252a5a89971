// What is there at the start is held against the log: gone on with, found again, or made anew.
import { expect, test } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import { manyCharged, noted, openSetting, type Setting, soon } from "./setting.ts";

async function project(setting: Setting, log: MemoryLog) {
  const projector = setting.start(log);
  expect(await projector.waitFor(log.events.length - 1, soon)).toBe(true);
  await projector.stop();
}

const progress = (setting: Setting) =>
  setting.query(
    `select index, revision, store_position from batchproof.projection_progress where name = 'toy'`,
  );

test("a database that was deleted is made from the log", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(50));
  await project(setting, log);
  const before = await setting.rows();
  await setting.query("drop schema toy cascade; drop schema notes cascade");
  await setting.query("delete from batchproof.projection_progress");
  await project(setting, log);
  expect(await setting.rows()).toEqual(before);
});

test("tables without their progress, and progress without its tables, are made anew", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(50));
  await project(setting, log);
  const before = await setting.rows();
  await setting.query("delete from batchproof.projection_progress where name = 'toy'");
  await project(setting, log);
  expect(await setting.rows()).toEqual(before);
  await setting.query("drop schema toy cascade");
  await project(setting, log);
  expect(await setting.rows()).toEqual(before);
});

test("the same log in another store, at other positions, is gone on with", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(50));
  await project(setting, log);
  log.offset = 1_000_000;
  log.append([noted("moved")]);
  log.followedFrom.length = 0;
  await project(setting, log);
  expect(log.followedFrom).toEqual([50]);
  expect(await progress(setting)).toEqual([{ index: 50, revision: 50, store_position: "1000050" }]);
});

test("another log is projected from its start, and nothing of the former is left", async () => {
  await using setting = await openSetting();
  await project(setting, new MemoryLog(manyCharged(50)));
  const other = new MemoryLog(manyCharged(30), "other");
  await project(setting, other);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 30 }]);
});

test("a log that lost its end, and got another one, is projected from its start", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(50));
  await project(setting, log);
  const restored = new MemoryLog(manyCharged(40));
  restored.append([noted("instead")], "else");
  await project(setting, restored);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 40 }]);
  expect(await setting.query("select text from notes.note")).toEqual([{ text: "instead" }]);
});
