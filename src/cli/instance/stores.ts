// Where the two databases are: started here as children, named by the settings, or those of a
// running `serve`.
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseAddress } from "../../database/connection.ts";
import { startEmbeddedPostgres } from "../../database/embedded/start.ts";
import { subjectKinds } from "../../domain/kernel/subject.ts";
import { refuseMoving } from "../../eventstore/embedded/store/fence.ts";
import { startEmbeddedNode } from "../../eventstore/embedded/supervisor.ts";
import type { EventStoreAddress } from "../../eventstore/event-log.ts";
import { type DataDirectory, openDataDirectory } from "../../vault/data-directory.ts";
import { VaultFault } from "../../vault/fault.ts";
import { CliFault } from "../terminal/fault.ts";
import type { Log } from "../terminal/log.ts";
import { type Published, publishedBy, withdraw } from "./published.ts";
import type { Settings } from "./settings.ts";

export interface Stores {
  readonly eventStore: EventStoreAddress;
  readonly database: DatabaseAddress;
  /** The folder; of the running `serve` where this process only attached to it. */
  readonly folder: { readonly path: string; readonly blobs: string; readonly keys: string };
  /**
   * The running `serve` that owns the folder; undefined where this process owns it, and so
   * projects.
   */
  readonly attachedTo: Published | undefined;
  /** Settles only when a database of ours is down for good. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}

interface Children {
  readonly stops: (() => Promise<void>)[];
  readonly failed: (fault: Error) => void;
}

/**
 * Takes the folder and starts what it needs. Throws DATA_DIR_IN_USE when another process has it.
 */
export async function ownStores(settings: Settings, log: Log): Promise<Stores> {
  const folder = await openDataDirectory(settings.dataDirectory, { waitMilliseconds: 0 });
  const { promise: failed, resolve } = Promise.withResolvers<Error>();
  const children: Children = { stops: [], failed: resolve };
  const close = async () => {
    withdraw(folder.path);
    for (const stop of children.stops.reverse()) await stop();
    folder.close();
  };
  // A `serve` that was killed left its note.
  withdraw(folder.path);
  // Side by side: the first start of Postgres takes the longest.
  const [eventStore, database] = await Promise.allSettled([
    eventStoreOf(settings, folder, log, children),
    databaseOf(settings, folder, log, children),
  ]);
  const fault = [eventStore, database].find(({ status }) => status === "rejected");
  if (eventStore.status === "rejected" || database.status === "rejected") {
    await close();
    throw fault?.status === "rejected" ? fault.reason : new Error("A database did not start.");
  }
  const addresses = { eventStore: eventStore.value, database: database.value };
  const { path, blobs } = folder;
  const folders = { path, blobs, keys: settings.keysDirectory };
  return { ...addresses, folder: folders, attachedTo: undefined, failed, close };
}

/**
 * For a short command: takes the folder, or attaches to the `serve` that has it, or waits for
 * another short command. Its event node is not offered to the network: what other machines reach is
 * there as long as `serve` is.
 */
export async function attachOrOwnStores(
  settings: Settings,
  log: Log,
  wait_ms = 30_000,
): Promise<Stores> {
  const until = performance.now() + wait_ms;
  for (;;) {
    try {
      return await ownStores({ ...settings, eventNode: undefined }, log);
    } catch (error) {
      if (!(error instanceof VaultFault) || error.code !== "DATA_DIR_IN_USE") throw error;
      const published = publishedBy(settings.dataDirectory);
      if (published) return attachedStores(published);
      if (performance.now() > until) throw error;
      await wait(100);
    }
  }
}

function attachedStores(published: Published): Stores {
  const { dataDirectory: path, keysDirectory: keys, eventStore, database } = published;
  const folder = { path, blobs: join(path, "blobs"), keys };
  const failed = new Promise<Error>(() => {});
  return {
    eventStore,
    database,
    folder,
    attachedTo: published,
    failed,
    close: async () => undefined,
  };
}

async function eventStoreOf(
  { eventStoreUrl, eventNode: network }: Settings,
  folder: DataDirectory,
  logger: Log,
  { stops, failed }: Children,
): Promise<EventStoreAddress> {
  if (eventStoreUrl !== undefined) {
    refuseMoving(folder.log);
    return { url: eventStoreUrl };
  }
  const socket = join(folder.runtimeDirectory, "events.sock");
  const node = await startEmbeddedNode({
    directory: folder.log,
    socket,
    logger,
    keptCategories: subjectKinds,
    ...(network && { network }),
  });
  stops.push(() => node.stop());
  void node.exited.then(({ reason }) => {
    if (reason === "stopped") return;
    failed(new CliFault(reason, `Another process has taken the event log in ${folder.log}.`));
  });
  return { endpoint: node.endpoint };
}

async function databaseOf(
  { databaseUrl }: Settings,
  folder: DataDirectory,
  logger: Log,
  { stops, failed }: Children,
): Promise<DatabaseAddress> {
  if (databaseUrl !== undefined) return { url: databaseUrl };
  const { postgres: directory, runtimeDirectory } = folder;
  const postgres = await startEmbeddedPostgres({ directory, runtimeDirectory, logger });
  stops.push(() => postgres.stop());
  void postgres.exited.then((fault) => fault && failed(fault));
  return postgres.address;
}
