// People who act: username, printed name and initials are
// what records must show (21 CFR 11.50, 211.188(b)(11)).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { DateOnly } from "../kernel/instant.ts";

const printedName = z.string().min(1).max(120).describe("Full name as it is printed in records.");
const initials = z.string().min(1).max(10);
const Role = z.strictObject({
  role: z.string().regex(/^[a-z][A-Za-z]{1,39}$/),
});

export const PersonEnrolled = eventType("PersonEnrolled", {
  data: z.strictObject({
    username: z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/),
    printedName,
    initials,
  }),
  action: "accessRight",
  criticality: "major",
  labels: { username: "Username", printedName: "Printed name", initials: "Initials" },
  subjects: () => [],
  sentence: (data) => `${data.printedName} enrolled as ${data.username}, initials ${data.initials}`,
  entry: "Personnel Identification Manifest",
  names: (data) => data.printedName,
});

export const PersonRoleGranted = eventType("PersonRoleGranted", {
  data: Role,
  action: "accessRight",
  criticality: "critical",
  labels: { role: "Role" },
  subjects: () => [],
  sentence: ({ role }) => `Role ${role} granted`,
  entry: "Security",
});

export const PersonRoleRevoked = eventType("PersonRoleRevoked", {
  data: Role,
  action: "accessRight",
  criticality: "critical",
  labels: { role: "Role" },
  subjects: () => [],
  sentence: ({ role }) => `Role ${role} revoked`,
  entry: "Security",
});

/** Records keep the name as of then; the username stays. */
export const PersonNameChanged = eventType("PersonNameChanged", {
  data: z.strictObject({ printedName, initials }),
  action: "change",
  criticality: "major",
  labels: { printedName: "Printed name", initials: "Initials" },
  subjects: () => [],
  sentence: (data) => `Now called ${data.printedName}, initials ${data.initials}`,
  entry: "Personnel Identification Manifest",
  names: (data) => data.printedName,
  changes: ["printedName", "initials"],
});

export const PersonTrained = eventType("PersonTrained", {
  data: z.strictObject({
    topic: z.string().min(1).max(200).describe("Procedure or skill, with its edition."),
    validUntil: DateOnly.exactOptional(),
    evidence: z.string().min(1).max(200).describe("Where the proof is kept.").exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: { topic: "Trained in", validUntil: "Valid until", evidence: "Evidence" },
  subjects: () => [],
  sentence: ({ topic, validUntil }) =>
    `Trained in ${topic}${validUntil ? `, valid until ${validUntil}` : ""}`,
  entry: "Personnel Identification Manifest",
});

export const PersonDisabled = eventType("PersonDisabled", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Account disabled",
  entry: "Security",
});

export const PersonEnabled = eventType("PersonEnabled", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Account enabled again",
  entry: "Security",
});

export const PersonLeft = eventType("PersonLeft", {
  data: z.strictObject({}),
  action: "accessRight",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Left: every role ended, the username is never given again",
  entry: "Security",
});

export const personEvents = [
  PersonEnrolled,
  PersonRoleGranted,
  PersonRoleRevoked,
  PersonNameChanged,
  PersonTrained,
  PersonDisabled,
  PersonEnabled,
  PersonLeft,
] as const;
