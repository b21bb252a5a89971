// A witness: what it cosigns, what it refuses, and that it remembers.

import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { printAddCheckpoint } from "../../../src/anchors/witness/add-checkpoint.ts";
import { openWitness } from "../../../src/anchors/witness/witness.ts";
import { parseSignature, verifyNote } from "../../../src/integrity/note.ts";
import { logOf, signerFor } from "../head-for-test.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-witness-"));
});
afterAll(() => rm(folder, { recursive: true }));

const log = logOf(20);
const leaves = Array.from({ length: 20 }, (_, n) => createHash("sha256").update(`x${n}`).digest());
const rewritten = logOf(leaves, log.signer);
const signer = signerFor("witness.example/w1", "cosignature");
const now = () => new Date("2026-11-26T09:00:00.700Z");
const opened = () => openWitness({ folder, signer, logs: [log.signer], now });

const asking = async (old: number, size: number, of = log) =>
  printAddCheckpoint({ old, proof: await of.consistency(old, size), checkpoint: of.head(size) });

test("it cosigns what grows, with the time, and remembers it", async () => {
  {
    await using witness = await opened();
    const said = await witness.addCheckpoint(await asking(0, 7));
    if (said.status !== 200) throw new Error(said.why);
    const { note } = log.head(7);
    const signatures = [parseSignature(said.cosignature.trimEnd())];
    expect(verifyNote({ ...note, signatures }, [signer])).toEqual([
      { by: signer, at: Date.parse("2026-11-26T09:00:00Z") / 1_000 },
    ]);
    expect(await witness.addCheckpoint(await asking(7, 12))).toMatchObject({ status: 200 });
    expect(await witness.addCheckpoint(await asking(12, 12))).toMatchObject({ status: 200 });
  }
  await using again = await opened();
  expect(await again.addCheckpoint(await asking(0, 12))).toMatchObject({ status: 409, size: 12 });
});

test("it refuses a log that was cut or rewritten, and who it does not know", async () => {
  await using witness = await opened();
  const refusals = [
    [409, await asking(7, 9)],
    [409, await asking(12, 12, rewritten)],
    [422, await asking(12, 15, rewritten)],
    [422, (await asking(12, 15)).replace(/\n[^\n]{44}\n/, "\n")],
    [400, (await asking(12, 12)).replace("old 12", "old 13")],
    [403, await asking(12, 15, logOf(20))],
    [404, await asking(0, 3, logOf(20, signerFor("other.example/log")))],
    [400, "old 12\n"],
    [400, (await asking(12, 15)).replace("old 12", "old 012")],
    [400, (await asking(12, 15)).replace("\n\n", `\n${`${"A".repeat(43)}=\n`.repeat(70)}\n`)],
  ] as const;
  for (const [status, body] of refusals) {
    expect(await witness.addCheckpoint(body)).toMatchObject({ status });
  }
  expect(await witness.addCheckpoint(await asking(12, 15))).toMatchObject({ status: 200 });
});

test("of two at the same moment one is told what the other made of it", async () => {
  await using witness = await opened();
  const both = await Promise.all(
    [18, 20].map(async (size) => witness.addCheckpoint(await asking(15, size))),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});
