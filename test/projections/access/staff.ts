// People, roles and services of a small plant, as events that tests put together.

import type { Duty } from "../../../src/domain/kernel/access/duty.ts";
import type { Right } from "../../../src/domain/kernel/access/right.ts";
import { everywhere, type GrantScope } from "../../../src/domain/kernel/access/standing.ts";
import type { Actor } from "../../../src/domain/kernel/metadata.ts";
import { sealed } from "../audit-trail/people-at-work.ts";
import { eventIdAt, type Happened } from "../history.ts";

export const admin: Actor = {
  kind: "person",
  id: "admin",
  username: "admin",
  printedName: "Iva Admin",
  role: "administrator",
};

type More = Partial<Happened>;
export const statement = { version: "1", text: "Mine alone.", digest: "a".repeat(64) };

/** The events of one person. */
export const of = (id: string) => {
  const event = (type: string, data: object, more: More = {}): Happened => ({
    stream: `person-${id}`,
    type,
    data,
    by: admin,
    ...more,
  });
  return {
    enrolled: (printedName = `${id} Example`, account = "personal") =>
      event("PersonEnrolled", { username: id, printedName, initials: "XX", account }),
    renamed: (printedName: string, from: string) =>
      event(
        "PersonNameChanged",
        { printedName, initials: "YY" },
        { before: { printedName: from, initials: "XX" } },
      ),
    granted: (role: string, given: Given = {}, more: More = {}) => {
      const { duty = "quality", scope = everywhere, ...rest } = given;
      return event("PersonRoleGranted", { role, duty, scope, ...rest }, more);
    },
    revoked: (role: string) => event("PersonRoleRevoked", { role, duty: "production" }),
    disabled: event("PersonDisabled", {}, { reason: { code: "lost", text: "Badge lost" } }),
    enabled: event("PersonEnabled", {}),
    left: event("PersonLeft", {}),
    verified: event("IdentityVerified", { how: "knownInPerson", evidence: "HR" }),
    accepted: (digest = statement.digest) =>
      event("AccountabilityAccepted", { statementVersion: "1", digest }),
    trained: (topic: string, validUntil?: string) =>
      event("PersonTrained", { topic, ...(validUntil && { validUntil }) }),
    loggedIn: (sessionId: string, more: object = {}, at: More = {}) =>
      event(
        "LoggedIn",
        {
          sessionId,
          method: "password",
          assurance: "password+totp",
          credentialIds: ["c"],
          network: "inside",
          workstation: "WS 3",
          otherSessionIds: [],
          ...more,
        },
        at,
      ),
    loggedOut: (sessionId: string, why = "loggedOut"): Happened => ({
      stream: `session-${sessionId}`,
      type: "SessionEnded",
      data: { personId: id, why },
    }),
    failed: event("LogInFailed", { why: "credentialWrong", network: "outside" }),
    refused: event("LogInFailed", { why: "passkeyRefused", network: "outside" }),
    locked: (until?: string) => event("AccountLocked", { failures: 5, ...(until && { until }) }),
    unlocked: event("AccountUnlocked", {}, { reason: { code: "looked", text: "Caps lock" } }),
    cloned: event("CredentialCloneSuspected", {
      credentialId: "c",
      signCount: 1,
      lastSignCount: 2,
    }),
    credential: (credentialId: string, kind: string) =>
      event("CredentialSet", { credentialId, kind, material: sealed("A") }),
    credentialEnded: (credentialId: string, kind: string) =>
      event("CredentialEnded", { credentialId, kind, why: "lost" }),
  };
};

interface Given {
  readonly duty?: Duty;
  readonly scope?: GrantScope;
  readonly from?: string;
  readonly until?: string;
  readonly requestedBy?: string;
}

/** The events of one role. */
export const role = (id: string) => {
  const stream = `role-${id}`;
  const definition = (rights: readonly Right[], trainings: readonly string[] = []) => ({
    title: `Title of ${id}`,
    duty: "quality",
    rights,
    trainings,
  });
  return {
    defined: (rights: readonly Right[], trainings?: readonly string[]): Happened => ({
      stream,
      type: "RoleDefined",
      data: definition(rights, trainings),
      by: admin,
    }),
    revised: (rights: readonly Right[], trainings?: readonly string[]): Happened => ({
      stream,
      type: "RoleRevised",
      data: definition(rights, trainings),
      before: { title: "", duty: "quality", rights: [], trainings: [] },
      by: admin,
    }),
    retired: { stream, type: "RoleRetired", data: {}, by: admin } satisfies Happened,
  };
};

const ofService = (type: string, data: object): Happened => ({
  stream: "service-lims",
  type,
  data,
  by: admin,
});
export const service = {
  registered: ofService("ServiceRegistered", {
    name: "LIMS",
    purpose: "Results",
    ownerPersonId: "eva",
  }),
  keyIssued: (
    keyId: string,
    roleId: string,
    rights: readonly Right[],
    expiresAt = "2027-01-01T00:00:00.000Z",
  ) =>
    ofService("ApiKeyIssued", {
      keyId,
      label: `Key ${keyId}`,
      role: roleId,
      duty: "service",
      scope: everywhere,
      rights,
      expiresAt,
      material: sealed("K"),
    }),
  keyApproved: (keyId: string) => ofService("ApiKeyApproved", { keyId, label: `Key ${keyId}` }),
  keyRevoked: (keyId: string) => ofService("ApiKeyRevoked", { keyId, label: `Key ${keyId}` }),
  retired: ofService("ServiceRetired", {}),
};

const ofControl = (type: string, data: object, more: More = {}): Happened => ({
  stream: "accessControl-instance",
  type,
  data,
  ...more,
});
export const control = {
  published: (digest = statement.digest) =>
    ofControl("StatementPublished", { ...statement, digest }),
  policy: (training: string, dormant_days: number | null, before: object) =>
    ofControl("AccessPolicySet", { ...before, training, dormant_days }, { before: { ...before } }),
  unknownNames: ofControl("UnknownLogInsFailed", { count: 4, network: "outside" }),
  alerted: (personId: string | undefined, raisedFor: number) =>
    ofControl("SecurityAlertRaised", {
      kind: "accountLocked",
      ...(personId !== undefined && { personId }),
      eventId: eventIdAt(raisedFor),
      text: "An account was locked",
    }),
  sent: (alert: number, outcome: string) =>
    ofControl("SecurityAlertSent", { alertEventId: eventIdAt(alert), outcome }),
  acknowledged: (alert: number) =>
    ofControl("SecurityAlertAcknowledged", {
      alertEventId: eventIdAt(alert),
      comment: "Looked at",
    }),
};
