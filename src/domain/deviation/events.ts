// A departure from what was approved, seen by a person or by a rule; what it means for each batch,
// what was found out, and what was done about it (21 CFR 211.192).
import { z } from "zod";
import { type EventOf, eventType } from "../kernel/event-type.ts";
import { BusinessTime } from "../kernel/instant.ts";
import { Id, Name, Text } from "../kernel/shape/reference.ts";

const Classification = z.enum(["minor", "major", "critical"]);

export const DeviationRaised = eventType("DeviationRaised", {
  data: z.strictObject({
    title: Name,
    description: Text,
    detectedAt: BusinessTime.describe("When it was noticed, which may be long after it was."),
    batchId: Id.exactOptional(),
    materialLotIds: z.array(Id),
    equipmentIds: z.array(Id),
    classification: Classification.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    title: "Title",
    description: "Description",
    detectedAt: "Detected at",
    batchId: "Batch",
    materialLotIds: "Material lots",
    equipmentIds: "Equipment",
    classification: "Classification",
  },
  subjects: ({ batchId, materialLotIds, equipmentIds }) => [
    ...(batchId ? [{ batch: batchId }] : []),
    ...materialLotIds.map((materialLot) => ({ materialLot })),
    ...equipmentIds.map((equipment) => ({ equipment })),
  ],
  sentence: ({ title, description }) => `Deviation raised: ${title}. ${description}`,
  entry: "Other",
  names: ({ title }) => title,
});

export const DeviationClassified = eventType("DeviationClassified", {
  data: z.strictObject({ classification: Classification }),
  action: "change",
  criticality: "critical",
  labels: { classification: "Classification" },
  subjects: () => [],
  sentence: ({ classification }) => `Classified as ${classification}`,
  entry: "Status Change",
  changes: ["classification"],
});

/** By quality, of each batch for itself; said again, the last one counts. */
export const DeviationImpactAssessed = eventType("DeviationImpactAssessed", {
  data: z.strictObject({
    batchId: Id,
    impact: Text.describe("What it means for this batch."),
    conclusion: z.enum(["acceptable", "notAcceptable"]),
  }),
  action: "approve",
  criticality: "critical",
  labels: { batchId: "Batch", impact: "Impact", conclusion: "Conclusion" },
  subjects: ({ batchId }) => [{ batch: batchId }],
  sentence: ({ batchId, impact, conclusion }, show) => {
    const word = conclusion === "acceptable" ? "acceptable" : "not acceptable";
    return `Impact on batch ${show.batch(batchId)} is ${word}: ${impact}`;
  },
  entry: "Status Change",
});

const Considered = z.strictObject({
  batchId: Id,
  shares: z.array(z.enum(["product", "materialLot", "equipment", "time"])).min(1),
  affected: z.boolean(),
});

/** As far as the read models were when it was recorded. */
const NotConsidered = z.strictObject({
  asOf: z.int().min(0).describe("Tree size over which was looked."),
  count: z.int().min(1),
  batchIds: z.array(Id).describe("The first of them, those that share most before the others."),
});

/** 21 CFR 211.192: extended to other batches that may have been associated with it. */
export const DeviationInvestigated = eventType("DeviationInvestigated", {
  data: z.strictObject({
    findings: Text,
    conclusion: Text,
    considered: z.array(Considered).describe("Other batches, with what they share."),
    notConsidered: NotConsidered.exactOptional().describe(
      "Batches that share a lot, equipment or the time on it, and are not among them.",
    ),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    findings: "Findings",
    conclusion: "Conclusion",
    considered: "Other batches",
    notConsidered: "Batches that share something, not considered",
  },
  subjects: ({ considered }) => considered.map(({ batchId }) => ({ batch: batchId })),
  sentence: ({ conclusion, considered, notConsidered }) => {
    const affected = considered.filter((one) => one.affected).length;
    const left = notConsidered
      ? `, ${notConsidered.count} that share something not considered`
      : "";
    const others = `${considered.length} other batches considered, ${affected} affected${left}`;
    return `Investigated: ${conclusion} (${others})`;
  },
  entry: "Other",
});

/** Of the thing itself, or so that it does not happen again; it holds up nothing. */
export const DeviationActionTaken = eventType("DeviationActionTaken", {
  data: z.strictObject({ kind: z.enum(["correction", "corrective", "preventive"]), action: Text }),
  action: "create",
  criticality: "major",
  labels: { kind: "Kind of action", action: "Action" },
  subjects: () => [],
  sentence: ({ kind, action }) =>
    `${kind === "correction" ? "Correction" : `Action, ${kind}`}: ${action}`,
  entry: "Other",
});

export const DeviationClosed = eventType("DeviationClosed", {
  data: z.strictObject({ conclusion: Text }),
  action: "approve",
  criticality: "critical",
  labels: { conclusion: "Conclusion" },
  subjects: () => [],
  sentence: ({ conclusion }) => `Closed: ${conclusion}`,
  entry: "Status Change",
});

export const deviationEvents = [
  DeviationRaised,
  DeviationClassified,
  DeviationImpactAssessed,
  DeviationInvestigated,
  DeviationActionTaken,
  DeviationClosed,
] as const;
export type DeviationEvent = EventOf<(typeof deviationEvents)[number]>;
