// A file that is only added to, as an anchor: what it holds is held against what is to be added.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileAnchor, headsInFile } from "../../src/anchors/file-anchor.ts";
import { standingOf } from "../../src/anchors/standing.ts";
import type { Checkpoint } from "../../src/integrity/checkpoint.ts";
import { logOf } from "./head-for-test.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-anchor-"));
  path = join(folder, "anchor");
});
afterAll(() => rm(folder, { recursive: true }));

const log = logOf(12);
const leaves = Array.from({ length: 12 }, (_, n) => Buffer.from(`other ${n}`));
const rewritten = logOf(leaves, log.signer);

const past = (last?: Checkpoint) => ({
  last,
  consistency: async () => [],
  signal: new AbortController().signal,
});

test("a log that was put back is not added to it, whatever its own receipts say", async () => {
  const [five, nine] = [log.head(5), log.head(9)];
  await fileAnchor(path).anchor(five, past());
  await fileAnchor(path).anchor(nine, past(five));
  await fileAnchor(path).anchor(nine, past(nine));
  // The receipts were put back with the log.
  for (const put of [log.head(7), rewritten.head(5), rewritten.head(9)]) {
    const refused = fileAnchor(path).anchor(put, past(five));
    await expect(refused).rejects.toMatchObject({ code: "ANCHOR_CONTRADICTS" });
  }
  expect((await headsInFile(path)).map(({ size }) => size)).toEqual([5, 9]);
});

test("a gap for another reason is another gap", () => {
  const failure = (at: string, code: string) =>
    ({ line: "failure", at, code, detail: code }) as const;
  const { gaps } = standingOf([
    failure("2026-01-01T00:00:00.000Z", "ANCHOR_UNREACHABLE"),
    failure("2026-01-01T00:01:00.000Z", "ANCHOR_UNREACHABLE"),
    failure("2026-01-01T00:02:00.000Z", "ANCHOR_CONTRADICTS"),
  ]);
  expect(gaps.map(({ code, from, to }) => ({ code, from, to }))).toEqual([
    {
      code: "ANCHOR_UNREACHABLE",
      from: "2026-01-01T00:00:00.000Z",
      to: "2026-01-01T00:02:00.000Z",
    },
    { code: "ANCHOR_CONTRADICTS", from: "2026-01-01T00:02:00.000Z", to: undefined },
  ]);
});
