// Started by root below a folder that only root may enter: PostgreSQL, which does not run as root,
// is kept where it can get to. For an ordinary user nothing is closed, and all is the same.
import { existsSync } from "node:fs";
import { chmod, cp, lstat, mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { mayRun } from "../../../src/database/embedded/account.ts";
import { findBinaryPackage } from "../../../src/database/embedded/binaries.ts";
import { placeBinaries } from "../../../src/database/embedded/binaries-copy.ts";
import { ask, makeFolders, start } from "./postgres-for-test.ts";

const anotherAccount = { uid: 65_534, gid: 65_534 };

test("what was written below a closed folder is there again", async () => {
  const folders = await makeFolders({ closed: true });
  const first = await start(folders);
  await ask(first.url, "create table kept as select 42 as value");
  await first.stop();
  const second = await start(folders);
  expect(await ask(second.url, "select value from kept")).toEqual([{ value: 42 }]);
});

test("deleting the folder deletes what was kept elsewhere", async () => {
  const folders = await makeFolders({ closed: true });
  const first = await start(folders);
  await ask(first.url, "create table lost ()");
  await first.stop();
  await rm(folders.directory, { recursive: true });
  const second = await start(folders);
  expect(await ask(second.url, "select from pg_class where relname = 'lost'")).toEqual([]);
});

test("two closed folders do not get into each other's way", async () => {
  const [one, two] = await Promise.all(
    [1, 2].map(async () => start(await makeFolders({ closed: true }))),
  );
  await ask(one!.url, "create table only_here ()");
  expect(await ask(two!.url, "select from pg_class where relname = 'only_here'")).toEqual([]);
});

test("binaries that another account cannot reach are copied, once, with their links", async () => {
  const { root } = await makeFolders();
  const { native, label } = findBinaryPackage();
  const closed = { label, native: join(root, "checkout", "native") };
  await mkdir(join(root, "checkout"), { mode: 0o700 });
  await cp(native, closed.native, { recursive: true, filter: isNoLink });
  await chmod(join(closed.native, "bin", "postgres"), 0o700);
  await mkdir(join(root, "keep"));

  const place = () => placeBinaries(closed, () => join(root, "keep"), anotherAccount);
  const placed = place();
  expect(placed).not.toBe(closed.native);
  expect(mayRun(join(placed, "bin", "postgres"), anotherAccount)).toBe(true);
  const made = await stat(placed);
  expect(existsSync(join(placed, "lib", "libpq.so.5"))).toBe(true);
  expect(place()).toBe(placed);
  expect((await stat(placed)).ino).toBe(made.ino);
  expect(await readdir(join(root, "keep"))).toHaveLength(1);
});

test("library links that an install did not make are made in place", async () => {
  const { root } = await makeFolders();
  const { native, label } = findBinaryPackage();
  const bare = { label, native: join(root, "native") };
  await cp(native, bare.native, { recursive: true, filter: isNoLink });
  expect(existsSync(join(bare.native, "lib", "libpq.so.5"))).toBe(false);
  expect(placeBinaries(bare, () => dirname(root))).toBe(bare.native);
  expect(existsSync(join(bare.native, "lib", "libpq.so.5"))).toBe(true);
});

async function isNoLink(path: string): Promise<boolean> {
  return !(await lstat(path)).isSymbolicLink();
}
