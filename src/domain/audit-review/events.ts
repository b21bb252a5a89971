// A review of an audit trail: what was looked at, each exception judged, signed to a position, and
// taken up again for what came after (Annex 11, 9; PI 041, 9.8). Shapes and place; the commands
// come with the review itself.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { EventId, Id, Text } from "../kernel/shape/reference.ts";
import { subjectKinds, subjectOf } from "../kernel/subject.ts";

const asOf = z.int().min(1).describe("A tree size: entries 0 to asOf - 1.");

export const AuditReviewOpened = eventType("AuditReviewOpened", {
  data: z.strictObject({
    kind: z.enum(subjectKinds),
    id: Id,
    asOf,
    ruleVersions: z.array(z.string().min(1).max(120)).describe("Of the exception rules."),
  }),
  action: "create",
  criticality: "major",
  labels: { kind: "Trail of a", id: "Of", asOf: "As of", ruleVersions: "Exception rules" },
  subjects: ({ kind, id }) => [subjectOf(kind, id)],
  sentence: ({ asOf: to }) => `Review of the audit trail opened, up to entry ${to - 1}`,
  entry: "Status Change",
});

export const AuditExceptionJudged = eventType("AuditExceptionJudged", {
  data: z.strictObject({
    eventId: EventId,
    judgement: z.enum(["justified", "needsDeviation", "needsCorrection"]),
    text: Text,
    deviationId: Id.exactOptional(),
  }),
  action: "verify",
  criticality: "critical",
  labels: { eventId: "Entry", judgement: "Judgement", text: "Why", deviationId: "Deviation" },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: ({ text }) => `Exception judged: ${text}`,
  entry: "Comment",
});

export const AuditReviewSigned = eventType("AuditReviewSigned", {
  data: z.strictObject({ toAsOf: asOf, signatureId: Id }),
  action: "sign",
  criticality: "critical",
  labels: { toAsOf: "Reviewed as of", signatureId: "Signature" },
  subjects: ({ signatureId }) => [{ signature: signatureId }],
  sentence: ({ toAsOf }) => `Audit trail reviewed up to entry ${toAsOf - 1}, and signed`,
  entry: "Status Change",
});

export const AuditReviewReopened = eventType("AuditReviewReopened", {
  data: z.strictObject({ fromAsOf: asOf, toAsOf: asOf }),
  action: "change",
  criticality: "major",
  labels: { fromAsOf: "From", toAsOf: "To" },
  subjects: () => [],
  sentence: ({ fromAsOf, toAsOf }) =>
    `Review taken up again for entries ${fromAsOf} to ${toAsOf - 1}`,
  entry: "Status Change",
});

export const auditReviewEvents = [
  AuditReviewOpened,
  AuditExceptionJudged,
  AuditReviewSigned,
  AuditReviewReopened,
] as const;
