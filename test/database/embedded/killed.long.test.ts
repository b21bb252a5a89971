// Whatever is killed or deleted, at whatever moment: what was committed is there again.
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import {
  ask,
  isRunning,
  kill,
  makeFolders,
  start,
  startElsewhere,
  until,
} from "./postgres-for-test.ts";

const kept = [{ value: 42 }];
const write = "create table kept as select 42 as value";
const read = "select value from kept";

describe("kill -9", () => {
  test("of the process that started it ends the server too", async () => {
    const folders = await makeFolders();
    const { parent, postgresPid, url } = await startElsewhere(folders);
    await ask(url, write);
    parent.kill("SIGKILL");
    await until(() => !isRunning(postgresPid));
    const postgres = await start(folders);
    expect(await ask(postgres.url, read)).toEqual(kept);
  });

  test("of that process and the watchdog leaves an orphan, which the next start ends", async () => {
    const folders = await makeFolders();
    const { parent, postgresPid, watchdogPid, url } = await startElsewhere(folders);
    await ask(url, write);
    kill(watchdogPid);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    expect(isRunning(postgresPid)).toBe(true);
    const postgres = await start(folders);
    expect(isRunning(postgresPid)).toBe(false);
    expect(await ask(postgres.url, read)).toEqual(kept);
  });

  test("of everything at once loses nothing that was committed", async () => {
    const folders = await makeFolders();
    const { parent, postgresPid, watchdogPid, url } = await startElsewhere(folders);
    await ask(url, write);
    for (const pid of [watchdogPid, postgresPid]) kill(pid);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    const postgres = await start(folders);
    expect(await ask(postgres.url, read)).toEqual(kept);
  });

  test("and then a deleted folder: the orphan does not hold up a new start", async () => {
    const folders = await makeFolders();
    const { parent, postgresPid, watchdogPid } = await startElsewhere(folders);
    kill(watchdogPid);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    await rm(folders.directory, { recursive: true });
    const postgres = await start(folders);
    expect(await ask(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(isRunning(postgresPid)).toBe(false);
  });

  test("of the server alone brings it back, twice, with what was committed", async () => {
    const postgres = await start(await makeFolders());
    await ask(postgres.url, write);
    for (let round = 0; round < 2; round++) {
      const { pid } = postgres;
      kill(pid);
      await until(() => postgres.pid !== pid);
      expect(await ask(postgres.url, read)).toEqual(kept);
    }
  });

  test("of the server in the midst of a long statement brings it back", async () => {
    const postgres = await start(await makeFolders());
    const { pid } = postgres;
    const busy = ask(postgres.url, "select count(*) from generate_series(1, 10000000000)");
    const ended = expect(busy).rejects.toThrow();
    const running = "select from pg_stat_activity where query like '%generate_series(1,%'";
    await until(async () => (await ask(postgres.url, running)).length > 1);
    kill(pid);
    await until(() => postgres.pid !== pid);
    expect(await ask(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await ended;
  });
});

test("a folder deleted while serving ends it with a fault that says so", async () => {
  const folders = await makeFolders();
  const postgres = await start(folders);
  await rm(folders.directory, { recursive: true });
  kill(postgres.pid);
  expect(await postgres.exited).toMatchObject({ code: "POSTGRES_FOLDER_GONE" });
  await postgres.stop();
});

test("stopping while the server is being started again leaves nothing running", async () => {
  const folders = await makeFolders();
  const postgres = await start(folders);
  kill(postgres.pid);
  await postgres.stop();
  expect(await postgres.exited).toBeUndefined();
  expect(isRunning(postgres.pid)).toBe(false);
  const again = await start(folders);
  expect(await ask(again.url, "select 1 as one")).toEqual([{ one: 1 }]);
});
