// Tables of audit_trail, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface AuditTrailAuditEntry {
  action: string | null;
  actor_id: string | null;
  actor_kind: string | null;
  actor_name: string | null;
  actor_role: string | null;
  actor_username: string | null;
  app_version: string | null;
  assurance: string | null;
  authentication_method: string | null;
  authorised_by: string | null;
  based_on: Json;
  bears_on_records: boolean;
  causation_id: string | null;
  changes_earlier_value: boolean;
  clock: string | null;
  clock_quality: string | null;
  command_id: string | null;
  config_revision: string | null;
  correlation_id: string | null;
  criticality: string;
  device_time: string | null;
  entry_kind: string;
  event_id: string;
  event_type: string;
  external_references: Json;
  fields: Json;
  gap_ms: number | null;
  is_late: boolean;
  legal_entity: string | null;
  occurred_as: string | null;
  occurred_at: string | null;
  on_behalf_of: string | null;
  origin: string;
  paper_form: string | null;
  paper_page: number | null;
  position: number;
  reason_code: string | null;
  reason_text: string | null;
  record_id: string | null;
  record_kind: string | null;
  record_name: string | null;
  recorded_at: string | null;
  revision: number;
  schema_version: number | null;
  sentence: string;
  session_id: string | null;
  site: string | null;
  stream: string;
  trail: string;
  workstation: string | null;
  zone: string | null;
  zone_database: string | null;
}

interface AuditTrailAuditSubject {
  event_type: string;
  id: string;
  kind: string;
  name: string | null;
  position: number;
  stands_alone: boolean;
}

interface AuditTrailName {
  id: string;
  kind: string;
  name: string;
  position: number;
}

export interface AuditTrailTables {
  "audit_trail.audit_entry": AuditTrailAuditEntry;
  "audit_trail.audit_subject": AuditTrailAuditSubject;
  "audit_trail.name": AuditTrailName;
}
