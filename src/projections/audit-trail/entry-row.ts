// The rows of one event: what the store, the server, the caller and the event type say of it.
import type { Insertable } from "kysely";
import type { DB } from "../../database/schema.ts";
import { toUtc } from "../../domain/kernel/instant.ts";
import type { Actor, Metadata } from "../../domain/kernel/metadata.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import type { Foreign, TablesOf } from "../projection.ts";
import type { Named } from "../wording/names.ts";
import { jsonWithoutSealed } from "../wording/sealed.ts";
import { type AnyOccurred, changesEarlierValue, entryText } from "./entry-text.ts";
import { gapOf } from "./late-entry.ts";
import type { Memory } from "./memory.ts";
import { bearsOnRecords, trailOf, trailOfForeign } from "./which-trail.ts";

type Tables = TablesOf<DB, "audit_trail">;
type EntryRow = Insertable<Tables["audit_entry"]>;
type SubjectRow = Insertable<Tables["audit_subject"]>;

export function entryRow(event: AnyOccurred, memory: Memory): EntryRow {
  const type = memory.typeOf(event);
  const { sentence, fields } = entryText(type, event, memory.by);
  const { category: kind, id } = categoryAndId(event.stream);
  const trail = trailOf(type, event, kind);
  return {
    position: event.position,
    event_id: event.id,
    stream: event.stream,
    revision: event.revision,
    origin: "ours",
    event_type: event.type,
    trail,
    bears_on_records: bearsOnRecords(type, event, trail),
    action: type.action,
    criticality: type.criticality,
    entry_kind: type.entry,
    record_kind: kind,
    record_id: id,
    record_name: memory.nameOf({ kind, id }) ?? null,
    sentence,
    fields: fields,
    changes_earlier_value: changesEarlierValue(type, event),
    ...who(event.metadata),
    ...when(event.metadata),
    ...whyAndWhere(event.metadata),
    ...writtenBy(event.metadata),
  };
}

export function subjectRows(
  { metadata }: AnyOccurred,
  { position, event_type, bears_on_records }: EntryRow,
  memory: Memory,
): SubjectRow[] {
  const subjects = metadata.subjects.map(subjectEntry);
  const stands_alone = bears_on_records && subjects.every(({ kind }) => kind !== "batch");
  return subjects.map((named) => {
    const name = memory.nameOf(named) ?? null;
    return { ...named, position, name, event_type, stands_alone };
  });
}

/** Nothing that a foreign event says is taken for true; it is shown as it was found. */
export function foreignRow({ position, stored, reason }: Foreign): {
  readonly entry: EntryRow;
  readonly subject: SubjectRow | undefined;
} {
  const named = subjectOfStream(stored.stream);
  const type = storable(stored.type);
  const found = (field: string, label: string, value: unknown) => ({
    field,
    label,
    new: jsonWithoutSealed(value),
  });
  const fields = [
    found("data", "Data as found", stored.data),
    found("metadata", "Metadata as found", stored.metadata),
  ];
  const entry: EntryRow = {
    position,
    event_id: stored.id,
    stream: storable(stored.stream),
    revision: stored.revision,
    origin: "foreign",
    event_type: type,
    trail: trailOfForeign(named?.kind),
    bears_on_records: true,
    criticality: "critical",
    entry_kind: "Security",
    record_kind: named?.kind ?? null,
    record_id: named?.id ?? null,
    sentence: `Foreign event ${type}: not written by this system, or changed since (${reason})`,
    fields: fields,
    changes_earlier_value: false,
    is_late: false,
    external_references: [],
    based_on: [],
  };
  const stands_alone = named?.kind !== "batch";
  return { entry, subject: named && { ...named, position, event_type: type, stands_alone } };
}

function subjectOfStream(stream: string): Named | undefined {
  try {
    const { category: kind, id } = categoryAndId(stream);
    return { kind, id: storable(id) };
  } catch {
    return undefined;
  }
}

/** PostgreSQL keeps no U+0000 and no half of a surrogate pair; they are shown as their escapes. */
const storable = (text: string): string =>
  text.isWellFormed() && !text.includes("\0") ? text : JSON.stringify(text).slice(1, -1);

const who = ({ actor, onBehalfOf, authorisedBy }: Metadata) => ({
  actor_kind: actor.kind,
  actor_id: actor.id,
  ...actorNames(actor),
  on_behalf_of: onBehalfOf ?? null,
  authorised_by: authorisedBy ?? null,
});

const actorNames = (actor: Actor) =>
  actor.kind === "person"
    ? {
        actor_name: actor.printedName,
        actor_username: actor.username,
        actor_role: actor.role,
      }
    : { actor_name: actor.name };

function when(metadata: Metadata) {
  const { gap_ms, late } = gapOf(metadata);
  return {
    recorded_at: metadata.recordedAt,
    clock: metadata.clock,
    zone: metadata.zone,
    zone_database: metadata.zoneDatabase,
    occurred_at: toUtc(metadata.occurredAt),
    occurred_as: metadata.occurredAt,
    device_time: metadata.deviceTime ?? null,
    clock_quality: metadata.clockQuality ?? null,
    gap_ms,
    is_late: late,
    paper_form: metadata.fromPaper?.form ?? null,
    paper_page: metadata.fromPaper?.page ?? null,
  };
}

const whyAndWhere = ({ reason, site, legalEntity, workstation }: Metadata) => ({
  reason_code: reason?.code ?? null,
  reason_text: reason?.text ?? null,
  site,
  legal_entity: legalEntity,
  workstation: workstation ?? null,
});

const writtenBy = (metadata: Metadata) => ({
  schema_version: metadata.schemaVersion,
  command_id: metadata.commandId,
  correlation_id: metadata.$correlationId,
  causation_id: metadata.$causationId ?? null,
  app_version: metadata.appVersion,
  config_revision: metadata.configRevision,
  authentication_method: metadata.authentication.method,
  session_id: metadata.authentication.sessionId ?? null,
  assurance: metadata.authentication.assurance ?? null,
  external_references: metadata.externalReferences ?? [],
  based_on: metadata.basedOn,
});
