// One entry of the audit trail as it is answered: stable names, every field of regulatory section
// 10.1.
import type { Selectable } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { FromPaper } from "../../domain/kernel/metadata.ts";
import { isSubjectKind } from "../../domain/kernel/subject.ts";
import { localTime } from "../wording/local-time.ts";
import { unnamed } from "../wording/show.ts";
import type { AuditField } from "./entry-text.ts";
import { isTrailKind, type TrailKind } from "./which-trail.ts";

/** Something an entry is about, by its name as of then. */
export interface AuditSubject {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

export interface AuditEntry {
  /** Log index. */
  readonly position: number;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  /** `foreign`: not written by this system, or changed since. */
  readonly origin: "ours" | "foreign";
  readonly type: string;
  readonly trail: TrailKind;
  readonly action: string | null;
  readonly criticality: string;
  readonly entryKind: string;
  readonly record: AuditSubject | null;
  readonly about: readonly AuditSubject[];
  readonly sentence: string;
  readonly fields: readonly AuditField[];
  readonly changesEarlierValue: boolean;
  readonly who: Who | null;
  readonly when: When | null;
  readonly why: { readonly code: string; readonly text: string } | null;
  readonly where: Where | null;
  readonly commandId: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly basedOn: readonly { readonly stream: string; readonly revision: number }[];
  readonly externalReferences: readonly { readonly system: string; readonly id: string }[];
  readonly authentication: {
    readonly method: string;
    readonly sessionId: string | null;
    readonly assurance: string | null;
  } | null;
  readonly software: {
    readonly appVersion: string;
    readonly configRevision: string;
    readonly schemaVersion: number;
    readonly zoneDatabase: string;
  } | null;
}

export interface Who {
  /** person, device, service, import: only the first is human. */
  readonly kind: string;
  readonly id: string;
  /** Printed name as of then. */
  readonly name: string;
  readonly username: string | null;
  readonly role: string | null;
  readonly onBehalfOf: string | null;
  readonly authorisedBy: string | null;
}

export interface When {
  /** Server's clock, UTC: the authoritative time. */
  readonly recordedAt: string;
  readonly recordedLocal: string;
  readonly zone: string;
  readonly clock: string;
  /** As claimed; without offset where the source did not state its zone. */
  readonly occurredAt: string;
  readonly zoneStated: boolean;
  readonly deviceTime: string | null;
  readonly clockQuality: string | null;
  readonly gap_ms: number | null;
  readonly late: boolean;
  /** The page of a blank form that it was copied from. */
  readonly fromPaper: FromPaper | null;
}

export interface Where {
  readonly site: string;
  readonly legalEntity: string;
  readonly workstation: string | null;
}

/** `audit_entry` with its subjects: what the trail's query selects. */
export type EntryLine = Omit<
  Selectable<DB["audit_trail.audit_entry"]>,
  "fields" | "based_on" | "external_references"
> & {
  readonly fields: AuditField[];
  readonly based_on: { stream: string; revision: number }[];
  readonly external_references: { system: string; id: string }[];
  readonly about: { kind: string; id: string; name: string | null }[] | null;
};

export function auditEntry(line: EntryLine): AuditEntry {
  return {
    position: line.position,
    eventId: line.event_id,
    stream: line.stream,
    revision: line.revision,
    origin: line.origin === "foreign" ? "foreign" : "ours",
    type: line.event_type,
    trail: isTrailKind(line.trail) ? line.trail : "record",
    action: line.action,
    criticality: line.criticality,
    entryKind: line.entry_kind,
    record: subject(line.record_kind, line.record_id, line.record_name),
    about: (line.about ?? []).flatMap((one) => subject(one.kind, one.id, one.name) ?? []),
    sentence: line.sentence,
    fields: line.fields,
    changesEarlierValue: line.changes_earlier_value,
    who: who(line),
    when: when(line),
    why: both(line.reason_code, line.reason_text, (code, text) => ({ code, text })),
    where: both(line.site, line.legal_entity, (site, legalEntity) => ({
      site,
      legalEntity,
      workstation: line.workstation,
    })),
    commandId: line.command_id,
    correlationId: line.correlation_id,
    causationId: line.causation_id,
    basedOn: line.based_on,
    externalReferences: line.external_references,
    ...written(line),
  };
}

function subject(kind: string | null, id: string | null, name: string | null): AuditSubject | null {
  if (kind === null || id === null) return null;
  return { kind, id, name: name ?? (isSubjectKind(kind) ? unnamed({ kind, id }) : kind) };
}

const who = (line: EntryLine): Who | null =>
  line.actor_kind === null || line.actor_id === null
    ? null
    : {
        kind: line.actor_kind,
        id: line.actor_id,
        name: line.actor_name ?? "",
        username: line.actor_username,
        role: line.actor_role,
        onBehalfOf: line.on_behalf_of,
        authorisedBy: line.authorised_by,
      };

const when = (line: EntryLine): When | null =>
  line.recorded_at === null || line.zone === null || line.occurred_as === null
    ? null
    : {
        recordedAt: line.recorded_at,
        recordedLocal: localTime(line.recorded_at, line.zone),
        zone: line.zone,
        clock: line.clock ?? "",
        occurredAt: line.occurred_as,
        zoneStated: line.gap_ms !== null,
        deviceTime: line.device_time,
        clockQuality: line.clock_quality,
        gap_ms: line.gap_ms,
        late: line.is_late,
        fromPaper: both(line.paper_form, line.paper_page, (form, page) => ({ form, page })),
      };

const written = (line: EntryLine): Pick<AuditEntry, "authentication" | "software"> => ({
  authentication:
    line.authentication_method === null
      ? null
      : {
          method: line.authentication_method,
          sessionId: line.session_id,
          assurance: line.assurance,
        },
  software:
    line.app_version === null
      ? null
      : {
          appVersion: line.app_version,
          configRevision: line.config_revision ?? "",
          schemaVersion: line.schema_version ?? 0,
          zoneDatabase: line.zone_database ?? "",
        },
});

const both = <Left, Right, T>(
  left: Left | null,
  right: Right | null,
  make: (left: Left, right: Right) => T,
): T | null => (left === null || right === null ? null : make(left, right));
