// The file of checkpoints: read as it was written, cut anywhere by a crash, nothing else in it.
import { generateKeyPairSync } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkpointsIn,
  openCheckpointFile,
  wholeCheckpoints,
} from "../../src/anchors/checkpoint-file.ts";
import { signCheckpoint } from "../../src/integrity/checkpoint.ts";
import { IntegrityFault } from "../../src/integrity/fault.ts";
import { printNote, publicKeyOf } from "../../src/integrity/note.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-checkpoints-"));
  path = join(folder, "log");
});
afterAll(() => rm(folder, { recursive: true }));

const { privateKey } = generateKeyPairSync("ed25519");
const name = "plant.example/log";
const signer = { name, type: "ed25519" as const, publicKey: publicKeyOf(privateKey), privateKey };
const checkpoint = (size: number) =>
  signCheckpoint({ origin: name, size, root: Buffer.alloc(32, size) }, signer);

async function sizes(): Promise<number[]> {
  const file = await openCheckpointFile(path);
  await file.close();
  return file.all.map(({ size }) => size);
}

test("two who add at the same moment both go on", async () => {
  const shared = join(folder, "shared");
  const [one, other] = [await openCheckpointFile(shared), await openCheckpointFile(shared)];
  for (let n = 0; n < 100; n += 1) {
    await Promise.all([one.append(checkpoint(9)), other.append(checkpoint(1_000 + n))]);
  }
  await one.append(checkpoint(5_000));
  expect(one.all).toHaveLength(201);
  await Promise.all([one.close(), other.close()]);
  const again = await openCheckpointFile(shared);
  expect(again.all).toHaveLength(201);
  await again.close();
});

test("what was added is there, in its order", async () => {
  const file = await openCheckpointFile(path);
  await Promise.all([5, 9, 9].map((size) => file.append(checkpoint(size))));
  await file.close();
  const again = await openCheckpointFile(path);
  expect(again.all).toEqual([5, 9, 9].map(checkpoint));
  await again.append(checkpoint(12));
  await again.close();
  expect(await sizes()).toEqual([5, 9, 9, 12]);
});

test("cut anywhere, it holds every checkpoint before the cut, and takes the next", async () => {
  const whole = await readFile(path);
  for (let cut = whole.length - 1; cut >= 0; cut -= 7) {
    await writeFile(path, whole.subarray(0, cut));
    const file = await openCheckpointFile(path);
    const kept = file.all.map(({ size }) => size);
    expect([5, 9, 9, 12].slice(0, kept.length)).toEqual(kept);
    await file.append(checkpoint(20));
    await file.close();
    expect(await sizes()).toEqual([...kept, 20]);
  }
  await writeFile(path, whole);
});

test("opening a file that a crash cut leaves it as it is", async () => {
  const whole = await readFile(path);
  const cut = whole.subarray(0, whole.length - 30);
  await writeFile(path, cut);
  expect(await sizes()).toEqual([5, 9, 9]);
  expect(await readFile(path)).toEqual(cut);
  await writeFile(path, whole);
});

test("a bit that changed costs no checkpoint: it is told, or the file is read", async () => {
  const whole = await readFile(path);
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    // Every bit of what parts the lines, and some of the others.
    if (whole[bit >> 3] !== 0x0a && bit % 23 !== 0) continue;
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    await writeFile(path, damaged);
    const found = await sizes().catch((error) => error.code);
    if (found !== "CHECKPOINT_MALFORMED") expect(found).toHaveLength(4);
  }
  await writeFile(path, whole);
}, 30_000);

test.each([
  ["an empty line more", (text: string) => text.replace("\n\n\u2014", "\n\n\n\u2014")],
  ["another dash", (text: string) => text.replace("\n\u2014 ", "\n- ")],
  ["no empty line behind one", (text: string) => text.replace("=\n\nplant", "=\nplant")],
  ["a line in front", (text: string) => `\n${text}`],
])("damaged in the middle, it is a fault and stays as it is: %s", async (_, damage) => {
  const whole = await readFile(path, "utf8");
  const damaged = damage(whole);
  expect(damaged).not.toBe(whole);
  await writeFile(path, damaged);
  await expect(openCheckpointFile(path)).rejects.toMatchObject({ code: "CHECKPOINT_MALFORMED" });
  expect(await readFile(path, "utf8")).toBe(damaged);
  await writeFile(path, whole);
});

test("what another process added is there after the next of our own", async () => {
  const ours = await openCheckpointFile(path);
  const theirs = await openCheckpointFile(path);
  await theirs.append(checkpoint(30));
  await ours.append(checkpoint(31));
  expect(ours.all.map(({ size }) => size)).toEqual([5, 9, 9, 12, 30, 31]);
  await Promise.all([ours.close(), theirs.close()]);
});

test("what is no checkpoint is a fault", async () => {
  await appendFile(path, "plant.example/log\nmany\nAAAA\n\n\u2014 x AAAAAAAA\n\n");
  await expect(openCheckpointFile(path)).rejects.toThrow(IntegrityFault);
});

describe("a file that is longer than what is read of it", () => {
  const count = 2_000;
  const long = () => join(folder, "long");
  const text = (size: number) => `${printNote(checkpoint(size).note)}\n`;
  beforeAll(() => writeFile(long(), Array.from({ length: count }, (_, n) => text(n + 1)).join("")));
  const all = async (last?: number) =>
    (await Array.fromAsync(checkpointsIn(long(), last))).map(({ size }) => size);
  const upTo = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => from + n);

  test("is opened with its newest heads, and holds no more when it grows", async () => {
    const file = await openCheckpointFile(long());
    const { length } = file.all;
    expect(length).toBeGreaterThan(100);
    expect(length).toBeLessThan(500);
    expect(file.all).toEqual(upTo(count - length + 1, count).map(checkpoint));
    await file.append(checkpoint(count + 1));
    expect(file.all.at(-1)?.size).toBe(count + 1);
    await file.close();
    expect(await all()).toEqual(upTo(1, count + 1));
    expect(await all(64 * 1024)).toEqual(upTo(count + 1 - length + 1, count + 1).slice(-length));
  });

  test("is damaged in its middle: opened, and told when all of it is read", async () => {
    const sound = await readFile(long(), "utf8");
    const middle = sound.indexOf("\n\n", sound.length / 2);
    await writeFile(long(), `${sound.slice(0, middle)}\n${sound.slice(middle)}`);
    await (await openCheckpointFile(long())).close();
    await expect(all()).rejects.toMatchObject({ code: "CHECKPOINT_MALFORMED" });
    await writeFile(long(), sound);
  });

  test.each([0, 30, 300])("ends within one, %i bytes before its end", async (cut) => {
    const sound = await readFile(long());
    const left = sound.subarray(0, sound.length - cut);
    await writeFile(long(), left);
    const whole = await all();
    expect(wholeCheckpoints(left)).toBe(
      whole.reduce((sum, size) => sum + Buffer.byteLength(text(size)), 0),
    );
    await writeFile(long(), sound);
  });

  test("holds no note at its end: all of it is looked at, and refused", async () => {
    const sound = await readFile(long());
    await appendFile(long(), `x\n`.repeat(64 * 1024));
    await expect(openCheckpointFile(long())).rejects.toMatchObject({
      code: "CHECKPOINT_MALFORMED",
    });
    await writeFile(long(), sound);
  });
});
