// Tables of access, written by `npm run db:types`.
import type { Json } from "./value.ts";

interface AccessAccessPolicy {
  dormant_days: number | null;
  position: number;
  training: string;
}

interface AccessAccountLock {
  at: string;
  by_id: string;
  by_name: string;
  failures: number | null;
  person_id: string;
  position: number;
  reason: string | null;
  until_at: string | null;
  what: string;
}

interface AccessAccountStatus {
  at: string;
  by_id: string;
  by_name: string;
  person_id: string;
  position: number;
  reason: string | null;
  status: string;
}

interface AccessAlert {
  alert_id: string;
  at: string;
  event_id: string;
  kind: string;
  person_id: string | null;
  position: number;
  text: string;
}

interface AccessAlertAnswer {
  alert_id: string;
  at: string;
  by_id: string;
  by_name: string;
  comment: string | null;
  position: number;
  what: string;
}

interface AccessApiKey {
  acts_for: string[] | null;
  at: string;
  by_id: string;
  by_name: string;
  duty: string | null;
  expires_at: string | null;
  key_id: string;
  label: string;
  position: number;
  rights: string[] | null;
  role_id: string | null;
  scope: Json | null;
  service_id: string;
  what: string;
}

interface AccessCredential {
  at: string;
  by_id: string;
  by_name: string;
  credential_id: string;
  device_bound: boolean | null;
  ended: string | null;
  expires_at: string | null;
  kind: string;
  label: string | null;
  person_id: string;
  position: number;
}

interface AccessIdentityVerified {
  at: string;
  by_id: string;
  by_name: string;
  how: string;
  person_id: string;
  position: number;
}

interface AccessLogIn {
  assurance: string;
  at: string;
  method: string;
  network: string;
  other_sessions: number;
  person_id: string;
  position: number;
  session_id: string;
  workstation: string | null;
}

interface AccessLogInFailure {
  at: string;
  count: number;
  network: string | null;
  person_id: string | null;
  position: number;
  what: string;
  why: string | null;
}

interface AccessPerson {
  account: string;
  at: string;
  by_id: string;
  by_name: string;
  person_id: string;
  position: number;
  username: string;
}

interface AccessPersonName {
  at: string;
  by_id: string;
  by_name: string;
  initials: string;
  person_id: string;
  position: number;
  printed_name: string;
}

interface AccessRole {
  at: string;
  by_id: string;
  by_name: string;
  duty: string | null;
  position: number;
  rights: string[] | null;
  role_id: string;
  title: string | null;
  trainings: string[] | null;
  what: string;
}

interface AccessRoleGrant {
  at: string;
  by_id: string;
  by_name: string;
  duty: string | null;
  from_at: string | null;
  person_id: string;
  position: number;
  reason: string | null;
  requested_by: string | null;
  role_id: string;
  scope: Json | null;
  until_at: string | null;
  what: string;
}

interface AccessService {
  at: string;
  by_id: string;
  by_name: string;
  name: string | null;
  owner_person_id: string | null;
  position: number;
  purpose: string | null;
  service_id: string;
  what: string;
}

interface AccessSessionEnd {
  at: string;
  person_id: string;
  position: number;
  session_id: string;
  why: string;
}

interface AccessStatement {
  digest: string;
  position: number;
  version: string;
}

interface AccessStatementAccepted {
  at: string;
  by_id: string;
  by_name: string;
  digest: string;
  person_id: string;
  position: number;
  version: string;
}

interface AccessTraining {
  at: string;
  by_id: string;
  by_name: string;
  person_id: string;
  position: number;
  topic: string;
  valid_until: string | null;
}

export interface AccessTables {
  "access.access_policy": AccessAccessPolicy;
  "access.account_lock": AccessAccountLock;
  "access.account_status": AccessAccountStatus;
  "access.alert": AccessAlert;
  "access.alert_answer": AccessAlertAnswer;
  "access.api_key": AccessApiKey;
  "access.credential": AccessCredential;
  "access.identity_verified": AccessIdentityVerified;
  "access.log_in": AccessLogIn;
  "access.log_in_failure": AccessLogInFailure;
  "access.person": AccessPerson;
  "access.person_name": AccessPersonName;
  "access.role": AccessRole;
  "access.role_grant": AccessRoleGrant;
  "access.service": AccessService;
  "access.session_end": AccessSessionEnd;
  "access.statement": AccessStatement;
  "access.statement_accepted": AccessStatementAccepted;
  "access.training": AccessTraining;
}
