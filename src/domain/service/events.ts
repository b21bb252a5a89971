// Machines that act by a key: an interface, a scheduler, an importer. Never shown as a person
// (Annex 11, 12.4; PI 041, attributable).
import { z } from "zod";
import { Duty } from "../kernel/access/duty.ts";
import { erasable } from "../kernel/access/sealed.ts";
import { GrantScope, RightName } from "../kernel/access/standing.ts";
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
    rights: z
      .array(RightName)
      .describe("Of the role, as of then: what the role is given later the key does not get."),
    actsFor: z
      .array(Id)
      .min(1)
      .describe("People whom it may name as those for whom it acts (`onBehalfOf`).")
      .exactOptional(),
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
    rights: "Rights",
    actsFor: "May act for",
    expiresAt: "Expires",
    material: "Proof",
  },
  subjects: ({ role, actsFor = [] }) => [{ role }, ...actsFor.map((person) => ({ person }))],
  sentence: ({ label, role, actsFor = [], expiresAt }, show) => {
    const people = actsFor.length > 0 ? `, for ${actsFor.map(show.person).join(", ")}` : "";
    return `Key ${label} issued, in the role ${show.role(role)}${people}, until ${expiresAt}`;
  },
  entry: "Security",
});

/** By somebody else than who issued it: from then on it does more than read. */
export const ApiKeyApproved = eventType("ApiKeyApproved", {
  data: z.strictObject({ keyId: Id, label: Name }),
  action: "accessRight",
  criticality: "critical",
  labels: { keyId: "Key", label: "Called" },
  subjects: () => [],
  sentence: ({ label }) => `Key ${label} approved`,
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
  ApiKeyApproved,
  ApiKeyRevoked,
  ServiceRetired,
] as const;
