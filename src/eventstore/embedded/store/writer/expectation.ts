// Optimistic concurrency and idempotency: may these events be appended to this stream, were they
// appended before, or is the writer wrong about it? Reads only; the answer is carried out by the
// writer.

import { Expected, noRevision, type ProposedRecord } from "../record.ts";
import { StreamCondition, type StreamState } from "../stream-state.ts";

export type Verdict =
  | { readonly kind: "append" }
  /** All of it is in the log already; `revision` is that of its last event. */
  | { readonly kind: "repeat"; readonly revision: number }
  | { readonly kind: "wrong"; readonly current: number }
  | { readonly kind: "deleted" };

export interface Known {
  idsOf(streamId: number, from: number, to: number): readonly Uint8Array[];
  /** Where a recent event is in the stream. */
  recentRevision(streamId: number, id: Uint8Array): number | undefined;
  hasMetadata(stream: string): boolean;
}

export function judgeAppend(
  name: string,
  stream: StreamState | undefined,
  expected: number,
  events: readonly ProposedRecord[],
  known: Known,
): Verdict {
  if (stream?.condition === StreamCondition.tombstoned) return { kind: "deleted" };
  const last = lastRevision(stream);
  const current = currentRevision(stream);
  if (expected === Expected.streamExists && current === noRevision) {
    if (stream?.condition === StreamCondition.softDeleted) return { kind: "deleted" };
    if (!known.hasMetadata(name)) return { kind: "wrong", current };
  }
  if (expected === Expected.any || expected === Expected.streamExists) {
    return judgeByRecentIds(stream, current, events, known);
  }
  if (expected === last) return { kind: "append" };
  if (expected > last || stream === undefined) return { kind: "wrong", current };
  return judgeByStoredIds(stream, expected, events, known);
}

export function judgeDelete(
  name: string,
  stream: StreamState | undefined,
  expected: number,
  hard: boolean,
  known: Known,
): Verdict {
  if (stream?.condition === StreamCondition.tombstoned) return { kind: "deleted" };
  const current = currentRevision(stream);
  const wrong: Verdict = { kind: "wrong", current };
  if (expected >= noRevision && expected !== current) return wrong;
  if (expected === Expected.streamExists && current === noRevision) return wrong;
  // There is nothing to delete softly, unless metadata made the stream exist.
  if (!hard && current === noRevision && !known.hasMetadata(name)) return wrong;
  return { kind: "append" };
}

function lastRevision(stream: StreamState | undefined): number {
  return stream === undefined ? noRevision : stream.nextRevision - 1;
}

/** The last revision as a client sees it: a soft-deleted stream has none. */
function currentRevision(stream: StreamState | undefined): number {
  return stream?.condition === StreamCondition.live ? lastRevision(stream) : noRevision;
}

function judgeByRecentIds(
  stream: StreamState | undefined,
  current: number,
  events: readonly ProposedRecord[],
  known: Known,
): Verdict {
  let revision: number | undefined;
  for (const [index, { id }] of events.entries()) {
    const found = stream && known.recentRevision(stream.id, id);
    if (found === undefined) return index === 0 ? { kind: "append" } : { kind: "wrong", current };
    revision = found;
  }
  return revision === undefined ? { kind: "append" } : { kind: "repeat", revision };
}

/**
 * The stream is longer than the writer expects: a repeat if what follows are the very same events.
 */
function judgeByStoredIds(
  stream: StreamState,
  expected: number,
  events: readonly ProposedRecord[],
  known: Known,
): Verdict {
  const wrong: Verdict = { kind: "wrong", current: currentRevision(stream) };
  if (events.length === 0) return wrong;
  const stored = known.idsOf(stream.id, expected + 1, expected + events.length);
  for (const [index, { id }] of events.entries()) {
    const same = stored[index] !== undefined && Buffer.compare(stored[index], id) === 0;
    if (same) continue;
    const recreates =
      stream.condition === StreamCondition.softDeleted && expected === Expected.noStream;
    return index === 0 && recreates ? { kind: "append" } : wrong;
  }
  return { kind: "repeat", revision: expected + events.length };
}
