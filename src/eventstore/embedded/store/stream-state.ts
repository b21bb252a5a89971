// What is known of a stream besides its events, and which of its events can be seen.
import type { StatementSync } from "node:sqlite";
import type { StoredRecord } from "./record.ts";

export const StreamCondition = { live: 0, softDeleted: 1, tombstoned: 2 } as const;

export interface StreamState {
  readonly id: number;
  readonly name: string;
  readonly nextRevision: number;
  readonly truncateBefore: number;
  readonly maxCount: number | null;
  readonly maxAgeS: number | null;
  readonly condition: number;
}

export const selectStream = `
  SELECT stream_id, next_revision, truncate_before, max_count, max_age_s, condition
  FROM stream WHERE name = ?`;

export function findStream(select: StatementSync, name: string): StreamState | undefined {
  const row = select.get(name);
  if (row === undefined) return undefined;
  return {
    id: Number(row.stream_id),
    name,
    nextRevision: Number(row.next_revision),
    truncateBefore: Number(row.truncate_before),
    maxCount: row.max_count === null ? null : Number(row.max_count),
    maxAgeS: row.max_age_s === null ? null : Number(row.max_age_s),
    condition: Number(row.condition),
  };
}

export function newStream(id: number, name: string): StreamState {
  const rules = { truncateBefore: 0, maxCount: null, maxAgeS: null };
  return { id, name, nextRevision: 0, ...rules, condition: StreamCondition.live };
}

/** The first revision that truncation and $maxCount leave visible. */
export function firstVisible(stream: StreamState): number {
  // Of a metadata stream only the newest entry counts.
  const maxCount = stream.name.startsWith("$$") ? 1 : stream.maxCount;
  const byCount = maxCount === null ? 0 : stream.nextRevision - maxCount;
  return Math.max(0, stream.truncateBefore, byCount);
}

export function isVisible(stream: StreamState, record: StoredRecord, nowMs: number): boolean {
  if (record.revision < firstVisible(stream)) return false;
  return stream.maxAgeS === null || record.createdMs >= nowMs - stream.maxAgeS * 1000;
}
