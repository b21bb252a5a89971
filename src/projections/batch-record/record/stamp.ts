// Who, when and why, as every value of the record carries it: taken from the audit trail under the
// same position.
import type { FromPaper } from "../../../domain/kernel/metadata.ts";
import type { AuditEntry, Who } from "../../audit-trail/entry.ts";
import { localTime } from "../../wording/local-time.ts";

export interface Stamp {
  /** Log index; the entry of the audit trail with this number says the rest. */
  readonly position: number;
  readonly eventId: string;
  /** Server's clock, UTC, and as the clock of the site showed it. */
  readonly recordedAt: string;
  readonly recordedLocal: string;
  readonly zone: string;
  /** As claimed; without offset where the source does not state its zone. */
  readonly occurredAt: string;
  /** On the clock of the site; as the source writes it, where its zone is not stated. */
  readonly occurredLocal: string;
  readonly zoneStated: boolean;
  readonly late: boolean;
  readonly fromPaper: FromPaper | null;
  readonly who: Who;
  readonly why: { readonly code: string; readonly text: string } | null;
}

/** Undefined for a foreign event: nothing in the record comes from one. */
export function stampOf({ position, eventId, who, when, why }: AuditEntry): Stamp | undefined {
  if (!who || !when) return undefined;
  const { recordedAt, recordedLocal, zone, occurredAt, zoneStated, late, fromPaper } = when;
  const occurredLocal = zoneStated
    ? localTime(new Date(occurredAt).toISOString(), zone)
    : `${occurredAt.replace("T", " ")}, zone unstated`;
  const times = { recordedAt, recordedLocal, zone, occurredAt, occurredLocal, zoneStated, late };
  return { position, eventId, ...times, fromPaper, who, why };
}

/** What the audit trail knows of the rows of a batch. */
export interface Entries {
  readonly all: readonly AuditEntry[];
  stampAt(position: number): Stamp;
  /** The name of something the entry is about, as of then. */
  nameAt(position: number, kind: string, id: string): string;
}

/** Throws on a row without entry: both read models are made from the same events. */
export function entriesOf(all: readonly AuditEntry[]): Entries {
  const byPosition = new Map(all.map((entry) => [entry.position, entry]));
  const entryAt = (position: number) => {
    const entry = byPosition.get(position);
    if (!entry) throw new Error(`The audit trail of the batch lacks entry ${position}.`);
    return entry;
  };
  return {
    all,
    stampAt(position) {
      const stamp = stampOf(entryAt(position));
      if (!stamp) throw new Error(`Entry ${position} of the audit trail is foreign.`);
      return stamp;
    },
    nameAt: (position, kind, id) =>
      entryAt(position).about.find((one) => one.kind === kind && one.id === id)?.name ?? id,
  };
}
