// What binds a record to the log: its events by stream and revision, and one root over their bytes
// (21 CFR 11.10(a)).
import { entryHash } from "../../integrity/entry.ts";
import { MerkleTree } from "../../integrity/tree/merkle.ts";
import type { AuditEntry } from "../../projections/audit-trail/entry.ts";
import type { ReadModelAt } from "../../projections/known-at.ts";
import type { EventBytes } from "../event-bytes.ts";
import { ReportFault } from "../fault.ts";

export interface RecordIntegrity {
  /** The size of the log when the record was made. */
  readonly asOf: number;
  readonly events: number;
  /** RFC 9162 root over the entries of the record's events in log order; lower-case hex. */
  readonly root: string;
  readonly streams: readonly StreamRange[];
  readonly appVersions: readonly string[];
  readonly configRevisions: readonly string[];
  readonly zoneDatabases: readonly string[];
  readonly readModels: readonly ReadModelAt[];
}

/**
 * Revisions of one stream that are in the record; `events` is less than the range where some
 * concern another record.
 */
export interface StreamRange {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  readonly events: number;
}

/**
 * Reads every event's bytes once. Throws EVENT_BYTES_MISSING where the store has not what the trail
 * speaks of.
 */
export async function recordIntegrity(
  entries: AsyncIterable<AuditEntry>,
  eventBytes: EventBytes,
  known: Pick<RecordIntegrity, "asOf" | "readModels">,
): Promise<RecordIntegrity> {
  const tree = new MerkleTree();
  const streams = new Map<string, StreamRange>();
  const versions = { app: new Set<string>(), config: new Set<string>(), zones: new Set<string>() };
  for await (const { stream, revision, software } of entries) {
    tree.append(await hashOf(eventBytes, stream, revision));
    streams.set(stream, widened(streams.get(stream), stream, revision));
    if (!software) continue;
    versions.app.add(software.appVersion);
    versions.config.add(software.configRevision);
    versions.zones.add(software.zoneDatabase);
  }
  return {
    ...known,
    events: tree.size,
    root: tree.root().toString("hex"),
    streams: [...streams.values()].sort((left, right) => (left.stream < right.stream ? -1 : 1)),
    appVersions: [...versions.app].sort(),
    configRevisions: [...versions.config].sort(),
    zoneDatabases: [...versions.zones].sort(),
  };
}

async function hashOf(eventBytes: EventBytes, stream: string, revision: number): Promise<Buffer> {
  const parts = await eventBytes.readBytes(stream, revision);
  if (parts) return entryHash(parts);
  throw new ReportFault("EVENT_BYTES_MISSING", {
    what: "The event store has no such event, although the audit trail has an entry of it.",
    where: `revision ${revision} of ${stream}`,
    remedy: "Run verify; the log was cut, or belongs to other read models.",
  });
}

function widened(range: StreamRange | undefined, stream: string, revision: number): StreamRange {
  if (!range) return { stream, from: revision, to: revision, events: 1 };
  const from = Math.min(range.from, revision);
  return { stream, from, to: Math.max(range.to, revision), events: range.events + 1 };
}
