// The log's one writer. `commit` carries out a group of operations in one transaction and so with
// one fsync; each operation is done whole or refused whole, and an outcome is only told after the
// commit.
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { uuidBytes } from "../../../protobuf/uuid.ts";
import type { WriteOperation, WriteOutcome } from "../operation.ts";
import { describedBy, metastreamOf, type ProposedRecord, tombstoneRevision } from "../record.ts";
import { StreamCondition, type StreamState } from "../stream-state.ts";
import { judgeAppend, judgeDelete, type Known, type Verdict } from "./expectation.ts";
import { Keeping, type Refused, refusalStream, refusalType } from "./keeping.ts";
import { RecentIds } from "./recent-ids.ts";
import { RefusalRate } from "./refusal-rate.ts";
import { readStreamRules, softDeletion, withTruncateBefore } from "./stream-rules.ts";
import { StreamTable } from "./stream-table.ts";

// Positions grow like byte offsets, so that nobody computes "position + 1".
const recordOverhead = 160;

export class LogWriter {
  private readonly database: DatabaseSync;
  private readonly keeping: Keeping;
  private readonly refusals = new RefusalRate();
  private readonly streams: StreamTable;
  private readonly recentIds: RecentIds;
  private readonly statements;
  private readonly known: Known;
  private nextPosition = 0;
  private nowMs = 0;
  /** Position of the last event; -1 while there is none. */
  tail = -1;

  constructor(database: DatabaseSync, keeping = new Keeping([])) {
    this.database = database;
    this.keeping = keeping;
    this.streams = new StreamTable(database);
    this.recentIds = new RecentIds(database);
    this.statements = prepare(database);
    this.known = {
      idsOf: (streamId, from, to) =>
        this.statements.ids.all(streamId, from, to).map((row) => blob(row.id)),
      recentRevision: (streamId, id) => this.recentIds.revision(streamId, id),
      hasMetadata: (stream) => (this.streams.find(metastreamOf(stream))?.nextRevision ?? 0) > 0,
    };
    this.findTail();
  }

