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
    return this.statements.forwards.all(from, limit).map(recordOf);
  }

  /** Events before `before`, newest first. */
  backwards(before: number, limit: number): StoredRecord[] {
    return this.statements.backwards.all(before, limit).map(recordOf);
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

type Row = ReturnType<ReturnType<DatabaseSync["prepare"]>["all"]>[number];

function prepare(database: DatabaseSync) {
  const statement = (sql: string) => {
    const prepared = database.prepare(sql);
    return prepared;
  };
  return {
    stream: statement(selectStream),
    forwards: statement(`${ofAll} WHERE e.position >= ? ORDER BY e.position LIMIT ?`),
    backwards: statement(`${ofAll} WHERE e.position < ? ORDER BY e.position DESC LIMIT ?`),
    streamForwards: statement(`${ofStream} AND revision >= ? ORDER BY revision LIMIT ?`),
    streamBackwards: statement(`${ofStream} AND revision <= ? ORDER BY revision DESC LIMIT ?`),
  };
}

function recordOf(row: Row, stream: string | number): StoredRecord {
  return {
    position: row.position as number,
    revision: row.revision as number,
    stream: typeof stream === "string" ? stream : (row.name as string),
    id: row.id as Uint8Array,
    type: row.type as string,
    contentType: row.content_type as string,
    createdMs: row.created_ms as number,
    metadata: row.metadata as Uint8Array,
    data: row.data as Uint8Array,
  };
}
