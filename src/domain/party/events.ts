// Suppliers, customers and legal entities, and whom to reach there: encrypted, to be opened for a
// purpose, and to be erased.
import { z } from "zod";
import { erasable } from "../kernel/access/sealed.ts";
import { eventType } from "../kernel/event-type.ts";
import { Identifier } from "../kernel/identifier.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Id, Name, Text } from "../kernel/shape/reference.ts";

export const partyRoles = ["supplier", "manufacturer", "customer", "carrier"] as const;
const Role = z.enum(partyRoles).describe("As what the party is approved.");
export type PartyRole = z.output<typeof Role>;

const name = z.string().min(1).max(200).describe("Name of the firm, not of a person.");

export const PartyRegistered = eventType("PartyRegistered", {
  data: z.strictObject({
    name,
    kind: z.enum(["ownLegalEntity", "other"]),
    identifiers: z.array(Identifier).describe("GLN, ERP number, licence number."),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .describe("ISO 3166-1 alpha-2.")
      .exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: { name: "Name", kind: "Kind", identifiers: "Identifiers", country: "Country" },
  subjects: () => [],
  sentence: (data) =>
    `${data.kind === "ownLegalEntity" ? "Legal entity" : "Party"} ${data.name} registered`,
  entry: "Resource Definition Manifest",
  names: (data) => data.name,
});

export const PartyApproved = eventType("PartyApproved", {
  data: z.strictObject({ role: Role, validUntil: DateOnly.exactOptional() }),
  action: "approve",
  criticality: "critical",
  labels: { role: "As", validUntil: "Valid until" },
  subjects: () => [],
  sentence: ({ role, validUntil }) =>
    `Approved as ${role}${validUntil ? ` until ${validUntil}` : ""}`,
  entry: "Status Change",
});

export const PartyApprovalWithdrawn = eventType("PartyApprovalWithdrawn", {
  data: z.strictObject({ role: Role }),
  action: "void",
  criticality: "critical",
  labels: { role: "As" },
  subjects: () => [],
  sentence: ({ role }) => `Approval as ${role} withdrawn`,
  entry: "Status Change",
});

export const PartyRenamed = eventType("PartyRenamed", {
  data: z.strictObject({ name }),
  action: "change",
  criticality: "major",
  labels: { name: "Name" },
  subjects: () => [],
  sentence: (data) => `Renamed to ${data.name}`,
  entry: "Change",
  names: (data) => data.name,
  changes: ["name"],
});

export const PartyContactRecorded = eventType("PartyContactRecorded", {
  data: z.strictObject({
    contactId: Id,
    duty: Name.describe("What the contact is for: recall coordinator, out of hours."),
    name: erasable("people"),
    email: erasable("people").exactOptional(),
    phone: erasable("people").exactOptional(),
  }),
  action: "change",
  criticality: "major",
  labels: {
    contactId: "Contact",
    duty: "Reached for",
    name: "Name of the contact",
    email: "E-mail",
    phone: "Phone",
  },
  subjects: () => [],
  sentence: ({ duty }) => `Contact for ${duty} recorded; kept encrypted`,
  entry: "Resource Definition Manifest",
});

/** The certificate: from here on nobody can read what these keys had encrypted. */
export const PartyContactErased = eventType("PartyContactErased", {
  data: z.strictObject({
    contactId: Id,
    keys: z.array(z.string().regex(/^people\/[0-9a-f]{32}$/)).min(1),
    basis: Text.describe("The request or the rule it follows."),
  }),
  action: "void",
  criticality: "critical",
  labels: { contactId: "Contact", keys: "Keys destroyed", basis: "Basis" },
  subjects: () => [],
  sentence: ({ basis }) => `Contact erased: ${basis}`,
  entry: "Security",
});

export const partyEvents = [
  PartyRegistered,
  PartyApproved,
  PartyApprovalWithdrawn,
  PartyRenamed,
  PartyContactRecorded,
  PartyContactErased,
] as const;
