// Machines that act by a key: an interface, a scheduler, an importer. Never shown as a person
// (Annex 11, 12.4; PI 041, attributable).
import { z } from "zod";
import { Duty } from "../kernel/access/duty.ts";
import { erasable } from "../kernel/access/sealed.ts";
import { GrantScope } from "../kernel/access/standing.ts";
import { eventType } from "../kernel/event-type.ts";
import { Instant } from "../kernel/instant.ts";
import { Id, Name, Text } from "../kernel/shape/reference.ts";

export const ServiceRegistered = eventType("ServiceRegistered", {
  data: z.strictObject({
    name: Name,
    purpose: Text,
    ownerPersonId: Id.describe("Who answers for it."),
  }),
  action: "accessRight",
  criticality: "major",
  labels: { name: "Name", purpose: "Purpose", ownerPersonId: "Answered for by" },
  subjects: ({ ownerPersonId }) => [{ person: ownerPersonId }],
  sentence: ({ name, purpose, ownerPersonId }, show) =>
    `Service ${name} registered for ${purpose}; ${show.person(ownerPersonId)} answers for it`,
  entry: "Security",
  names: ({ name }) => name,
});

export const ApiKeyIssued = eventType("ApiKeyIssued", {
  data: z.strictObject({
    keyId: Id,
    label: Name.describe("What the key is for."),
    role: z.string().regex(/^[a-z][A-Za-z]{1,39}$/),
    duty: Duty,
    scope: GrantScope,
    expiresAt: Instant,
    material: erasable("credentials").describe("The digest of the key."),
  }),
  action: "accessRight",
  criticality: "critical",
  labels: {
    keyId: "Key",
    label: "Called",
    role: "Role",
    duty: "Duty",
    scope: "For",
    expiresAt: "Expires",
    material: "Proof",
  },
  subjects: ({ role }) => [{ role }],
  sentence: ({ label, role, expiresAt }, show) =>
    `Key ${label} issued, in the role ${show.role(role)}, until ${expiresAt}`,
  entry: "Security",
});

export const ApiKeyRevoked = eventType("ApiKeyRevoked", {
  data: z.strictObject({ keyId: Id, label: Name }),
  action: "accessRight",
  criticality: "critical",
  labels: { keyId: "Key", label: "Called" },
  subjects: () => [],
  sentence: ({ label }) => `Key ${label} revoked`,
  entry: "Security",
});

export const ServiceRetired = eventType("ServiceRetired", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Service retired: every key of it revoked",
  entry: "Security",
});

export const serviceEvents = [
  ServiceRegistered,
  ApiKeyIssued,
  ApiKeyRevoked,
  ServiceRetired,
] as const;
