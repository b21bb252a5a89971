// The streams' states as the writer sees them within a transaction: read once, changed in memory,
// saved once per group.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { findStream, newStream, type StreamState, selectStream } from "../stream-state.ts";

const remembered = 100_000;

export class StreamTable {
  private readonly states = new Map<string, StreamState>();
  private readonly changed = new Set<StreamState>();
  private readonly select: StatementSync;
  private readonly insert: StatementSync;
  private readonly update: StatementSync;

  constructor(database: DatabaseSync) {
    this.select = database.prepare(selectStream);
    this.insert = database.prepare(`INSERT INTO stream
      (name, next_revision, truncate_before, condition) VALUES (?, 0, 0, 0)`);
    this.update = database.prepare(`UPDATE stream SET next_revision = ?, truncate_before = ?,
      max_count = ?, max_age_s = ?, condition = ? WHERE stream_id = ?`);
  }

  find(name: string): StreamState | undefined {
    const known = this.states.get(name);
    if (known !== undefined) return known;
    const found = findStream(this.select, name);
    if (found !== undefined) this.states.set(name, found);
    return found;
  }

  create(name: string): StreamState {
    const { lastInsertRowid } = this.insert.run(name);
    const stream = newStream(Number(lastInsertRowid), name);
    this.states.set(name, stream);
    return stream;
  }

  /** The only way to change a state, so that no change is forgotten when the group is saved. */
  change(stream: StreamState, changes: Partial<Omit<StreamState, "id" | "name">>): void {
    Object.assign(stream, changes);
    this.changed.add(stream);
  }

  /** Writes what changed. Between groups nothing is unsaved, so the cache may be dropped. */
  save(): void {
    for (const stream of this.changed) {
      const { id, nextRevision, truncateBefore, maxCount, maxAgeS, condition } = stream;
      this.update.run(nextRevision, truncateBefore, maxCount, maxAgeS, condition, id);
    }
    this.changed.clear();
    if (this.states.size > remembered) this.states.clear();
  }

  /** After a rollback: what is on disk counts. */
  forget(): void {
    this.changed.clear();
    this.states.clear();
  }
}
