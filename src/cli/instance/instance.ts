// One running instance: the log, the handler and the read models, joined.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Access, openAccess } from "../../access/access.ts";
import {
  createPasswordHashing,
  type PasswordHashing,
} from "../../access/credential/password-hash.ts";
import { createKnownDevices } from "../../access/session/known-device.ts";
import { isUnavailable } from "../../database/availability.ts";
import { type Database, type DatabaseAddress, openDatabase } from "../../database/connection.ts";
import { migrate } from "../../database/migrate.ts";
import { canWait, eventTypes, type ProductionEvent } from "../../domain/catalogue.ts";
import { type Codec, createCodec } from "../../eventstore/codec.ts";
import { openEventLog } from "../../eventstore/event-log.ts";
import { createKeptFolds, type KeptFolds } from "../../eventstore/fold/kept-folds.ts";
import {
  type Clock,
  createHandler,
  type Handler,
  type Noting,
} from "../../eventstore/handler/handle.ts";
import { numberedLog } from "../../eventstore/numbered-log.ts";
import type { EventLog } from "../../eventstore/port.ts";
import { refuseRetention } from "../../eventstore/refuse-retention.ts";
import { type Projections, startProjections } from "../../projections/projections.ts";
import type { ProjectionStatus } from "../../projections/runner/status.ts";
import { type Blobs, openBlobs } from "../../vault/blobs.ts";
import { derivedIn } from "../../vault/derived.ts";
import { type KeyProvider, macKeyName, openKeys } from "../../vault/keys.ts";
import { openSeals } from "../../vault/seals.ts";
import { isDemonstration } from "../demonstration/made-by-demo.ts";
import { makeFirstKey } from "../integrity/log-key.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Log } from "../terminal/log.ts";
import { accessParts } from "./access-parts.ts";
import { build, foldEdition } from "./build.ts";
import { startProjectionsApart } from "./projector/apart.ts";
import { readModels } from "./read-models.ts";
import type { Settings } from "./settings.ts";
import { attachOrOwnStores, ownStores, type Stores } from "./stores.ts";

export interface Instance {
  readonly settings: Settings;
  readonly stores: Stores;
  readonly log: EventLog;
  readonly codec: Codec<ProductionEvent>;
  readonly folds: KeptFolds;
  readonly handler: Handler & Noting;
  readonly database: Database;
  readonly projections: Projections;
  readonly blobs: Blobs;
  readonly keys: KeyProvider;
  readonly access: Access;
  /** Of events. */
  readonly clock: Clock;
  /** Of what is printed and sealed: nobody prints in a simulated time. */
  readonly wallClock: Clock;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly logger: Log;
  /**
   * `serve` must be the owner of the folder, at once; a short command may attach to it or wait its
   * turn.
   */
  readonly as: "server" | "command";
  readonly clock?: Clock;
  /** The read models are kept by a thread of its own, for whoever is asked much meanwhile. */
  readonly projectsApart?: boolean;
  /** How dear a guess at a password is. */
  readonly hashing?: PasswordHashing;
  /** When a log-in that failed is told so. */
  readonly refusedEvery_ms?: number;
}

/**
 * Whoever waits for an answer over HTTP is told soon that the store is away (503), and asks again.
 */
const whileSomebodyWaits = { appendPatienceMs: 8_000, readPatienceMs: 4_000 };

const realClock: Clock = { kind: "real", now: () => new Date() };

