// A file to be kept with a record is looked at before it is read.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kept } from "../../../src/cli/terminal/file.ts";

const max_bytes = 25 * 1024 * 1024;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kept-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function sized(name: string, bytes: number): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, "");
  await truncate(file, bytes);
  return file;
}

test("one of 25 MB is read whole, with its SHA-256", async () => {
  const { bytes, digest } = await kept(await sized("full", max_bytes));
  expect(bytes).toHaveLength(max_bytes);
  expect(digest).toBe(createHash("sha256").update(bytes).digest("hex"));
  const empty = await kept(await sized("empty", 0));
  expect(empty.bytes).toHaveLength(0);
});

test("a larger one is refused by its size, without being read", async () => {
  for (const bytes of [max_bytes + 1, 3 * 1024 ** 3]) {
    const code = "BODY_TOO_LARGE";
    const refused = { code, message: expect.stringContaining("more than 25 MB") };
    await expect(kept(await sized("large", bytes))).rejects.toMatchObject(refused);
  }
});

const plainly = (said: string) => ({
  code: "FILE_UNREADABLE",
  message: expect.stringContaining(said),
});

test("a folder and a file that is not there are refused, with what to do", async () => {
  await expect(kept(folder)).rejects.toMatchObject(plainly("is a folder. Name one file in it."));
  const missing = join(folder, "missing");
  await expect(kept(missing)).rejects.toMatchObject(plainly("is not there. Check the path."));
  const below = join(await sized("file", 1), "below");
  await expect(kept(below)).rejects.toMatchObject(plainly("is not there. Check the path."));
});

test.skipIf(process.platform === "win32")("a device and a pipe are refused unread", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  for (const path of ["/dev/zero", pipe]) {
    await expect(kept(path)).rejects.toMatchObject(plainly("is no file. Copy what it gives"));
  }
});
