// What quality says of the record. Verified and approved are two acts; the lot's disposition is
// another aggregate.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { EventId, Id, Text } from "../../kernel/shape/reference.ts";

/** The reviewer has seen the record as it was after this revision of the batch's stream. */
const toRevision = z.int().min(0).describe("Revision of the batch's stream that was shown.");

export const RecordReviewed = eventType("RecordReviewed", {
  data: z.strictObject({ toRevision, conclusion: Text }),
  action: "verify",
  criticality: "critical",
  labels: { toRevision: "Up to revision", conclusion: "Conclusion" },
  subjects: () => [],
  sentence: ({ conclusion }) => `Batch record reviewed: ${conclusion}`,
  entry: "Status Change",
});

export const BatchRecordApproved = eventType("BatchRecordApproved", {
  data: z.strictObject({ toRevision }),
  action: "approve",
  criticality: "critical",
  labels: { toRevision: "Up to revision" },
  subjects: () => [],
  sentence: () => "Batch record approved",
  entry: "Status Change",
});

export const BatchRecordNotApproved = eventType("BatchRecordNotApproved", {
  data: z.strictObject({ toRevision }),
  action: "approve",
  criticality: "critical",
  labels: { toRevision: "Up to revision" },
  subjects: () => [],
  sentence: () => "Batch record not approved",
  entry: "Status Change",
});

/** After completion nothing is changed: the addendum says what should have stood there. */
export const AddendumWritten = eventType("AddendumWritten", {
  data: z.strictObject({
    aboutEventId: EventId.exactOptional(),
    shouldBe: Text,
    evidence: Text,
    deviationId: Id.exactOptional(),
  }),
  action: "change",
  criticality: "critical",
  labels: {
    aboutEventId: "About",
    shouldBe: "Should be",
    evidence: "Evidence",
    deviationId: "Deviation",
  },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: ({ shouldBe, evidence }) => `Addendum: ${shouldBe} (evidence: ${evidence})`,
  entry: "Modification",
});

export const reviewEvents = [
  RecordReviewed,
  BatchRecordApproved,
  BatchRecordNotApproved,
  AddendumWritten,
] as const;
