// What is kept of people: who they are, whether the account may be used, what they hold.
import { type On, ofPerson, reasonOf } from "./stamp.ts";

export const personHandlers = {
  PersonEnrolled(into, event) {
    const { username, account, printedName: printed_name, initials } = event.data;
    const of = ofPerson(event);
    into.insert("person", { ...of, username, account });
    into.insert("person_name", { ...of, printed_name, initials });
    into.insert("account_status", { ...of, status: "enabled" });
  },
  PersonNameChanged(into, event) {
    const { printedName: printed_name, initials } = event.data;
    into.insert("person_name", { ...ofPerson(event), printed_name, initials });
  },
  PersonDisabled: (into, event) =>
    into.insert("account_status", {
      ...ofPerson(event),
      status: "disabled",
      reason: reasonOf(event),
    }),
  PersonEnabled: (into, event) =>
    into.insert("account_status", {
      ...ofPerson(event),
      status: "enabled",
      reason: reasonOf(event),
    }),
  PersonLeft: (into, event) =>
    into.insert("account_status", { ...ofPerson(event), status: "left", reason: reasonOf(event) }),
  IdentityVerified: (into, event) =>
    into.insert("identity_verified", { ...ofPerson(event), how: event.data.how }),
  AccountabilityAccepted(into, event) {
    const { statementVersion: version, digest } = event.data;
    into.insert("statement_accepted", { ...ofPerson(event), version, digest });
  },
  PersonTrained(into, event) {
    const { topic, validUntil } = event.data;
    into.insert("training", { ...ofPerson(event), topic, valid_until: validUntil ?? null });
  },
  PersonRoleGranted(into, event) {
    const { role: role_id, duty, scope, from, until, requestedBy } = event.data;
    into.insert("role_grant", {
      ...ofPerson(event),
      role_id,
      what: "granted",
      duty,
      scope,
      from_at: from ?? null,
      until_at: until ?? null,
      requested_by: requestedBy ?? null,
      reason: reasonOf(event),
    });
  },
  PersonRoleRevoked: (into, event) =>
    into.insert("role_grant", {
      ...ofPerson(event),
      role_id: event.data.role,
      what: "revoked",
      reason: reasonOf(event),
    }),
  CredentialSet(into, event) {
    const { credentialId: credential_id, kind, label, expiresAt, deviceBound } = event.data;
    into.insert("credential", {
      ...ofPerson(event),
      credential_id,
      kind,
      label: label ?? null,
      expires_at: expiresAt ?? null,
      device_bound: deviceBound ?? null,
    });
  },
  CredentialEnded(into, event) {
    const { credentialId: credential_id, kind, why: ended } = event.data;
    into.insert("credential", { ...ofPerson(event), credential_id, kind, ended });
  },
} satisfies On;
