// Reads what is committed, on a connection of its own. Each call is one short snapshot: nothing
// holds the log open between pages.
import type { DatabaseSync } from "node:sqlite";
import type { StoredRecord } from "./record.ts";
import { openForReading } from "./schema.ts";
import { findStream, type StreamState, selectStream } from "./stream-state.ts";

const columns =
  "e.position, e.revision, e.id, e.type, e.content_type, e.created_ms, e.metadata, e.data";
const ofAll = `SELECT ${columns}, s.name FROM event e JOIN stream s USING (stream_id)`;
const ofStream = `SELECT ${columns} FROM event e WHERE stream_id = ?`;

export class LogReader {
  private readonly database: DatabaseSync;
  private readonly statements;

  constructor(directory: string) {
    this.database = openForReading(directory);
    this.statements = prepare(this.database);
  }

  stream(name: string): StreamState | undefined {
    return findStream(this.statements.stream, name);
  }

  /** Events at `from` and after, oldest first, whatever they weigh. */
  forwards(from: number, limit: number): StoredRecord[] {
    return this.statements.forwards.all(from, limit).map((row) => recordOf(row));
  }

  /** A page of them. */
  pageForwards(from: number, limit = pageEventsMax): StoredRecord[] {
    return page(this.statements.forwards.iterate(from, atMost(limit)));
  }

  /** A page of the events before `before`, newest first. */
  pageBackwards(before: number, limit = pageEventsMax): StoredRecord[] {
    return page(this.statements.backwards.iterate(before, atMost(limit)));
  }

  /** A page of revision `from` and after; those that truncation hides are among them. */
  streamForwards({ id, name }: StreamState, from: number, limit = pageEventsMax): StoredRecord[] {
    return page(this.statements.streamForwards.iterate(id, from, atMost(limit)), name);
  }

  /** A page of revision `from` and before, newest first. */
  streamBackwards({ id, name }: StreamState, from: number, limit = pageEventsMax): StoredRecord[] {
    return page(this.statements.streamBackwards.iterate(id, from, atMost(limit)), name);
  }

  close(): void {
    this.database.close();
  }
}

function prepare(database: DatabaseSync) {
  const statement = (sql: string) => {
    const prepared = database.prepare(sql);
    // Half the time of rows with names.
    prepared.setReturnArrays(true);
    return prepared;
  };
  return {
    stream: database.prepare(selectStream),
    forwards: statement(`${ofAll} WHERE e.position >= ? ORDER BY e.position LIMIT ?`),
    backwards: statement(`${ofAll} WHERE e.position < ? ORDER BY e.position DESC LIMIT ?`),
    streamForwards: statement(`${ofStream} AND revision >= ? ORDER BY revision LIMIT ?`),
    streamBackwards: statement(`${ofStream} AND revision <= ? ORDER BY revision DESC LIMIT ?`),
  };
}

const pageEventsMax = 512;
const pageBytes = 512 * 1024;

const atMost = (limit: number): number => Math.min(limit, pageEventsMax);

/** About half a megabyte, whatever an event weighs: a slow reader keeps it for long. */
function page(rows: Iterable<unknown>, stream?: string): StoredRecord[] {
  const records: StoredRecord[] = [];
  let bytes = 0;
  for (const row of rows) {
    const record = recordOf(row, stream);
    records.push(record);
    bytes += record.data.length + record.metadata.length;
    if (bytes >= pageBytes) break;
  }
  return records;
}

/** The columns in their order; `stream` where the last one is not its name. */
function recordOf(row: unknown, stream?: string): StoredRecord {
  const [position, revision, id, type, contentType, createdMs, metadata, data, name] = row as [
    ...[position: number, revision: number, id: Uint8Array, type: string, contentType: string],
    ...[createdMs: number, metadata: Uint8Array, data: Uint8Array, name: string],
  ];
  return {
    position,
    revision,
    stream: stream ?? name,
    id,
    type,
    contentType,
    createdMs,
    metadata,
    data,
  };
}
