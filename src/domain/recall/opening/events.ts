// What is recalled and why, how dangerous it is, and by when an authority must be told
// (21 CFR 7.41, 7.42, 7.46; EU GMP chapter 8; EC 178/2002, Art. 19).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { BusinessTime, Instant } from "../../kernel/instant.ts";
import { Id, Name, Text } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";
import { profileNames } from "../clock.ts";

export const recallTypes = ["recall", "withdrawal", "correction"] as const;

/** As many as one question takes. */
export const seedsMax = 100;

export const Seed = z
  .string()
  .min(3)
  .max(300)
  .describe("What is suspect: scheme:value of lots, or any other beginning of a trace.");

const Thing = z.strictObject({
  kind: z.enum(["materialLot", "batch", "shipment", "logisticUnit"]),
  id: Id,
});
export type Thing = z.output<typeof Thing>;

const Clock = z.strictObject({
  code: Id,
  what: Name,
  dueAt: Instant,
  source: Name.describe("The clause."),
});
export type Clock = z.output<typeof Clock>;

export const RecallOpened = eventType("RecallOpened", {
  data: z.strictObject({
    number: Name.describe("By which people know it."),
    type: z.enum(recallTypes),
    mock: z.boolean().describe("An exercise with people: it holds nothing."),
    seeds: z.array(Seed).min(1).max(seedsMax),
    reason: Text.describe("What is wrong, or may be."),
    knownAt: BusinessTime.describe("When the firm knew: clocks run from then."),
    profiles: z.array(z.enum(profileNames)),
    clocks: z.array(Clock),
    complaintId: Id.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    number: "Number",
    type: "Type",
    mock: "Exercise",
    seeds: "Suspect",
    reason: "Reason",
    knownAt: "Known at",
    profiles: "Profiles",
    clocks: "Authorities to be told",
    complaintId: "Complaint",
  },
  subjects: ({ complaintId }) => (complaintId ? [{ complaint: complaintId }] : []),
  sentence: ({ number, type, mock, seeds, reason }) =>
    `${mock ? "Exercise: " : ""}${words[type]} ${number} of ${seeds.join(", ")} opened: ${reason}`,
  entry: "Other",
  names: ({ number }) => number,
});

export const RecallSeedAdded = eventType("RecallSeedAdded", {
  data: z.strictObject({ seed: Seed }),
  action: "create",
  criticality: "critical",
  labels: { seed: "Suspect" },
  subjects: () => [],
  sentence: ({ seed }) => `${seed} is suspect too`,
  entry: "Change",
});

/** It stands for them from here on, whatever becomes of its name. */
export const RecallSeedResolved = eventType("RecallSeedResolved", {
  data: z.strictObject({
    seed: Seed,
    things: z.array(Thing).min(1).describe("That were not known to be meant before."),
    asOf: z.int().min(1).describe("Tree size that it was looked up in."),
  }),
  action: "create",
  criticality: "critical",
  labels: { seed: "Suspect", things: "Stands for", asOf: "As of" },
  subjects: ({ things }) => things.map(({ kind, id }) => subjectOf[kind](id)),
  sentence: ({ seed, things }) => `${seed} stands for ${things.length} of what is recorded`,
  entry: "Other",
});

/** It stood for nothing that is recorded: a typing error, say. */
export const RecallSeedWithdrawn = eventType("RecallSeedWithdrawn", {
  data: z.strictObject({ seed: Seed }),
  action: "void",
  criticality: "critical",
  labels: { seed: "Suspect" },
  subjects: () => [],
  sentence: ({ seed }) => `${seed} is not suspect: nothing is recorded under it`,
  entry: "Change",
});

export const depths = ["consumer", "retail", "wholesale"] as const;

export const RecallEvaluated = eventType("RecallEvaluated", {
  data: z.strictObject({
    evaluation: Text,
    classification: z.enum(["I", "II", "III", "none"]).describe("I is the most dangerous."),
    depth: z.enum(depths).describe("Down to whom it goes (21 CFR 7.42(b)(1))."),
    effectivenessLevel: z
      .enum(["A", "B", "C", "D", "E"])
      .describe("How many consignees are checked (21 CFR 7.42(b)(3)): A all, E none."),
    percent: z.int().min(11).max(99).exactOptional().describe("Of level B."),
  }),
  action: "change",
  criticality: "critical",
  labels: {
    evaluation: "Health hazard evaluation",
    classification: "Class",
    depth: "Depth",
    effectivenessLevel: "Effectiveness check level",
    percent: "Consignees to be checked, percent",
  },
  subjects: () => [],
  sentence: ({ evaluation, classification, depth, effectivenessLevel }) =>
    `Evaluated as class ${classification}, to the ${depth} level, ` +
    `effectiveness checks of level ${effectivenessLevel}: ${evaluation}`,
  entry: "Status Change",
  changes: ["classification", "depth", "effectivenessLevel"],
});

export const RecallAuthorityInformed = eventType("RecallAuthorityInformed", {
  data: z.strictObject({
    clock: Id.describe("Which of the clocks it answers."),
    authority: Name,
    reference: Name.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: { clock: "Clock", authority: "Authority", reference: "Reference" },
  subjects: () => [],
  sentence: ({ clock, authority, reference }) =>
    `${authority} told (${clock})${reference ? `, reference ${reference}` : ""}`,
  entry: "Message",
});

/** Only when everything that it is for is done (21 CFR 7.55). */
export const RecallTerminated = eventType("RecallTerminated", {
  data: z.strictObject({ conclusion: Text }),
  action: "approve",
  criticality: "critical",
  labels: { conclusion: "Conclusion" },
  subjects: () => [],
  sentence: ({ conclusion }) => `Terminated: ${conclusion}`,
  entry: "Status Change",
});

export const openingEvents = [
  RecallOpened,
  RecallSeedAdded,
  RecallSeedResolved,
  RecallSeedWithdrawn,
  RecallEvaluated,
  RecallAuthorityInformed,
  RecallTerminated,
] as const;

const subjectOf: Readonly<Record<Thing["kind"], (id: string) => Subject>> = {
  materialLot: (materialLot) => ({ materialLot }),
  batch: (batch) => ({ batch }),
  shipment: (shipment) => ({ shipment }),
  logisticUnit: (logisticUnit) => ({ logisticUnit }),
};

const words = { recall: "Recall", withdrawal: "Withdrawal", correction: "Correction" } as const;
