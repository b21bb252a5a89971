// What a backup once had it does not give up because the data folder has lost it.
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { openCheckpointFile, wholeCheckpoints } from "../../../src/anchors/checkpoint-file.ts";
import {
  keepBlobs,
  keepFile,
  keepReceipts,
  type Small,
} from "../../../src/cli/backup/keep-live.ts";
import { signCheckpoint } from "../../../src/integrity/checkpoint.ts";
import { printNote, publicKeyOf, type Signer } from "../../../src/integrity/note.ts";
import { type Blobs, openBlobs } from "../../../src/vault/blobs.ts";

let folder: string;
let live: Blobs;
let files: Blobs;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keep-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ["live", "files"]) await mkdir(join(folder, name));
  live = await openBlobs(join(folder, "live"));
  files = await openBlobs(join(folder, "files"));
});

const damage = async (of: string, sha256: string, bytes = "damaged") => {
  await rm(join(folder, of, sha256), { force: true });
  await writeFile(join(folder, of, sha256), bytes);
};
const keep = (former?: readonly string[], check = false, into = files) =>
  keepBlobs(
    { stores: { folder: { blobs: join(folder, "live") } }, blobs: live } as never,
    into,
    former,
    { check },
  );
const [one, other] = [Buffer.from("one"), Buffer.from("other")];

test("blobs: it happens, and is ignored when repeated", async () => {
  const blobs = [await live.put(one), await live.put(other)].sort();
  const kept = { blobs, missing: [], damaged: [] };
  expect(await keep()).toEqual(kept);
  expect(await keep(blobs)).toEqual(kept);
  expect(await readdir(join(folder, "files"))).toHaveLength(2);
});

test("a blob that the data folder has lost stays, and is told", async () => {
  const lost = await live.put(one);
  await keep();
  await rm(join(folder, "live", lost));
  expect(await keep([lost])).toEqual({ blobs: [lost], missing: [lost], damaged: [] });
  expect(await files.get(lost)).toEqual(one);
});

test("a damaged blob keeps no other from its place; one that the backup has stays", async () => {
  const [bad, good] = [await live.put(one), await live.put(other)];
  await damage("live", bad);
  expect(await keep()).toEqual({ blobs: [good], missing: [], damaged: [bad] });
  await files.put(one);
  expect(await keep([good])).toMatchObject({ blobs: [bad, good].sort(), damaged: [] });
});

test("a damaged copy is mended of the data folder; without one it is no part of it", async () => {
  const name = await live.put(one);
  await keep();
  await damage("files", name);
  expect(await keep([name])).toMatchObject({ blobs: [name] });
  expect(await files.get(name)).toEqual(one);
  await damage("files", name);
  await rm(join(folder, "live", name));
  expect(await keep([name])).toEqual({ blobs: [], missing: [name], damaged: [] });
});

test("a copy of before is read where it is not as long, and where all are checked", async () => {
  const names = [await live.put(one), await live.put(other)].sort();
  await keep();
  const read: string[] = [];
  const get = (name: string) => {
    read.push(name);
    return files.get(name);
  };
  const added = await live.put(Buffer.from("added"));
  expect((await keep(names, false, { ...files, get })).blobs).toContain(added);
  expect(read).toEqual([added]);
  // As long as it was: only a check finds it.
  const [bad = ""] = names;
  const size = (await files.size(bad)) ?? 0;
  await damage("files", bad, "x".repeat(size));
  await keep(names);
  await expect(files.get(bad)).rejects.toMatchObject({ code: "BLOB_DAMAGED" });
  await keep(names, true);
  expect(await files.get(bad)).toBeDefined();
});

test("a small file that is gone or shorter stays as it was; one that grew is new", async () => {
  const path = join(folder, "log");
  const digest = (text: string) => createHash("sha256").update(text).digest("hex");
  const kept = (former?: string | null) =>
    keepFile(files, { path, former, whole: ({ length }) => length });
  expect(await kept()).toEqual({ sha256: null, isFormer: false });
  await writeFile(path, "one two");
  const { sha256: former } = await kept();
  expect(former).toBe(digest("one two"));
  for (const less of ["", "one"]) {
    await writeFile(path, less);
    expect(await kept(former)).toEqual({ sha256: former, isFormer: true });
  }
  await rm(path);
  expect(await kept(former)).toEqual({ sha256: former, isFormer: true });
  await writeFile(path, "one two three");
  expect(await kept(former)).toEqual({ sha256: digest("one two three"), isFormer: false });
});

test("a piece that a crash left is in no copy, and keeps none from growing", async () => {
  const path = join(folder, "log");
  const { privateKey } = generateKeyPairSync("ed25519");
  const signer = { name: "log", type: "ed25519", publicKey: publicKeyOf(privateKey), privateKey };
  const signed = (size: number) =>
    signCheckpoint({ origin: "log", size, root: Buffer.alloc(32, size) }, signer as Signer);
  const add = async (...sizes: readonly number[]) => {
    const file = await openCheckpointFile(path);
    for (const size of sizes) await file.append(signed(size));
    await file.close();
  };
  await add(1, 2);
  const sound = await readFile(path, "utf8");
  for (const piece of [3, 40, 90]) {
    await writeFile(path, sound + printNote(signed(3).note).slice(0, piece));
    const { sha256: former } = await keepFile(files, { path, whole: wholeCheckpoints });
    expect(String(await files.get(former ?? ""))).toBe(sound);
    await add(40, 50);
    const grown = await keepFile(files, { path, former, whole: wholeCheckpoints });
    expect(grown.isFormer).toBe(false);
    expect(String(await files.get(grown.sha256 ?? ""))).toBe(await readFile(path, "utf8"));
  }
});

test("receipts of before are kept beside the new ones", async () => {
  const receipts = join(folder, "anchors");
  await mkdir(receipts);
  await writeFile(join(receipts, "witness-0a"), "old\n");
  const one = async (small: Small) => (await keepFile(files, small)).sha256;
  const former = await keepReceipts(one, receipts);
  await rm(join(receipts, "witness-0a"));
  await writeFile(join(receipts, "witness-0b"), "new\n");
  const kept = await keepReceipts(one, receipts, former);
  expect(kept.map(({ file }) => file)).toEqual(["witness-0a", "witness-0b"]);
  expect(await keepReceipts(one, join(folder, "none"), former)).toEqual(former);
});
