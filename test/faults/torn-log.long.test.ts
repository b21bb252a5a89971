// The end of the write-ahead log is torn, as a power cut in the middle of a write leaves it, or a
// disk that lied: the node starts with all that was whole, in one piece, and goes on.
import { cp, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { clientOf, collect, events, nodeForTest } from "../eventstore/embedded/node-for-test.ts";

const silent = { info: () => {}, error: () => {} };
const acknowledged = 60;
/** Frames of a write-ahead log: a head of 24 bytes and a page. */
const frame = 24 + 4096;
let folder: string;
let killed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "torn-"));
  killed = join(folder, "killed");
  const { node, client } = await nodeForTest({
    directory: killed,
    synchronous: "FULL",
    logger: silent,
  });
  for (let turn = 0; turn < acknowledged; turn += 1) {
    await client.appendToStream("one", events(1), {
      expectedRevision: turn === 0 ? "no_stream" : BigInt(turn - 1),
    });
  }
  // Killed outright, so that nothing folds the write-ahead log into the file.
  await cp(killed, join(folder, "running"), { recursive: true });
  await client.dispose();
  await node.stop();
  killed = join(folder, "running");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Found {
  readonly count: number;
  readonly revisions: readonly number[];
}

let copies = 0;

/** What is there after the damage, once a node has started on it and has appended one more. */
async function foundAfter(damage: (wal: string) => Promise<void>): Promise<Found> {
  const directory = join(folder, `copy-${copies++}`);
  await cp(killed, directory, { recursive: true });
  await damage(join(directory, "events.sqlite-wal"));
  const node = await startEmbeddedNode({ directory, synchronous: "FULL", logger: silent });
  const client = clientOf(node.endpoint);
  try {
    const read = async () => {
      const found = await collect(client.readStream("one"));
      return found.map(({ event }) => Number(event?.revision));
    };
    const before = await read();
    await client.appendToStream("one", events(1), { expectedRevision: BigInt(before.length - 1) });
    const revisions = await read();
    return { count: before.length, revisions };
  } finally {
    await client.dispose();
    await node.stop();
    expect(integrityOf(directory)).toBe("ok");
  }
}

function integrityOf(directory: string): unknown {
  const database = new DatabaseSync(join(directory, "events.sqlite"));
  try {
    return database.prepare("PRAGMA integrity_check").get()?.integrity_check;
  } finally {
    database.close();
  }
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "r+");
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

const counting = (length: number) => Array.from({ length }, (_, n) => n);

describe("what was under way and never answered for", () => {
  test.each([
    ["half a frame", frame / 2],
    ["a frame that says nothing true", frame],
    ["a page of zeros", 4096],
    ["one byte", 1],
  ])("%s behind the last answer takes nothing away", async (what, length) => {
    const { count, revisions } = await foundAfter(async (wal) => {
      const bytes = Buffer.alloc(length, what === "a page of zeros" ? 0 : 0xa5);
      await overwrite(wal, (await stat(wal)).size, bytes);
    });
    expect(count).toBe(acknowledged);
    expect(revisions).toEqual(counting(acknowledged + 1));
  });
});

describe("what a disk lost though it had said that it was there", () => {
  test.each([
    ["cut in the last frame", async (wal: string, size: number) => cut(wal, size - 100)],
    ["cut by one byte", async (wal: string, size: number) => cut(wal, size - 1)],
    [
      "the last page scribbled over",
      (wal: string, size: number) => overwrite(wal, size - 2_000, Buffer.alloc(900, 0x5a)),
    ],
    [
      "one bit of the last page",
      async (wal: string, size: number) => overwrite(wal, size - 64, Buffer.of(0x01)),
    ],
    [
      "the head of the last frame",
      (wal: string, size: number) => overwrite(wal, size - frame, Buffer.alloc(24)),
    ],
  ])("%s: the last append is gone whole, all before it stay", async (_, damage) => {
    const { count, revisions } = await foundAfter(async (wal) =>
      damage(wal, (await stat(wal)).size),
    );
    // Only a checkpoint that was signed can tell of it: docs/faults-tried.md.
    expect(count).toBe(acknowledged - 1);
    expect(revisions).toEqual(counting(acknowledged));
  });

  async function cut(file: string, size: number): Promise<void> {
    const handle = await open(file, "r+");
    await handle.truncate(size);
    await handle.close();
  }
});
