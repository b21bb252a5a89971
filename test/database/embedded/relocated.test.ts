// What stands in for a folder goes when the folder has gone, and not before.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { dropForsaken, relocated } from "../../../src/database/embedded/relocated.ts";

const hours = (n: number) => Date.now() + n * 3_600_000;

async function places() {
  const root = await mkdtemp(join(tmpdir(), "relocated-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const under = join(root, "under");
  await mkdir(under);
  const standIn = async (name: string) => {
    const directory = join(root, name);
    await mkdir(directory);
    const home = relocated(directory, under);
    await mkdir(join(home, "cluster"));
    return { directory, home };
  };
  return { under, standIn };
}

test("of a folder that is there it is found again, with all that is in it", async () => {
  const { under, standIn } = await places();
  const { directory, home } = await standIn("kept");
  await writeFile(join(home, "cluster", "rows"), "rows");
  dropForsaken(under, hours(100));
  expect(relocated(directory, under)).toBe(home);
  expect(await readdir(join(home, "cluster"))).toEqual(["rows"]);
});

test("of a folder that is gone it goes, an hour after its last use", async () => {
  const { under, standIn } = await places();
  const { directory, home } = await standIn("gone");
  await rm(directory, { recursive: true });
  dropForsaken(under, hours(0.9));
  expect(existsSync(home)).toBe(true);
  dropForsaken(under, hours(1.1));
  expect(existsSync(home)).toBe(false);
});

test("where a server runs that is not seen from here it stays", async () => {
  const { under, standIn } = await places();
  const { directory, home } = await standIn("elsewhere");
  await writeFile(join(home, "cluster", "postmaster.pid"), "1");
  await rm(directory, { recursive: true });
  dropForsaken(under, hours(100));
  expect(existsSync(home)).toBe(true);
});

test("of a folder that was made anew it goes too, and what is not ours stays", async () => {
  const { under, standIn } = await places();
  const { directory, home } = await standIn("again");
  await writeFile(join(home, "cluster", "rows"), "rows");
  await rm(directory, { recursive: true });
  await mkdir(directory);
  expect(relocated(directory, under)).toBe(home);
  expect(await readdir(home)).toEqual(["relocated-from"]);
  await mkdir(join(under, "postgres-of-somebody-else"));
  dropForsaken(under, hours(100));
  expect(existsSync(join(under, "postgres-of-somebody-else"))).toBe(true);
});

test("many go some at a time, and where somebody works in one it stays", async () => {
  const { under, standIn } = await places();
  const all = [];
  for (const name of ["a", "b", "c", "d"]) all.push(await standIn(name));
  for (const { directory } of all) await rm(directory, { recursive: true });
  const [used] = all;
  const back = process.cwd();
  process.chdir(join(used?.home ?? "", "cluster"));
  try {
    dropForsaken(under, hours(2));
    dropForsaken(under, hours(2));
  } finally {
    process.chdir(back);
  }
  expect((await readdir(under)).map((name) => join(under, name))).toEqual([used?.home]);
});
