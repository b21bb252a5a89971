// What quality says of the record. Verified and approved are two acts; the lot's disposition is
// another aggregate.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Coverage } from "../../kernel/exception/evaluate.ts";
import { EventId, Id, Name, Text } from "../../kernel/shape/reference.ts";

/** The reviewer has seen the record as it was after this revision of the batch's stream. */
const toRevision = z.int().min(0).describe("Revision of the batch's stream that was shown.");

const judged = {
  toRevision,
  coverage: Coverage.describe("What the exception rules evaluated of it, frozen here."),
};
const judgedLabels = { toRevision: "Up to revision", coverage: "Exceptions" };
const covered = ({ coverage: { facts, evaluated, flagged } }: { readonly coverage: Coverage }) =>
  `${evaluated} of ${facts} entries evaluated, ${flagged} flagged`;

/** What a reviewer says of an entry that a rule flagged (regulatory, 10.4; AT-17). */
export const ExceptionJudged = eventType("ExceptionJudged", {
  data: z.strictObject({
    eventId: EventId,
    ruleKeys: z.array(Name).min(1).describe("The rules that flagged it, as the reviewer saw."),
    judgement: z.enum(["justified", "needsDeviation", "needsCorrection"]),
    text: Text,
    deviationId: Id.exactOptional(),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    eventId: "Entry",
    ruleKeys: "Rules",
    judgement: "Judgement",
    text: "Why",
    deviationId: "Deviation",
  },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: ({ ruleKeys, judgement, text }) =>
    `Exception (${ruleKeys.join(", ")}) ${judgementWords[judgement]}: ${text}`,
  entry: "Comment",
});
const judgementWords = {
  justified: "justified",
  needsDeviation: "needs a deviation",
  needsCorrection: "needs a correction",
} as const;

/** EU GMP 4.20(i), 4.21(i): by the person responsible for the processing. */
export const ProductionApproved = eventType("ProductionApproved", {
  data: z.strictObject(judged),
  action: "approve",
  criticality: "critical",
  labels: judgedLabels,
  subjects: () => [],
  sentence: ({ coverage }) => `Record approved for production: ${covered({ coverage })}`,
  entry: "Status Change",
});

export const RecordReviewed = eventType("RecordReviewed", {
  data: z.strictObject({ ...judged, conclusion: Text }),
  action: "verify",
  criticality: "critical",
  labels: { ...judgedLabels, conclusion: "Conclusion" },
  subjects: () => [],
  sentence: ({ conclusion, coverage }) =>
    `Batch record reviewed (${covered({ coverage })}): ${conclusion}`,
  entry: "Status Change",
});

export const BatchRecordApproved = eventType("BatchRecordApproved", {
  data: z.strictObject(judged),
  action: "approve",
  criticality: "critical",
  labels: judgedLabels,
  subjects: () => [],
  sentence: ({ coverage }) => `Batch record approved: ${covered({ coverage })}`,
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

/** What was decided or answered elsewhere on the record as it was, as the read models have it. */
export const Resting = z.strictObject({
  materialLotIds: z.array(Id).describe("What the batch made and all that came of it."),
  dispositions: z.array(EventId).describe("Decisions on those lots."),
  recallIds: z.array(Id).describe("Recalls in whose scope the batch or one of those lots is."),
  traceExerciseIds: z.array(Id).describe("Exercises whose answer holds the batch."),
});
export type Resting = z.output<typeof Resting>;

/** After completion nothing is changed: the addendum says what should have stood there. */
export const AddendumWritten = eventType("AddendumWritten", {
  data: z.strictObject({
    aboutEventId: EventId.exactOptional(),
    shouldBe: Text,
    evidence: Text,
    deviationId: Id.exactOptional(),
    makesStale: z
      .strictObject({
        judgements: z.array(EventId).describe("Reviews and approvals of the record before it."),
        ...Resting.shape,
      })
      .describe("What rests on the record as it was."),
    proposesHold: Id.exactOptional().describe(
      "The id of a hold of the batch and its lots; somebody places it under that, or does not.",
    ),
  }),
  action: "change",
  criticality: "critical",
  labels: {
    aboutEventId: "About",
    shouldBe: "Should be",
    evidence: "Evidence",
    deviationId: "Deviation",
    makesStale: "Makes stale",
    proposesHold: "Proposed hold",
  },
  subjects: ({ deviationId, makesStale }) => [
    ...makesStale.materialLotIds.map((materialLot) => ({ materialLot })),
    ...makesStale.recallIds.map((recall) => ({ recall })),
    ...makesStale.traceExerciseIds.map((traceExercise) => ({ traceExercise })),
    ...(deviationId ? [{ deviation: deviationId }] : []),
  ],
  sentence: ({ shouldBe, evidence, makesStale, proposesHold }) => {
    const { judgements, materialLotIds, dispositions, recallIds, traceExerciseIds } = makesStale;
    const resting = [
      `${judgements.length} judgements of the record`,
      `${materialLotIds.length} lots`,
      `${dispositions.length} dispositions`,
      `${recallIds.length} recalls`,
      `${traceExerciseIds.length} trace exercises`,
    ];
    const hold = proposesHold === undefined ? "" : "; a hold is proposed";
    const said = `Addendum: ${shouldBe} (evidence: ${evidence})`;
    return `${said}; resting on what it was: ${resting.join(", ")}${hold}`;
  },
  entry: "Modification",
});

export const reviewEvents = [
  ExceptionJudged,
  ProductionApproved,
  RecordReviewed,
  BatchRecordApproved,
  BatchRecordNotApproved,
  AddendumWritten,
] as const;
