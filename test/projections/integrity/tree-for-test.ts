// A log of twenty events as a list of what a store would hold, beside the tree that the read model
// made of the sound one.
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { EventLog, RetentionSetting } from "../../../src/eventstore/port.ts";
import type { LoggedBytes, LoggedEvent } from "../../../src/eventstore/stored-event.ts";
import { type Checkpoint, signCheckpoint } from "../../../src/integrity/checkpoint.ts";
import type { LaterKeys } from "../../../src/integrity/epoch.ts";
import { publicKeyOf, type Signer } from "../../../src/integrity/note.ts";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { epochsFrom } from "../../../src/projections/integrity/epochs.ts";
import { integrity } from "../../../src/projections/integrity/integrity.ts";
import type { Resumed } from "../../../src/projections/integrity/resume.ts";
import { type LogReport, verifyLog } from "../../../src/projections/integrity/verify-log.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import * as tablets from "../batch-record/tablets.ts";
import { project, stored } from "../history.ts";

export const size = 20;
export const events: readonly LoggedEvent[] = stored(
  eventTypes,
  Array.from({ length: size + 2 }, (_, n) => tablets.consumed(`${n + 1}`)),
);
export const bytesOf = ({ data, metadata, entry: _, ...event }: LoggedEvent): LoggedBytes => ({
  ...event,
  created_ms: Date.parse(`${metadata.recordedAt}`),
  data: Buffer.from(JSON.stringify(data)),
  metadata: Buffer.from(JSON.stringify(metadata)),
});
export const all = events.map(bytesOf);
export const sound = all.slice(0, size);
export const stranger = { ...all[size + 1], metadata: Buffer.from("{}") } as LoggedBytes;

export const signerOf = (name: string): Signer => {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, type: "ed25519", publicKey: publicKeyOf(privateKey), privateKey };
};
export const signer = signerOf("batchproof/1");
export function checkpoint(count: number, by = signer, root?: Buffer): Checkpoint {
  const tree = new MerkleTree();
  for (const { entry } of events.slice(0, count)) tree.append(entry);
  return signCheckpoint({ origin: by.name, size: count, root: root ?? tree.root() }, by);
}

/** Another byte in the data of one event. */
export function changed(at: number, log = sound): LoggedBytes[] {
  return log.map((bytes, n) => (n === at ? { ...bytes, data: Buffer.from("{ }") } : bytes));
}
export const swapped = (at: number) =>
  sound.with(at, all[at + 1] ?? stranger).with(at + 1, all[at] ?? stranger);

interface Given {
  readonly log?: readonly LoggedBytes[];
  readonly checkpoints?: readonly Checkpoint[];
  readonly whileRead?: () => Promise<void>;
  readonly retention?: readonly RetentionSetting[];
  readonly resumed?: Resumed;
  readonly later?: LaterKeys;
  /** What the store gives of a stream to who asks for it alone. */
  readonly alone?: readonly LoggedEvent[];
}

/** The tree of the sound log before each test, and what is found of a log beside it. */
export function useSoundTree() {
  let place: TestDatabase;
  let database: Database;
  const made = (history: readonly LoggedEvent[]) =>
    project(database, integrity, eventTypes, history);
  beforeAll(async () => {
    place = await createTestDatabase();
    database = await openDatabase(place.address);
  });
  beforeEach(() => made(events.slice(0, size)));
  afterAll(async () => {
    await database.close();
    await place.drop();
  });
  const verified = (given: Given) => verify(database, given);
  return {
    get kysely() {
      return database.kysely;
    },
    /** Makes the tree anew, of another history. */
    made,
    verified,
    found: async (given: Given) => placesIn(await verified(given)),
    /** Makes the leaf at this place another. */
    async drift(at: number) {
      const { kysely } = database;
      const [tile] = await kysely.selectFrom("integrity.tile").selectAll().execute();
      const hashes = Buffer.from(tile?.hashes ?? []);
      hashes.fill(0, at * 32, at * 32 + 32);
      await kysely.updateTable("integrity.tile").set({ hashes }).execute();
    },
  };
}

export const placesIn = ({ findings }: LogReport) =>
  findings.map((one) => [one.code, one.position]);

function verify(
  { kysely }: Database,
  { log = sound, checkpoints = [], ...given }: Given,
): Promise<LogReport> {
  const { whileRead, retention = [], resumed, later = [], alone } = given;
  async function* findRetentionSettings() {
    yield* retention;
  }
  async function* readAllBytes() {
    yield* log;
    await whileRead?.();
  }
  const readStream: EventLog["readStream"] = async function* (stream, of = {}) {
    const own = (alone ?? log.map((bytes) => ({ ...bytes, data: {}, metadata: {} }))).filter(
      (event) => event.stream === stream && event.revision >= (of.from ?? 0),
    );
    yield* (of.direction === "backwards" ? own.toReversed() : own).slice(0, of.limit);
  };
  const readBytes: EventLog["readBytes"] = async (stream, revision) => {
    const found = alone?.find((event) => event.stream === stream && event.revision === revision);
    return found && bytesOf(found);
  };
  return verifyLog({
    log: { readAllBytes, readStream, readBytes, findRetentionSettings },
    kysely,
    macKey: Buffer.alloc(32, 7),
    checkpoints,
    epochs: () => epochsFrom(kysely, signer),
    later,
    untilTreeHas: async () => {},
    ...(resumed && { resumed }),
  });
}
