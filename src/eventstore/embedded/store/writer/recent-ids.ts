// Where the event ids of the recent past are in the log: how a repeated append with expected
// revision "any" is told from a new one. The window is bounded (`capacity` ids, the newest `warmUp`
// of them after a restart); a repeat with an exact revision needs no window, since it is compared
// with the stream itself.
import type { DatabaseSync } from "node:sqlite";

const capacity = 250_000;
const warmUp = 50_000;

export class RecentIds {
  private readonly positions = new Map<string, number>();
  private readonly select;

  constructor(database: DatabaseSync) {
    this.select = database.prepare("SELECT stream_id, revision, id FROM event WHERE position = ?");
    const newest = database
      .prepare("SELECT position, stream_id, id FROM event ORDER BY position DESC LIMIT ?")
      .all(warmUp);
    for (const { stream_id, id, position } of newest.reverse()) {
      if (id instanceof Uint8Array) this.add(Number(stream_id), id, Number(position));
    }
  }

  add(streamId: number, id: Uint8Array, position: number): void {
    this.positions.set(keyOf(streamId, id), position);
    if (this.positions.size <= capacity) return;
    for (const oldest of this.positions.keys()) {
      this.positions.delete(oldest);
      break;
    }
  }

  /**
   * The revision that the event has in the stream. A remembered position is only a hint: it may
   * come from a transaction that was rolled back.
   */
  revision(streamId: number, id: Uint8Array): number | undefined {
    const position = this.positions.get(keyOf(streamId, id));
    const row = position === undefined ? undefined : this.select.get(position);
    if (!(row?.id instanceof Uint8Array) || Number(row.stream_id) !== streamId) return undefined;
    return Buffer.compare(row.id, id) === 0 ? Number(row.revision) : undefined;
  }
}

function keyOf(streamId: number, id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString("latin1") + streamId;
}
