// By what a person proves who they are. What proves it is encrypted with a key of the credential's
// own, which is destroyed when the credential ends (21 CFR 11.300(b), (c)).
import { z } from "zod";
import { erasable } from "../../kernel/access/sealed.ts";
import { eventType } from "../../kernel/event-type.ts";
import { Instant } from "../../kernel/instant.ts";
import { Id, Name } from "../../kernel/shape/reference.ts";

export const credentialKinds = ["password", "passkey", "totp", "oidc", "invitation"] as const;
const Kind = z.enum(credentialKinds);
export type CredentialKind = z.output<typeof Kind>;

export const CredentialSet = eventType("CredentialSet", {
  data: z.strictObject({
    credentialId: Id,
    kind: Kind,
    label: Name.describe("What the person calls it.").exactOptional(),
    material: erasable("credentials"),
    expiresAt: Instant.exactOptional(),
    deviceBound: z.boolean().describe("A passkey that cannot leave its device.").exactOptional(),
  }),
  action: "accessRight",
  criticality: "critical",
  labels: {
    credentialId: "Credential",
    kind: "Kind",
    label: "Called",
    material: "Proof",
    expiresAt: "Expires",
    deviceBound: "Bound to its device",
  },
  subjects: () => [],
  sentence: ({ kind, label }) => `${kindNames[kind]} set${label ? `, called ${label}` : ""}`,
  entry: "Security",
});

export const endings = ["lost", "replaced", "withdrawn", "used", "left", "cloned"] as const;

/** It counts no more, on every node at once; its key is destroyed. */
export const CredentialEnded = eventType("CredentialEnded", {
  data: z.strictObject({ credentialId: Id, kind: Kind, why: z.enum(endings) }),
  action: "accessRight",
  criticality: "critical",
  labels: { credentialId: "Credential", kind: "Kind", why: "Why" },
  subjects: () => [],
  sentence: ({ kind, why }) => `${kindNames[kind]} ended: ${why}`,
  entry: "Security",
});

/**
 * Recovery takes two: who asks for it has a link, who approves it has a code, and only the person
 * is given both (21 CFR 11.200(a)(3)).
 */
export const RecoveryRequested = eventType("RecoveryRequested", {
  data: z.strictObject({
    recoveryId: Id,
    link: erasable("credentials").describe("The digest of the link."),
    expiresAt: Instant,
  }),
  action: "accessRight",
  criticality: "critical",
  labels: { recoveryId: "Recovery", link: "Link", expiresAt: "Expires" },
  subjects: () => [],
  sentence: () => "Recovery of the account requested",
  entry: "Security",
});

export const RecoveryApproved = eventType("RecoveryApproved", {
  data: z.strictObject({
    recoveryId: Id,
    code: erasable("credentials").describe("The digest of the code."),
  }),
  action: "approve",
  criticality: "critical",
  labels: { recoveryId: "Recovery", code: "Code" },
  subjects: () => [],
  sentence: () => "Recovery of the account approved by a second person",
  entry: "Security",
});

export const RecoveryCompleted = eventType("RecoveryCompleted", {
  data: z.strictObject({ recoveryId: Id }),
  action: "accessRight",
  criticality: "critical",
  labels: { recoveryId: "Recovery" },
  subjects: () => [],
  sentence: () => "Account recovered: every former credential ended",
  entry: "Security",
});

export const kindNames: Readonly<Record<CredentialKind, string>> = {
  password: "Password",
  passkey: "Passkey",
  totp: "One-time code generator",
  oidc: "Single sign-on",
  invitation: "Invitation",
};

export const credentialEvents = [
  CredentialSet,
  CredentialEnded,
  RecoveryRequested,
  RecoveryApproved,
  RecoveryCompleted,
] as const;
