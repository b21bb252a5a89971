// All of the log against all that was signed: whatever is wrong anywhere in it is told, and what is
// recorded and signed meanwhile is not taken for wrong.
import { expect, test } from "vitest";
import { checkNewest } from "../../../../src/cli/integrity/start/check-newest.ts";
import { checkWhole } from "../../../../src/cli/integrity/start/check-whole.ts";
import { gently } from "../../../../src/cli/integrity/start/gently.ts";
import { startWholeCheck } from "../../../../src/cli/integrity/start/whole-check.ts";
import type { LoggedBytes } from "../../../../src/eventstore/stored-event.ts";
import type { Checkpoint } from "../../../../src/integrity/checkpoint.ts";
import { epochsFrom } from "../../../../src/projections/integrity/epochs.ts";
import {
  all,
  changed,
  checkpoint,
  events,
  signer,
  signerOf,
  size,
  sound,
  swapped,
  useSoundTree,
} from "../../../projections/integrity/tree-for-test.ts";

const tree = useSoundTree();

/** The code that it ends with. */
async function checked(
  log: readonly LoggedBytes[],
  heads: readonly Checkpoint[],
  whileRead = async () => {},
): Promise<string | undefined> {
  const { kysely } = tree;
  const readAllBytes = async function* ({ limit }: { readonly limit?: number } = {}) {
    yield* log.slice(0, limit);
    await whileRead();
  };
  const parts = { log: { readAllBytes }, database: { kysely } };
  const signers = async () => ({ epochs: await epochsFrom(kysely, signer), later: [] });
  const pace = <One>(some: AsyncIterable<One>) => gently(some, new AbortController().signal);
  return checkWhole(parts, { heads, signers, pace }).then(
    () => undefined,
    ({ code }) => code,
  );
}

const heads = [5, 12, size].map((n) => checkpoint(n));

test("a sound log is passed, also while it grows and more is signed", async () => {
  expect(await checked(sound, heads)).toBeUndefined();
  expect(await checked(sound, [])).toBeUndefined();
  const grow = () => tree.made(events.slice(0, size + 1));
  expect(await checked(all, [...heads, checkpoint(size + 1)], grow)).toBeUndefined();
});

test.each([0, 4, 11, size - 1])("an event at %i is another than was signed", async (at) => {
  expect(await checked(changed(at), heads)).toBe("CHECKPOINT_CONTRADICTED");
  expect(await checked(sound.toSpliced(at, 1), heads)).toMatch(/^CHECKPOINT_CONTR|^TAIL_CUT$/);
});

test("more was signed than there is, whatever was signed behind it", async () => {
  expect(await checked(sound, [checkpoint(size + 1), ...heads])).toBe("TAIL_CUT");
  const forged = checkpoint(size + 1, signerOf(signer.name));
  expect(await checked(sound, [forged, ...heads])).toBe("CHECKPOINT_FORGED");
});

test("two events of long ago have changed places", async () => {
  expect(await checked(swapped(2), heads)).toBe("CHECKPOINT_CONTRADICTED");
});

test("the end is missing, or the tree has another leaf", async () => {
  expect(await checked(sound.slice(0, 13), heads)).toBe("TAIL_CUT");
  expect(await checked(changed(size - 1), heads.slice(0, 2))).toBe("TREE_DRIFTED");
  await tree.drift(3);
  expect(await checked(sound, heads)).toBe("TREE_DRIFTED");
});

test("a head of long ago was replaced", async () => {
  const forged = checkpoint(5, signerOf(signer.name));
  expect(await checked(sound, [forged, ...heads])).toBe("CHECKPOINT_FORGED");
  const other = checkpoint(5, signer, Buffer.alloc(32));
  expect(await checked(sound, [other, ...heads])).toBe("CHECKPOINT_CONTRADICTED");
});

test("where nothing is signed, only an empty log is checked before serving", async () => {
  const nothing = { epochs: await epochsFrom(tree.kysely, signer), later: [] };
  const parts = { database: { kysely: tree.kysely } } as Parameters<typeof checkNewest>[0];
  expect(await checkNewest(parts, [], nothing)).toBe(false);
  await tree.made([]);
  expect(await checkNewest(parts, [], nothing)).toBe(true);
});

test("beside a service it takes a part of the time, and ends when it is told to", async () => {
  const stopping = new AbortController();
  let done = 0;
  async function* endless() {
    for (; ; done += 1) yield done;
  }
  const began = performance.now();
  let worked_ms = 0;
  const reading = (async () => {
    for await (const _ of gently(endless(), stopping.signal)) {
      const from = performance.now();
      while (performance.now() - from < 1);
      worked_ms += performance.now() - from;
    }
  })();
  setTimeout(() => stopping.abort(), 500);
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  expect(worked_ms).toBeLessThan((performance.now() - began) / 4);
  expect(done).toBeGreaterThan(5);
});

test("the service ends also where neither the doubt can be kept nor an alert raised", async () => {
  const { kysely } = tree;
  const said: string[] = [];
  const logger = { info() {}, warn() {}, error: (_: object, text: string) => said.push(text) };
  const parts = {
    stores: { folder: { path: "/proc/no-such-folder" } },
    settings: {},
    database: { kysely },
    log: {
      async *readAllBytes() {
        yield* changed(4);
      },
    },
    access: { parts: { place: {} } },
    handler: { execute: () => Promise.reject(new Error("The disk is full.")) },
  };
  const checkpoints = {
    async *all() {
      yield* heads;
    },
    epochs: () => epochsFrom(kysely, signer),
    laterKeys: async () => [],
  };
  await using check = startWholeCheck(
    parts as unknown as Parameters<typeof startWholeCheck>[0],
    checkpoints as unknown as Parameters<typeof startWholeCheck>[1],
    logger as unknown as Parameters<typeof startWholeCheck>[2],
  );
  expect(await check.doubted).toMatchObject({ code: "CHECKPOINT_CONTRADICTED" });
  expect(said).toHaveLength(3);
});