  /** Throws when the transaction fails; nothing of it is in the log then. */
  commit(operations: readonly WriteOperation[]): WriteOutcome[] {
    try {
      this.database.exec("BEGIN IMMEDIATE");
      this.nowMs = Date.now();
      const outcomes = operations.map((operation) => this.carryOut(operation));
      this.streams.save();
      this.database.exec("COMMIT");
      this.refusals.settle();
      return outcomes;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec("ROLLBACK");
      this.streams.forget();
      this.refusals.undo();
      this.findTail();
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  private carryOut(operation: WriteOperation): WriteOutcome {
    // The metadata of a tombstoned stream is as final as the stream.
    const described = describedBy(operation.stream);
    const owner = described === undefined ? undefined : this.streams.find(described);
    if (owner?.condition === StreamCondition.tombstoned) return { kind: "streamDeleted" };
    const refused = this.keeping.refused(operation);
    if (refused !== undefined) return this.keep(refused);
    if (operation.kind === "append") return this.append(operation);
    return this.delete(operation.stream, operation.expected, operation.kind === "tombstone");
  }

  private append(operation: WriteOperation & { kind: "append" }): WriteOutcome {
    const { stream: name, expected, events } = operation;
    if (operation.deadlineMs <= this.nowMs) return { kind: "deadlineExceeded" };
    const found = this.streams.find(name);
    const verdict = judgeAppend(name, found, expected, events, this.known);
    if (verdict.kind !== "append") return this.answer(verdict, found);
    const last = events.at(-1);
    if (last === undefined) {
      return { kind: "written", revision: (found?.nextRevision ?? 0) - 1, position: this.tail };
    }
    const stream = found ?? this.streams.create(name);
    if (stream.condition === StreamCondition.softDeleted) this.recreate(stream);
    for (const event of events) this.put(stream, event);
    const position = this.tail;
    this.applyMetadata(name, last.data);
    return { kind: "written", revision: stream.nextRevision - 1, position };
  }

  private answer(verdict: Verdict, stream: StreamState | undefined): WriteOutcome {
    if (verdict.kind === "deleted") return { kind: "streamDeleted" };
    if (verdict.kind === "wrong") return { kind: "wrongExpectedVersion", current: verdict.current };
    if (verdict.kind === "append" || stream === undefined) throw new Error("no answer");
    const row = this.statements.position.get(stream.id, verdict.revision);
    return { kind: "written", revision: verdict.revision, position: Number(row?.position) };
  }

  private delete(name: string, expected: number, hard: boolean): WriteOutcome {
    const found = this.streams.find(name);
    const verdict = judgeDelete(name, found, expected, hard, this.known);
    if (verdict.kind !== "append") return this.answer(verdict, found);
    const stream = found ?? this.streams.create(name);
    if (hard) {
      this.put(stream, systemEvent("$streamDeleted", ""), tombstoneRevision);
      this.streams.change(stream, { condition: StreamCondition.tombstoned });
    } else {
      this.putMetadata(name, Buffer.from(softDeletion));
      const truncateBefore = stream.nextRevision;
      this.streams.change(stream, { condition: StreamCondition.softDeleted, truncateBefore });
    }
    return { kind: "written", revision: stream.nextRevision - 1, position: this.tail };
  }

  /** Refused and told in the same transaction, so that no refusal goes untold or uncounted. */
  private keep(refused: Refused): WriteOutcome {
    const told = this.refusals.take(refused, this.nowMs);
    if (told === undefined) return { kind: "kept" };
    const stream = this.streams.find(refusalStream) ?? this.streams.create(refusalStream);
    this.put(stream, systemEvent(refusalType, JSON.stringify(told)));
    return { kind: "kept" };
  }

  private put(stream: StreamState, event: ProposedRecord, revision = stream.nextRevision): void {
    const position = this.nextPosition;
    const { id, type, contentType, metadata, data } = event;
    this.statements.insert.run(
      position,
      stream.id,
      revision,
      id,
      type,
      contentType,
      this.nowMs,
      metadata,
      data,
    );
    if (revision !== tombstoneRevision) this.streams.change(stream, { nextRevision: revision + 1 });
    this.recentIds.add(stream.id, id, position);
    this.tail = position;
    this.nextPosition = position + recordOverhead + metadata.length + data.length + type.length;
  }

  private putMetadata(name: string, data: Buffer): void {
    const metastream = metastreamOf(name);
    const stream = this.streams.find(metastream) ?? this.streams.create(metastream);
    this.put(stream, systemEvent("$metadata", data));
  }

  /**
   * Appending to a soft-deleted stream brings it back; its old events stay hidden, revisions go on.
   */
  private recreate(stream: StreamState): void {
    const metastream = this.streams.find(metastreamOf(stream.name));
    const row = metastream && this.statements.last.get(metastream.id);
    const metadata = withTruncateBefore(row && blob(row.data), stream.nextRevision);
    this.putMetadata(stream.name, metadata);
    this.applyMetadata(metastreamOf(stream.name), metadata);
  }

  private applyMetadata(name: string, data: Uint8Array): void {
    const described = describedBy(name);
    if (described === undefined || describedBy(described) !== undefined) return;
    const stream = this.streams.find(described) ?? this.streams.create(described);
    const rules = readStreamRules(data);
    const wasDeleted = stream.condition === StreamCondition.softDeleted;
    if (wasDeleted && !rules.softDeleted && rules.truncateBefore < stream.nextRevision) {
      this.recreate(stream);
      return;
    }
    this.streams.change(stream, {
      condition: rules.softDeleted ? StreamCondition.softDeleted : StreamCondition.live,
      truncateBefore: rules.softDeleted ? stream.nextRevision : rules.truncateBefore,
      maxCount: rules.maxCount,
      maxAgeS: rules.maxAgeS,
    });
  }

  private findTail(): void {
    const row = this.statements.tail.get();
    this.tail = row === undefined ? -1 : Number(row.position);
    this.nextPosition = row === undefined ? 0 : this.tail + recordOverhead + Number(row.size);
  }
}

function prepare(database: DatabaseSync) {
  return {
    insert: database.prepare(`INSERT INTO event
      (position, stream_id, revision, id, type, content_type, created_ms, metadata, data)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    ids: database.prepare(`SELECT id FROM event
      WHERE stream_id = ? AND revision BETWEEN ? AND ? ORDER BY revision`),
    position: database.prepare("SELECT position FROM event WHERE stream_id = ? AND revision = ?"),
    last: database.prepare(`SELECT data FROM event
      WHERE stream_id = ? ORDER BY revision DESC LIMIT 1`),
    tail: database.prepare(`SELECT position, length(metadata) + length(data) + length(type) AS size
      FROM event ORDER BY position DESC LIMIT 1`),
  };
}

function systemEvent(type: string, data: string | Buffer): ProposedRecord {
  const bytes = Buffer.from(data);
  const contentType = bytes.length > 0 ? "application/json" : "application/octet-stream";
  return { id: uuidBytes(randomUUID()), type, contentType, metadata: Buffer.alloc(0), data: bytes };
}

function blob(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError("expected a blob");
}