export async function openInstance(settings: Settings, options: OpenOptions): Promise<Instance> {
  const { logger, as, clock = realClock, hashing = createPasswordHashing() } = options;
  const { refusedEvery_ms = 500 } = options;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  const own = as === "server";
  const stores = await (own ? ownStores(settings, logger) : attachOrOwnStores(settings, logger));
  closing.push(() => stores.close());
  try {
    const keys = await openKeys(stores.folder.keys);
    const blobs = await openBlobs(stores.folder.blobs, {
      asGuest: stores.attachedTo !== undefined,
    });
    const database = await databaseAt(stores.database);
    closing.push(() => database.close());
    const log = await openEventLog(stores.eventStore, own ? whileSomebodyWaits : {});
    closing.push(() => log.close());
    if (!stores.attachedTo) {
      await migrate(database.kysely);
      await refuseRetention(log);
    }
    const macKey = await macKeyOf(keys, log, stores);
    const codec = createCodec<ProductionEvent>(eventTypes, macKey);
    if (own) foldEdition();
    const files = derivedIn(join(stores.folder.path, "folds"));
    const folds = createKeptFolds({ files, key: macKey, edition: foldEdition });
    const handler = createHandler(log, codec, { ...build, clock }, folds);
    const projections = options.projectsApart
      ? startProjectionsApart(
          { eventStore: stores.eventStore, database: stores.database, macKey },
          { pool: database.pool, logger },
        )
      : startProjections({
          database,
          log: numberedLog(log, codec),
          codec,
          projections: readModels,
          canWait,
          logger,
        });
    closing.push(() => projections.stop());
    if (own) await readModelsMade(projections);
    const seals = await openSeals(keys, stores.folder.keys);
    const access = await openAccess(
      accessParts(settings, {
        handler,
        database,
        seals,
        clock,
        hashing,
        refusedEvery_ms,
        devices: createKnownDevices(await keys.getOrMake("instance/known-devices")),
        isDemonstration: async () => (await isDemonstration(log, codec)) ?? false,
      }),
    );
    const stored = { log, codec, folds, handler, database, projections, blobs, keys, access };
    return { settings, stores, ...stored, clock, wallClock: realClock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Made, with the key that signs the log, where the log has no event of ours yet: with another one
 * all that is recorded is foreign. Throws INSTANCE_KEY_LOST.
 */
async function macKeyOf(
  keys: KeyProvider,
  log: Pick<EventLog, "readAll">,
  { folder }: Stores,
): Promise<Buffer> {
  if ((await keys.get(macKeyName)) === undefined) {
    // Those of others in the same store have no mac, and are no reason.
    for await (const { metadata, stream, revision } of log.readAll()) {
      if (!("mac" in metadata)) continue;
      const message =
        `The log has events (${stream}, ${revision}), and ${folder.keys} does not hold the key ` +
        `that they were recorded with (${macKeyName}). Set KEYS_DIR to where the keys are, or ` +
        "restore them.";
      throw new CliFault("INSTANCE_KEY_LOST", message);
    }
    await makeFirstKey(keys);
  }
  return keys.hmacKey();
}

async function databaseAt(address: DatabaseAddress): Promise<Database> {
  try {
    return await openDatabase(address);
  } catch (cause) {
    if (!isUnavailable(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The PostgreSQL that DATABASE_URL names does not answer (${why}).`;
    throw new CliFault("DATABASE_UNAVAILABLE", message, { cause });
  }
}

/** Until the tables of every read model are there, which takes a moment at the first start. */
async function readModelsMade(projections: Projections): Promise<void> {
  const until = performance.now() + made_ms;
  for (const { name } of projections.status()) {
    while (performance.now() < until && !(await isMade(projections, name))) {
      await sleep(pollEvery_ms);
    }
  }
  refuseCut(projections);
}

/** Throws TAIL_CUT where PostgreSQL has events that the log has lost. */
export function refuseCut(projections: Pick<Projections, "status">): void {
  const cut = projections.status().find(isCut);
  if (cut?.fault) throw new CliFault("TAIL_CUT", cut.fault.message);
}

export const isCut = ({ fault }: ProjectionStatus): boolean => fault?.code === "TAIL_CUT";

/** And held against the log. */
async function isMade(projections: Projections, name: string): Promise<boolean> {
  const own = projections.status().find((one) => one.name === name);
  if (own?.state === "starting") return false;
  return projections.asOf(name).then(
    () => true,
    () => false,
  );
}

const made_ms = 10_000;
const pollEvery_ms = 10;
