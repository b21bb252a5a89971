// Starting, stopping and starting again.
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../../src/database/embedded/start.ts";
import { ask, isRunning, makeFolders, start } from "./postgres-for-test.ts";

const setting = async (url: string, name: string) =>
  (await ask(url, `select current_setting('${name}') as value`))[0]?.value;

describe("the embedded PostgreSQL", () => {
  test("starts in a folder that is not there yet, and keeps what was written", async () => {
    const folders = await makeFolders();
    const first = await start(folders);
    await ask(first.url, "create table kept as select 42 as value");
    const socket = join(first.address.host, ".s.PGSQL.5432");
    expect(existsSync(socket)).toBe(true);
    await first.stop();
    expect(await first.exited).toBeUndefined();
    expect(isRunning(first.pid)).toBe(false);
    expect(existsSync(socket)).toBe(false);

    const second = await start(folders);
    expect(await ask(second.url, "select value from kept")).toEqual([{ value: 42 }]);
  });

  test("is reached by its socket only, is not root, orders text by code point", async () => {
    const { settings: _, ...folders } = await makeFolders();
    const postgres = await start(folders);
    expect(await setting(postgres.url, "listen_addresses")).toBe("");
    expect(await setting(postgres.url, "unix_socket_permissions")).toBe("0700");
    expect(await setting(postgres.url, "fsync")).toBe("on");
    expect(await setting(postgres.url, "jit")).toBe("off");
    const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${postgres.pid}/status`, "utf8"))?.[1];
    expect(uid).not.toBe("0");
    const ordered = "select x from unnest(array['b','a','B','é','Z']) x order by x";
    const rows = await ask(postgres.url, ordered);
    expect(rows.map(({ x }) => x)).toEqual(["B", "Z", "a", "b", "é"]);
    expect(await ask(postgres.url, "select lower('ÀÉ') as low")).toEqual([{ low: "àé" }]);
  });

  test("is empty again when its folder was deleted while it was stopped", async () => {
    const folders = await makeFolders();
    const first = await start(folders);
    await ask(first.url, "create table lost ()");
    await first.stop();
    await rm(folders.directory, { recursive: true });
    const second = await start(folders);
    expect(await ask(second.url, "select from pg_class where relname = 'lost'")).toEqual([]);
  });

  test("runs in a folder whose path is longer than a socket's may be", async () => {
    const folders = await makeFolders({ under: join("long".repeat(30), "longer".repeat(20)) });
    const postgres = await start(folders);
    expect(await ask(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("begins anew after an initialisation that was cut short", async () => {
    const folders = await makeFolders();
    const first = await start(folders);
    await first.stop();
    await rm(join(folders.directory, "cluster", "PG_VERSION"), { force: true });
    const second = await start(folders);
    expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("runs twice at once in two folders, and stops more than once", async () => {
    const [one, two] = await Promise.all(
      [makeFolders(), makeFolders()].map(async (made) => start(await made)),
    );
    expect(one!.pid).not.toBe(two!.pid);
    await Promise.all([one!.stop(), one!.stop()]);
    await one!.stop();
    expect(await ask(two!.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("says why it does not start", async () => {
    const folders = await makeFolders();
    const tooLong = join(folders.root, "socket".repeat(20));
    await expect(
      startEmbeddedPostgres({ ...folders, runtimeDirectory: tooLong }),
    ).rejects.toMatchObject({ code: "POSTGRES_NOT_STARTED" });
  });
});
