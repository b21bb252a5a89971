// Files that can be made again: the newest are kept, and a folder of them has an end.
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { derivedIn } from "../../src/vault/derived.ts";
import { makeTestFolder } from "./folder-for-test.ts";

test("a file is as it was written last; where there is none nothing is read", async () => {
  const folder = await makeTestFolder();
  const files = derivedIn(join(folder, "folds"));
  expect(await files.read("one")).toBeUndefined();
  await files.write("one", Buffer.from("1"));
  await files.write("one", Buffer.from("2"));
  expect(await files.read("one")).toEqual(Buffer.from("2"));
});

test("of too many those go that were written longest ago", async () => {
  const folder = await makeTestFolder();
  for (let n = 0; n < 20; n += 1) {
    const file = join(folder, `${n}`);
    await writeFile(file, "");
    await utimes(file, 1_000 + n, 1_000 + n);
  }
  const files = derivedIn(folder, 20);
  await files.write("7", Buffer.from("now"));
  expect(await readdir(folder)).toHaveLength(20);
  await files.write("new", Buffer.from("now"));
  const left = await readdir(folder);
  expect(left).toHaveLength(19);
  expect(left).toEqual(expect.arrayContaining(["2", "7", "new"]));
});
