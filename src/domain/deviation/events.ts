// A departure from what was approved, seen by a person or by a rule.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
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

export const DeviationClosed = eventType("DeviationClosed", {
  data: z.strictObject({ conclusion: Text }),
  action: "approve",
  criticality: "critical",
  labels: { conclusion: "Conclusion" },
  subjects: () => [],
  sentence: ({ conclusion }) => `Closed: ${conclusion}`,
  entry: "Status Change",
});

export const deviationEvents = [DeviationRaised, DeviationClassified, DeviationClosed] as const;
