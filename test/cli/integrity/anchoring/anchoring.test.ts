// An anchor is asked at its own pace, whatever it was asked before.
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { fileNameOf } from "../../../../src/anchors/anchor.ts";
import { openJournal, readJournal } from "../../../../src/anchors/journal.ts";
import { startAnchoring } from "../../../../src/cli/integrity/anchoring/anchoring.ts";
import { openLog } from "../../../../src/cli/terminal/log.ts";
import { signCheckpoint } from "../../../../src/integrity/checkpoint.ts";
import { publicKeyOf } from "../../../../src/integrity/note.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const head = (name: string, size: number) =>
  signCheckpoint(
    { origin: name, size, root: Buffer.alloc(32, size) },
    { name, type: "ed25519", publicKey: publicKeyOf(privateKey), privateKey },
  );

test("heads of before a restore, larger and older, set no pace for those behind it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "anchoring-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const name = { kind: "file" as const, of: join(folder, "heads") };
  const anchors = join(folder, "checkpoints", "anchors");
  await mkdir(anchors, { recursive: true });
  const file = join(anchors, fileNameOf(name));
  const journal = await openJournal(file);
  await journal.append({ line: "name", name });
  const at = "2020-01-01T00:00:00.000Z";
  await journal.append({ line: "receipt", at, checkpoint: head("old/1", 100) });
  await journal.close();
  const set = { files: [name.of], timestampUrls: [], witnesses: [], every_ms: 3_600_000 };
  const instance = {
    stores: { folder: { path: folder } },
    settings: { anchors: set },
    database: {},
    wallClock: { kind: "real", now: () => new Date() },
  };
  const logger = openLog({ quiet: true, forPeople: false });
  const anchoring = await startAnchoring(instance as never, logger);
  for (const size of [20, 21, 22]) {
    anchoring.signed(head("new/1", size), undefined);
    await sleep(1_200);
  }
  await anchoring[Symbol.asyncDispose]();
  const lines = await readJournal(file);
  const sizes = lines.flatMap((one) => (one.line === "receipt" ? [one.checkpoint.size] : []));
  expect(sizes).toEqual([100, 20]);
  expect(await readFile(name.of, "utf8")).not.toContain("\n21\n");
});
