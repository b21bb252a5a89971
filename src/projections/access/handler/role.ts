// What is kept of roles, of services and their keys, of the rules of access, and of alerts.
import { idOf, type On, stamp } from "./stamp.ts";

export const roleHandlers = {
  RoleDefined: (into, event) =>
    into.insert("role", {
      role_id: idOf(event),
      ...stamp(event),
      what: "defined",
      ...event.data,
    }),
  RoleRevised: (into, event) =>
    into.insert("role", {
      role_id: idOf(event),
      ...stamp(event),
      what: "revised",
      ...event.data,
    }),
  RoleRetired: (into, event) =>
    into.insert("role", { role_id: idOf(event), ...stamp(event), what: "retired" }),

  ServiceRegistered(into, event) {
    const { name, purpose, ownerPersonId: owner_person_id } = event.data;
    const of = { service_id: idOf(event), ...stamp(event) };
    into.insert("service", { ...of, what: "registered", name, purpose, owner_person_id });
  },
  ServiceRetired: (into, event) =>
    into.insert("service", { service_id: idOf(event), ...stamp(event), what: "retired" }),
  ApiKeyIssued(into, event) {
    const { keyId: key_id, label, role: role_id, duty, scope, rights } = event.data;
    const { actsFor: acts_for = null, expiresAt: expires_at } = event.data;
    into.insert("api_key", {
      service_id: idOf(event),
      ...stamp(event),
      key_id,
      what: "issued",
      label,
      role_id,
      duty,
      scope,
      rights,
      acts_for,
      expires_at,
    });
  },
  ApiKeyApproved(into, event) {
    const { keyId: key_id, label } = event.data;
    const of = { service_id: idOf(event), ...stamp(event) };
    into.insert("api_key", { ...of, key_id, what: "approved", label });
  },
  ApiKeyRevoked(into, event) {
    const { keyId: key_id, label } = event.data;
    const of = { service_id: idOf(event), ...stamp(event) };
    into.insert("api_key", { ...of, key_id, what: "revoked", label });
  },

  AccessPolicySet(into, { position, data: { training, dormant_days } }) {
    into.insert("access_policy", { position, training, dormant_days });
  },
  StatementPublished(into, { position, data: { version, digest } }) {
    into.insert("statement", { position, version, digest });
  },

  SecurityAlertRaised(into, event) {
    const { kind, personId, eventId: event_id, text } = event.data;
    const { position, at } = stamp(event);
    const of = { position, alert_id: event.id, at };
    into.insert("alert", { ...of, kind, person_id: personId ?? null, event_id, text });
  },
  SecurityAlertSent(into, event) {
    const { alertEventId: alert_id, outcome: what } = event.data;
    into.insert("alert_answer", { alert_id, ...stamp(event), what });
  },
  SecurityAlertAcknowledged(into, event) {
    const { alertEventId: alert_id, comment } = event.data;
    into.insert("alert_answer", { alert_id, ...stamp(event), what: "acknowledged", comment });
  },
} satisfies On;
