// The data folder and its one owner.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, rmdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDataDirectory } from "../../src/vault/data-directory.ts";
import { makeTestFolder } from "./folder-for-test.ts";

const source = new URL("../../src/vault/data-directory.ts", import.meta.url).href;
const permissions = async (path: string) => (await stat(path)).mode & 0o777;

/** Another process that holds the folder until it is killed. */
async function holderOf(path: string) {
  const script = `
    import { openDataDirectory } from ${JSON.stringify(source)};
    await openDataDirectory(${JSON.stringify(path)});
    console.log("held");
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
  return holder;
}

/** To a process of its own: locks are the process's. */
function isFree(lock: string): boolean {
  const script = `
    import { DatabaseSync } from "node:sqlite";
    new DatabaseSync(${JSON.stringify(lock)}, { timeout: 0 }).exec("begin exclusive");`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", script]).status === 0;
}

describe("the data folder", () => {
  test("is made with all that belongs in it", async () => {
    const path = join(await makeTestFolder(), "new", "data");
    const data = await openDataDirectory(path);
    for (const name of ["log", "checkpoints", "blobs", "keys", "postgres"] as const) {
      expect(data[name]).toBe(join(path, name));
      expect(await permissions(data[name])).toBe(0o700);
    }
    expect(await permissions(data.runtimeDirectory)).toBe(0o700);
    expect(data.runtimeDirectory.length).toBeLessThan(80);
    data.close();
    expect(existsSync(data.runtimeDirectory)).toBe(false);
  });

  test("keeps what is in it when opened again, under another path too", async () => {
    const folder = await makeTestFolder();
    const first = await openDataDirectory(join(folder, "data"));
    await writeFile(join(first.log, "kept"), "");
    first.close();
    await symlink(join(folder, "data"), join(folder, "link"));
    const again = await openDataDirectory(join(folder, "link"));
    expect(again.runtimeDirectory).toBe(first.runtimeDirectory);
    expect(existsSync(join(again.log, "kept"))).toBe(true);
    again.close();
  });

  test("has a lock that nobody else may read, so that nobody else can hold it", async () => {
    const path = await makeTestFolder();
    const lock = join(path, "instance.lock");
    for (const former of [undefined, 0o644, 0o666]) {
      if (former !== undefined) await chmod(lock, former);
      const data = await openDataDirectory(path);
      expect(await permissions(lock)).toBe(0o600);
      await expect(openDataDirectory(path, { waitMilliseconds: 0 })).rejects.toMatchObject({
        code: "DATA_DIR_IN_USE",
      });
      // To look at the file a second time must not have freed it for another process.
      expect(isFree(lock)).toBe(false);
      data.close();
      expect(isFree(lock)).toBe(true);
    }
  });

  test("has one owner within a process", async () => {
    const path = await makeTestFolder();
    const owner = await openDataDirectory(path);
    await expect(openDataDirectory(path, { waitMilliseconds: 0 })).rejects.toMatchObject({
      code: "DATA_DIR_IN_USE",
      message: expect.stringContaining(String(process.pid)),
    });
    const next = openDataDirectory(path);
    owner.close();
    owner.close();
    (await next).close();
  });

  test("is refused while another process has it, and free once that is killed", async () => {
    const path = await makeTestFolder();
    const holder = await holderOf(path);
    await expect(openDataDirectory(path, { waitMilliseconds: 200 })).rejects.toMatchObject({
      code: "DATA_DIR_IN_USE",
      message: expect.stringContaining(String(holder.pid)),
    });
    const next = openDataDirectory(path);
    holder.kill("SIGKILL");
    const data = await next;
    expect(JSON.parse(await readFile(join(path, "instance.json"), "utf8"))).toEqual({
      pid: process.pid,
    });
    data.close();
  });

  test("passes over a socket folder that is open to others", async () => {
    const path = await makeTestFolder();
    const first = await openDataDirectory(path);
    first.close();
    await mkdir(first.runtimeDirectory, { mode: 0o755 });
    const data = await openDataDirectory(path);
    expect(data.runtimeDirectory).not.toBe(first.runtimeDirectory);
    expect(await permissions(data.runtimeDirectory)).toBe(0o700);
    data.close();
    await rmdir(first.runtimeDirectory);
  });

  test("passes over a link that somebody put in its place", async () => {
    const folder = await makeTestFolder();
    const first = await openDataDirectory(folder);
    first.close();
    await mkdir(join(folder, "elsewhere"), { mode: 0o700 });
    await symlink(join(folder, "elsewhere"), first.runtimeDirectory);
    const data = await openDataDirectory(folder);
    expect(data.runtimeDirectory).not.toBe(first.runtimeDirectory);
    data.close();
    await rm(first.runtimeDirectory);
  });

  test("cannot be a file", async () => {
    const path = join(await makeTestFolder(), "file");
    await writeFile(path, "");
    await expect(openDataDirectory(path)).rejects.toMatchObject({ code: "DATA_DIR_UNUSABLE" });
  });

  test("cannot have a file where a folder belongs, and is then free again", async () => {
    const path = await makeTestFolder();
    await writeFile(join(path, "blobs"), "");
    const open = () => openDataDirectory(path, { waitMilliseconds: 0 });
    await expect(open()).rejects.toMatchObject({ code: "DATA_DIR_UNUSABLE" });
    await expect(open()).rejects.toMatchObject({ code: "DATA_DIR_UNUSABLE" });
  });
});
