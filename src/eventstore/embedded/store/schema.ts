// The log on disk: one SQLite file. Its version is in `user_version`; a newer one is refused, never
// guessed at.
import { closeSync, fsyncSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EmbeddedNodeFault } from "../fault.ts";
import type { Synchronous } from "./operation.ts";

const version = 1;

// next_revision: what the next event gets. condition: see StreamCondition.
const schema = `
  CREATE TABLE stream (
    stream_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    next_revision INTEGER NOT NULL,
    truncate_before INTEGER NOT NULL,
    max_count INTEGER,
    max_age_s INTEGER,
    condition INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id BLOB NOT NULL,
    type TEXT NOT NULL,
    content_type TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    metadata BLOB NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX event_of_stream ON event (stream_id, revision);
`;

export function logFile(directory: string): string {
  return join(directory, "events.sqlite");
}

/** Opens the log for writing, making it when it is not there. `isNew` tells which. */
export function openForWriting(
  directory: string,
  synchronous: Synchronous,
): { database: DatabaseSync; isNew: boolean } {
  const database = new DatabaseSync(logFile(directory), { timeout: 5_000 });
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${synchronous};
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -16384;
  `);
  const found = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (found > version) {
    const newer = `${logFile(directory)} has version ${found}, this program knows ${version}`;
    throw new EmbeddedNodeFault("LOG_VERSION_UNSUPPORTED", `${newer}. Use a newer program.`);
  }
  if (found === 0) {
    database.exec(`BEGIN IMMEDIATE; ${schema} PRAGMA user_version = ${version}; COMMIT;`);
    syncDirectory(directory);
  }
  return { database, isNew: found === 0 };
}

export function openForReading(directory: string): DatabaseSync {
  const database = new DatabaseSync(logFile(directory), { readOnly: true, timeout: 5_000 });
  database.exec("PRAGMA cache_size = -32768;");
  return database;
}

/** A new file survives a power cut only when its folder's entry is on disk too. */
function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
