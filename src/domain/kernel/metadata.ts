// What is kept beside the data of every event: who, when, where, why, and what it was based on
// (design, section 2).
import { z } from "zod";
import { BusinessTime, Instant } from "./instant.ts";
import { type Subject, subjectKinds } from "./subject.ts";

/**
 * The one who acted, by value as of then (21 CFR 11.50; draft Annex 11, 12.2). A service is never a
 * person.
 */
export const Actor = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("person"),
    id: z.string().min(1),
    username: z.string().min(1),
    printedName: z.string().min(1),
    role: z.string().min(1),
  }),
  z.strictObject({
    kind: z.enum(["device", "service", "import"]),
    id: z.string().min(1),
    name: z.string().min(1),
  }),
]);
export type Actor = z.output<typeof Actor>;

/**
 * `none`: nobody logged in. `demo`: only in a folder that the demo made. `instance`: the program's
 * own work, which holds the instance's keys. `invitation`, `recovery`: before anything of the
 * person's own can be shown, by the link, or by the link and the code, that they were sent.
 */
export const Authentication = z.strictObject({
  method: z.enum([
    "none",
    "demo",
    "instance",
    "password",
    "passkey",
    "oidc",
    "invitation",
    "recovery",
    "apiKey",
  ]),
  sessionId: z.string().exactOptional(),
  assurance: z.string().exactOptional(),
});
export type Authentication = z.output<typeof Authentication>;

export const Reason = z.strictObject({ code: z.string().min(1), text: z.string().min(1) });
export type Reason = z.output<typeof Reason>;

/** The page of a blank form that was issued, on which it was written when it happened (A11-16). */
export const FromPaper = z.strictObject({
  form: z.string().min(1).max(200).describe("Number of the form, as it was issued."),
  page: z.int().min(1).max(10_000),
});
export type FromPaper = z.output<typeof FromPaper>;

/** What the caller may say of an event. Everything else is the server's word. */
export const Claims = z.strictObject({
  /** The only business time. Local text without offset: the source did not state its zone. */
  occurredAt: BusinessTime,
  deviceTime: BusinessTime.exactOptional(),
  clockQuality: z.enum(["synchronised", "drifting", "unknown"]).exactOptional(),
  reason: Reason.exactOptional(),
  onBehalfOf: z.string().min(1).exactOptional(),
  authorisedBy: z.string().min(1).exactOptional(),
  workstation: z.string().min(1).exactOptional(),
  fromPaper: FromPaper.exactOptional().describe("Copied from there afterwards."),
  externalReferences: z
    .array(z.strictObject({ system: z.string().min(1), id: z.string().min(1) }))
    .exactOptional(),
});
export type Claims = z.output<typeof Claims>;

const SubjectShape = z
  .partialRecord(z.enum(subjectKinds), z.string())
  .refine((subject): subject is Subject => Object.keys(subject).length === 1)
  .meta({ minProperties: 1, maxProperties: 1 });

export const Metadata = z.strictObject({
  recordedAt: Instant.describe("Server clock, UTC, milliseconds: the authoritative time."),
  clock: z.enum(["real", "simulated"]),
  zone: z.string().describe("IANA zone of the site."),
  zoneDatabase: z.string().describe("Version of the zone database that the server had."),
  actor: Actor,
  authentication: Authentication,
  site: z.string().min(1),
  legalEntity: z.string().min(1),
  schemaVersion: z.int().min(1),
  appVersion: z.string(),
  configRevision: z.string(),
  subjects: z.array(SubjectShape),
  basedOn: z.array(z.strictObject({ stream: z.string(), revision: z.int().min(-1) })),
  before: z.record(z.string().startsWith("/"), z.json()).exactOptional(),
  commandId: z.uuid(),
  command: z.string().min(1).exactOptional().describe("What led to it."),
  ...Claims.shape,
  $correlationId: z.uuid(),
  $causationId: z.uuid().exactOptional(),
  /** HMAC-SHA-256 over the entry with the metadata bytes before this member; always last. */
  mac: z.string(),
});
export type Metadata = z.output<typeof Metadata>;

/** Whose act it is: what a service finishes is theirs for whom it does. */
export const authorOf = ({ actor, onBehalfOf }: Pick<Metadata, "actor" | "onBehalfOf">): string =>
  actor.kind === "service" ? (onBehalfOf ?? actor.id) : actor.id;

/** The store's facts and the event's own: what folds, projections and reports see. */
export interface Recorded<Event> {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly event: Event;
  readonly metadata: Metadata;
}
