// An entry of the audit trail on the wire: every field of the trail, with stable names.
import { z } from "zod";
import { FromPaper } from "../../domain/kernel/metadata.ts";
import { trailKinds } from "../../projections/audit-trail/which-trail.ts";

const Subject = z.object({ kind: z.string(), id: z.string(), name: z.string() });
const text = z.string().nullable();

const Who = z.object({
  kind: z.string().describe("person, device, service or import: only the first is human."),
  id: z.string(),
  name: z.string().describe("Printed name as of then."),
  username: text,
  role: text,
  onBehalfOf: text,
  authorisedBy: text,
});

const When = z.object({
  recordedAt: z.string().describe("Server's clock, UTC: the authoritative time."),
  recordedLocal: z.string(),
  zone: z.string(),
  clock: z.string(),
  occurredAt: z.string().describe("As claimed; without offset where the zone was not stated."),
  zoneStated: z.boolean(),
  deviceTime: text,
  clockQuality: text,
  gap_ms: z.number().nullable(),
  late: z.boolean(),
  fromPaper: FromPaper.nullable().describe("The page of a form that it was copied from."),
});

const Software = z.object({
  appVersion: z.string(),
  configRevision: z.string(),
  schemaVersion: z.int(),
  zoneDatabase: z.string(),
});

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

export const AuditEntryShape = z
  .object({
    position: z.int().describe("Log index."),
    eventId: z.string(),
    stream: z.string(),
    revision: z.int(),
    origin: z.enum(["ours", "foreign"]).describe("foreign: not written by this system."),
    type: z.string(),
    trail: z.enum(trailKinds),
    action: text,
    criticality: z.string(),
    entryKind: z.string(),
    record: Subject.nullable(),
    about: list(Subject),
    sentence: z.string(),
    fields: list(
      z.object({
        field: z.string(),
        label: z.string(),
        old: text.exactOptional(),
        new: text,
      }),
    ),
    changesEarlierValue: z.boolean(),
    who: Who.nullable(),
    when: When.nullable(),
    why: z.object({ code: z.string(), text: z.string() }).nullable(),
    where: z.object({ site: z.string(), legalEntity: z.string(), workstation: text }).nullable(),
    commandId: text,
    correlationId: text,
    causationId: text,
    basedOn: list(z.object({ stream: z.string(), revision: z.int() })),
    externalReferences: list(z.object({ system: z.string(), id: z.string() })),
    authentication: z.object({ method: z.string(), sessionId: text, assurance: text }).nullable(),
    software: Software.nullable(),
  })
  .meta({ id: "AuditEntry" });
