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

  /** Events at `from` and after, oldest first. */
  forwards(from: number, limit: number): StoredRecord[] {
    return this.statements.forwards.all(from, limit).map((row) => recordOf(row));
  }

  /** Events before `before`, newest first. */
  backwards(before: number, limit: number): StoredRecord[] {
    return this.statements.backwards.all(before, limit).map((row) => recordOf(row));
  }

  /** Events of revision `from` and after; those that truncation hides are among them. */
  streamForwards(stream: StreamState, from: number, limit: number): StoredRecord[] {
    const rows = this.statements.streamForwards.all(stream.id, from, limit);
    return rows.map((row) => recordOf(row, stream.name));
  }

  /** Events of revision `from` and before, newest first. */
  streamBackwards(stream: StreamState, from: number, limit: number): StoredRecord[] {
    const rows = this.statements.streamBackwards.all(stream.id, from, limit);
    return rows.map((row) => recordOf(row, stream.name));
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
