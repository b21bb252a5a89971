// Where the event ids of the recent past are in the log: how a repeated append with expected revision "any" is told
// from a new one. The window is bounded (`capacity` ids, the newest `warmUp` of them after a restart); a repeat with an
// exact revision needs no window, since it is compared with the stream itself.
import type { DatabaseSync } from "node:sqlite";

const capacity = 250_000;
const warmUp = 50_000;

export interface Found {
  readonly streamId: number;
  readonly revision: number;
  readonly position: number;
}

export class RecentIds {
  private readonly positions = new Map<string, number>();
  private readonly select;

  constructor(database: DatabaseSync) {
    this.select = database.prepare("SELECT stream_id, revision, id FROM event WHERE position = ?");
    const newest = database
      .prepare("SELECT position, id FROM event ORDER BY position DESC LIMIT ?")
      .all(warmUp);
    for (const row of newest.reverse()) {
      if (row.id instanceof Uint8Array) this.add(row.id, Number(row.position));
    }
  }

  add(id: Uint8Array, position: number): void {
    this.positions.set(keyOf(id), position);
    if (this.positions.size <= capacity) return;
    for (const oldest of this.positions.keys()) {
      this.positions.delete(oldest);
      break;
    }
  }

  /** A remembered position is only a hint: it may come from a transaction that was rolled back. */
  find(id: Uint8Array): Found | undefined {
    const position = this.positions.get(keyOf(id));
    const row = position === undefined ? undefined : this.select.get(position);
    if (position === undefined || !(row?.id instanceof Uint8Array)) return undefined;
    if (Buffer.compare(row.id, id) !== 0) return undefined;
    return { streamId: Number(row.stream_id), revision: Number(row.revision), position };
  }
}

function keyOf(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString("latin1");
}
