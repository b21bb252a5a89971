// One stream per identifier (scheme, issuer, value): the place where two claims to it meet (design,
// section 2).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Identifier, lotIdScheme } from "../kernel/identifier.ts";
import { subjectKinds, subjectOf } from "../kernel/subject.ts";

/** The aggregate that an identifier belongs to. */
export const Holder = z.strictObject({ kind: z.enum(subjectKinds), id: z.string().min(1) });
export type Holder = z.output<typeof Holder>;

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256 of the content imported under this key.");

export const IdentifierReserved = eventType("IdentifierReserved", {
  data: z.strictObject({ ...Identifier.shape, holder: Holder, digest: digest.exactOptional() }),
  action: "create",
  criticality: "major",
  labels: {
    scheme: "Scheme",
    issuer: "Issuer",
    value: "Value",
    holder: "Held by",
    digest: "Digest of the content (SHA-256)",
  },
  subjects: ({ holder }) => [subjectOf(holder.kind, holder.id)],
  sentence: ({ scheme, value, holder }, show) => {
    const what = scheme === lotIdScheme ? "The id of a lot that follows" : `${scheme}:${value}`;
    return `${what} reserved for ${show[holder.kind](holder.id)}`;
  },
  entry: "System",
  names: ({ scheme, value }) => `${scheme}:${value}`,
});

export const IdentifierReassigned = eventType("IdentifierReassigned", {
  data: z.strictObject({ holder: Holder, digest: digest.exactOptional() }),
  action: "change",
  criticality: "major",
  labels: { holder: "Held by", digest: "Digest of the content (SHA-256)" },
  subjects: ({ holder }) => [subjectOf(holder.kind, holder.id)],
  sentence: ({ holder }, show) =>
    `reserved for ${show[holder.kind](holder.id)}, since the former holder does not have it`,
  entry: "System",
  changes: ["holder"],
});

export const IdentifierContentChanged = eventType("IdentifierContentChanged", {
  data: z.strictObject({ digest }),
  action: "change",
  criticality: "major",
  labels: { digest: "Digest of the content (SHA-256)" },
  subjects: () => [],
  sentence: ({ digest: to }) => `other content accepted under this key, with digest ${to}`,
  entry: "System",
  changes: ["digest"],
});

export const identifierEvents = [
  IdentifierReserved,
  IdentifierReassigned,
  IdentifierContentChanged,
] as const;
