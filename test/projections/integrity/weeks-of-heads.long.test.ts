// Ten weeks of heads, one a minute: the file is opened by its end, and read whole in little memory;
// one that somebody replaced anywhere in it is found.
import { open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointsIn, openCheckpointFile } from "../../../src/anchors/checkpoint-file.ts";
import { signCheckpoint } from "../../../src/integrity/checkpoint.ts";
import type { Signers } from "../../../src/integrity/epoch.ts";
import { printNote } from "../../../src/integrity/note.ts";
import { SignedHeads } from "../../../src/projections/integrity/against-tree/signed-heads.ts";
import { signerOf } from "./tree-for-test.ts";

const count = 100_800;
const path = join(tmpdir(), `batchproof-weeks-${process.pid}`);
const signer = signerOf("batchproof/0190a1f0-0000-7000-8000-000000000000");
const signers: Signers = {
  epochs: [{ verifier: signer, from: 0, begunBy: "first", left: [], handOver: undefined }],
  later: [],
};
const rootAt = (size: number) => Buffer.alloc(32, `${size}`);
const signed = (size: number, by = signer) =>
  signCheckpoint({ origin: signer.name, size, root: rootAt(size) }, by);
const text = (size: number, by = signer) => `${printNote(signed(size, by).note)}\n`;

beforeAll(async () => {
  await using file = await open(path, "w");
  for (let from = 1; from <= count; from += 10_000) {
    const to = Math.min(from + 10_000, count + 1);
    await file.write(Array.from({ length: to - from }, (_, n) => text(from + n)).join(""));
  }
}, 600_000);
afterAll(() => rm(path, { force: true }));

/** Bytes that this process has asked files for, whatever the kernel had at hand. */
async function bytesRead(): Promise<number | undefined> {
  const io = await readFile("/proc/self/io", "utf8").catch(() => undefined);
  return io === undefined ? undefined : Number(/^rchar: (\d+)$/m.exec(io)?.[1]);
}

test("it is opened, and added to, by its end alone", async ({ skip }) => {
  const before = await bytesRead();
  if (before === undefined) skip("The system does not count what is read.");
  const file = await openCheckpointFile(path);
  const { length } = file.all;
  expect(file.all.at(-1)?.size).toBe(count);
  await file.append(signed(count + 1));
  await file.close();
  const read = ((await bytesRead()) ?? 0) - (before ?? 0);
  expect(read).toBeLessThan(1024 * 1024);
  expect(length).toBeLessThan(500);
});

test("one that is replaced in the middle is found, in little memory", async () => {
  const at = count / 2;
  const sound = await place(text(at));
  // Of another key: as long as the one that was there.
  await overwrite(sound, text(at, signerOf(signer.name)));
  const memory = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = memory();
  let most = 0;
  async function* watched() {
    for await (const head of checkpointsIn(path)) {
      if (head.size % 5_000 === 0) most = Math.max(most, memory() - before);
      yield head;
    }
  }
  const heads = await SignedHeads.of(watched(), signers, 0);
  expect(heads.forged(count + 1)).toMatchObject([{ code: "CHECKPOINT_FORGED", position: at }]);
  expect(heads.due.count).toBe(count);
  expect(heads.due.at(1)).toEqual([rootAt(1)]);
  expect(heads.due.at(count)).toEqual([rootAt(count)]);
  expect(most).toBeLessThan(100 * 1024 * 1024);
}, 600_000);

/** Where a note stands in the file. */
async function place(note: string): Promise<number> {
  const at = (await readFile(path)).indexOf(note);
  expect(at).toBeGreaterThan(0);
  return at;
}

async function overwrite(at: number, note: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.write(note, at);
}
