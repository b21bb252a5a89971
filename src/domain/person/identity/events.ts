// Who a person is: username, printed name and initials are what records must show (21 CFR 11.50,
// 211.188(b)(11)); contact data is not, and can be erased.
import { z } from "zod";
import { erasable } from "../../kernel/access/sealed.ts";
import { eventType } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Digest, Text } from "../../kernel/shape/reference.ts";

const printedName = z.string().min(1).max(120).describe("Full name as it is printed in records.");
const initials = z.string().min(1).max(10);

export const PersonEnrolled = eventType("PersonEnrolled", {
  data: z.strictObject({
    username: z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/),
    printedName,
    initials,
    account: z
      .enum(["personal", "shared"])
      .describe(
        "Shared: of a station, for several people; it can only read (Annex 11 draft, 11.1).",
      ),
  }),
  action: "accessRight",
  criticality: "major",
  labels: {
    username: "Username",
    printedName: "Printed name",
    initials: "Initials",
    account: "Account",
  },
  subjects: () => [],
  sentence: ({ printedName: name, username, initials: letters, account }) => {
    const shared = account === "shared" ? ", a shared account that can only read" : "";
    return `${name} enrolled as ${username}, initials ${letters}${shared}`;
  },
  entry: "Personnel Identification Manifest",
  names: (data) => data.printedName,
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

/** 21 CFR 11.100(b): by somebody else, before anything is signed. */
export const IdentityVerified = eventType("IdentityVerified", {
  data: z.strictObject({
    how: z.enum(["identityDocument", "personnelRecord", "knownInPerson", "atTheConsole"]),
    evidence: z.string().min(1).max(200).describe("Where the proof is kept."),
  }),
  action: "verify",
  criticality: "critical",
  labels: { how: "How", evidence: "Evidence" },
  subjects: () => [],
  sentence: ({ how, evidence }) => `Identity verified by ${hows[how]} (${evidence})`,
  entry: "Personnel Identification Manifest",
});
const hows = {
  identityDocument: "identity document",
  personnelRecord: "personnel record",
  knownInPerson: "personal acquaintance",
  atTheConsole: "the console of the service",
} as const;

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

/** 21 CFR 11.10(j): what the person takes responsibility for. */
export const AccountabilityAccepted = eventType("AccountabilityAccepted", {
  data: z.strictObject({
    statementVersion: z.string().min(1).max(60),
    digest: Digest.describe("Of the statement as it was shown."),
  }),
  action: "sign",
  criticality: "critical",
  labels: { statementVersion: "Statement", digest: "SHA-256 of the statement" },
  subjects: () => [],
  sentence: ({ statementVersion }) => `Accountability statement ${statementVersion} accepted`,
  entry: "Security",
});

export const PersonContactRecorded = eventType("PersonContactRecorded", {
  data: z.strictObject({
    email: erasable("people").exactOptional(),
    phone: erasable("people").exactOptional(),
  }),
  action: "change",
  criticality: "minor",
  labels: { email: "E-mail", phone: "Phone" },
  subjects: () => [],
  sentence: () => "Contact data recorded; kept encrypted",
  entry: "Personnel Identification Manifest",
});

/** The certificate: from here on nobody can read what these keys had encrypted. */
export const PersonDataErased = eventType("PersonDataErased", {
  data: z.strictObject({
    keys: z.array(z.string().regex(/^people\/[0-9a-f]{32}$/)).min(1),
    basis: Text.describe("The request or the rule it follows."),
  }),
  action: "void",
  criticality: "critical",
  labels: { keys: "Keys destroyed", basis: "Basis" },
  subjects: () => [],
  sentence: ({ basis }) => `Contact data erased: ${basis}`,
  entry: "Security",
});

export const identityEvents = [
  PersonEnrolled,
  PersonNameChanged,
  IdentityVerified,
  PersonTrained,
  AccountabilityAccepted,
  PersonContactRecorded,
  PersonDataErased,
] as const;
