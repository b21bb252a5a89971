// What is there at the start is held against the log: gone on with, found again, or made anew.
import { expect, test } from "vitest";
import { LogRestored } from "../../../src/domain/log/events.ts";
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

/** A log that was brought back from a backup says so behind what was brought back. */
function restored(log: MemoryLog, size: number): MemoryLog {
  const back = new MemoryLog(manyCharged(size));
  back.append([noted("instead")], "else");
  back.events = back.events.map((event, n) =>
    n < size ? event : { ...event, type: LogRestored.name },
  );
  expect(back.events.slice(0, size)).toEqual(log.events.slice(0, size));
  return back;
}

test("a log that lost its end is not projected, and what was recorded of it stays", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(50));
  await project(setting, log);
  const before = await setting.rows();
  for (const cut of [new MemoryLog(manyCharged(40)), new MemoryLog(manyCharged(40))]) {
    const projector = setting.start(cut);
    await expect
      .poll(() => projector.status()[0]?.fault?.code, { timeout: soon.timeout_ms })
      .toBe("TAIL_CUT");
    await projector.stop();
    cut.append([noted("instead")], "else");
  }
  expect(await setting.rows()).toEqual(before);
  // Put back, it is gone on with.
  log.append([noted("more")]);
  await project(setting, log);
});

test("a log that was brought back, and says so, is projected from its start", async () => {
  await using setting = await openSetting();
  const log = new MemoryLog(manyCharged(50));
  await project(setting, log);
  const back = restored(log, 40);
  await project(setting, back);
  expect(await setting.query("select count(*)::int as n from toy.edge")).toEqual([{ n: 40 }]);
  // Cut behind that, it has lost its end like any other.
  back.append([noted("more"), noted("and more")]);
  await project(setting, back);
  back.events = back.events.slice(0, 42);
  const projector = setting.start(back);
  await expect
    .poll(() => projector.status()[0]?.fault?.code, { timeout: soon.timeout_ms })
    .toBe("TAIL_CUT");
  await projector.stop();
});
