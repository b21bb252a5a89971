// A signature: what was shown and signed, by whom, as what, with which meaning (21 CFR 11.50,
// 11.70; draft Annex 11, 13). Here are its shapes and its place: a stream of its own for each
// signing, so that the record it is about stays as it was signed. The ceremony gives these events.
import { z } from "zod";
import { Meaning } from "../kernel/access/signature-slot.ts";
import { eventType } from "../kernel/event-type.ts";
import { Instant } from "../kernel/instant.ts";
import { Digest, Id, Name, Text } from "../kernel/shape/reference.ts";
import { subjectKinds, subjectOf } from "../kernel/subject.ts";

/** What exactly is signed: any later event of the stream leaves the record amended and unsigned. */
const Signed = z.strictObject({
  kind: z.enum(subjectKinds),
  id: Id,
  fromRevision: z.int().min(0),
  toRevision: z.int().min(0),
  asOf: z.int().min(1).describe("The tree size that was shown."),
  contentDigest: Digest,
  renderingDigest: Digest.describe("Of what was on the screen or on paper."),
});

const shown = { signed: Signed, meaning: Meaning };
const shownLabels = { signed: "Signed", meaning: "Meaning" };
const about = ({ signed: { kind, id } }: { readonly signed: z.output<typeof Signed> }) => [
  subjectOf(kind, id),
];

export const SignatureRequested = eventType("SignatureRequested", {
  data: z.strictObject({ ...shown, signerId: Id, expiresAt: Instant }),
  action: "create",
  criticality: "major",
  labels: { ...shownLabels, signerId: "Signer", expiresAt: "Expires" },
  subjects: (data) => [...about(data), { person: data.signerId }],
  sentence: ({ meaning, signerId }, show) =>
    `Signature of ${show.person(signerId)} asked for, meaning ${meaning}`,
  entry: "Status Change",
});

export const SignatureApplied = eventType("SignatureApplied", {
  data: z.strictObject({
    ...shown,
    signerId: Id,
    username: Name,
    printedName: Name,
    role: Name.describe("In which the person signed, as of then."),
    zone: z.string().min(1).describe("IANA zone of the site as it was then."),
    assurance: Name.describe("How the signer proved who they are, for this signature."),
    statementDigest: Digest.describe("Of the accountability statement that was shown."),
    policyVersion: Name,
    comment: Text.exactOptional(),
  }),
  action: "sign",
  criticality: "critical",
  labels: {
    ...shownLabels,
    signerId: "Signer",
    username: "Username",
    printedName: "Printed name",
    role: "Role",
    zone: "Time zone",
    assurance: "Proven by",
    statementDigest: "SHA-256 of the statement",
    policyVersion: "Signature policy",
    comment: "Comment",
  },
  subjects: (data) => [...about(data), { person: data.signerId }],
  sentence: ({ printedName, username, role, meaning }) =>
    `Signed by ${printedName} (${username}, ${role}), meaning ${meaning}`,
  entry: "Status Change",
});

export const SignatureFailed = eventType("SignatureFailed", {
  data: z.strictObject({
    ...shown,
    signerId: Id,
    why: z.enum(["credentialWrong", "codeWrong", "passkeyRefused", "signerMismatch", "expired"]),
  }),
  action: "refused",
  criticality: "critical",
  labels: { ...shownLabels, signerId: "Signer", why: "Why" },
  subjects: (data) => [...about(data), { person: data.signerId }],
  sentence: ({ signerId, meaning }, show) =>
    `Signature of ${show.person(signerId)}, meaning ${meaning}, failed`,
  entry: "Security",
});

export const SignatureWithdrawn = eventType("SignatureWithdrawn", {
  data: z.strictObject({ signerId: Id }),
  action: "void",
  criticality: "critical",
  labels: { signerId: "Signer" },
  subjects: ({ signerId }) => [{ person: signerId }],
  sentence: ({ signerId }, show) =>
    `Signature of ${show.person(signerId)} withdrawn before its use`,
  entry: "Status Change",
});

export const signatureEvents = [
  SignatureRequested,
  SignatureApplied,
  SignatureFailed,
  SignatureWithdrawn,
] as const;
