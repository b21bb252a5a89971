// Whoever signs a log that is another than it signed before bears witness against the true one.
import { expect, test } from "vitest";
import {
  refuseCut,
  refuseOtherLog,
  type TreeNow,
} from "../../../src/cli/integrity/refuse-other-log.ts";
import type { Checkpoint } from "../../../src/integrity/checkpoint.ts";
import type { Epochs, LaterKeys } from "../../../src/integrity/epoch.ts";
import { type LogForTest, logOf, signerFor } from "../../anchors/head-for-test.ts";

const signer = signerFor("plant.example/log");
const epochs: Epochs = [
  { verifier: signer, from: 0, begunBy: "first", left: [], handOver: undefined },
];
const leaves = (of: string) => Array.from({ length: 120 }, (_, n) => Buffer.alloc(32, `${of}${n}`));
const log = logOf(leaves("a"), signer);
const other = logOf(leaves("b"), signer);

const treeOf = ({ head }: LogForTest, size: number): TreeNow => ({
  size,
  rootsAt: async (sizes) => sizes.map((one) => head(one).root),
});
const refusal = (tree: TreeNow, checkpoints: readonly Checkpoint[], later: LaterKeys = []) =>
  refuseOtherLog(tree, checkpoints, { epochs, later }).then(
    () => undefined,
    ({ code, details }) => ({ code, ...details }),
  );
const upTo = (count: number) => Array.from({ length: count }, (_, n) => log.head(n + 1));

test("a log that has all that was signed, and more, is not refused", async () => {
  expect(await refusal(treeOf(log, 120), [])).toBeUndefined();
  expect(await refusal(treeOf(log, 120), upTo(120))).toBeUndefined();
});

test("one that has less is cut, and told by how much", async () => {
  expect(await refusal(treeOf(log, 99), upTo(110))).toEqual({
    code: "TAIL_CUT",
    signed: 110,
    size: 99,
  });
});

test("of another one the first checkpoint that contradicts it is named, among many", async () => {
  const checkpoints = [...upTo(105), other.head(106), other.head(107)];
  const contradicted = { code: "CHECKPOINT_CONTRADICTED", signed: 106 };
  expect(await refusal(treeOf(log, 120), checkpoints)).toEqual({ ...contradicted, size: 120 });
  // Also where it is cut as well: that it is another one is worse.
  const cut = [...checkpoints, log.head(120)];
  expect(await refusal(treeOf(log, 110), cut)).toEqual({ ...contradicted, size: 110 });
});

test("a checkpoint that is bent, or somebody else's, is forged, before all else", async () => {
  const head = log.head(20);
  const stranger = logOf(leaves("a"), signerFor(signer.name)).head(20);
  const bent = { ...head, note: { ...head.note, text: head.note.text.replace("20", "21") } };
  for (const forged of [stranger, bent]) {
    expect(await refusal(treeOf(other, 10), [log.head(5), forged])).toEqual({
      code: "CHECKPOINT_FORGED",
      signed: 20,
    });
  }
});

test("a head of a key of the vault that its events do not tell says that it is cut", async () => {
  const next = signerFor(signer.name);
  const head = logOf(leaves("a"), next).head(20);
  const later = [signerFor(signer.name).publicKey, next.publicKey];
  expect(await refusal(treeOf(log, 10), [head], later)).toEqual({
    code: "TAIL_CUT",
    signed: 20,
    size: 10,
  });
  const forged = { code: "CHECKPOINT_FORGED", signed: 20 };
  expect(await refusal(treeOf(log, 10), [head], later.slice(0, 1))).toEqual(forged);
  // Nor does it sign what the log has.
  expect(await refusal(treeOf(log, 20), [head], later)).toEqual(forged);
  expect(() => refuseCut(10, [head], { epochs, later })).toThrow(
    expect.objectContaining({ code: "TAIL_CUT" }),
  );
  expect(() => refuseCut(10, [head], { epochs, later: [] })).toThrow(
    expect.objectContaining({ code: "CHECKPOINT_FORGED" }),
  );
});
