// What was found in a sample: every result is kept, the first for ever. One that is out of
// specification opens an investigation, and stands until somebody else has assessed it (FDA,
// Investigating Out-of-Specification Test Results, 2022; 21 CFR 211.192).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { asConfirmed, confirmed } from "../../kernel/shape/limits.ts";
import { Id, Name, Text } from "../../kernel/shape/reference.ts";
import { Finding, findingText } from "../../kernel/shape/test.ts";

export const ResultFlag = z.enum([
  "NOT_RECEIVED",
  "SAMPLE_DESTROYED",
  "SEAL_BROKEN",
  "SEAL_DIFFERS",
]);
export type ResultFlag = z.output<typeof ResultFlag>;

const ofLot = Id.describe("The lot that it was found in: the trail of the lot has it too.");
const result = {
  materialLotId: ofLot,
  testId: Id,
  name: Name,
  method: Name,
  finding: Finding.describe("As read: not rounded; rounded for the comparison alone."),
  conforms: z.boolean(),
  confirmed,
};
const attempt = z.int().min(1).describe("1: the first, which is kept for ever; else a repeat.");
const labels = {
  materialLotId: "Material lot",
  testId: "Test",
  name: "Name of the test",
  method: "Method",
  finding: "Result",
  conforms: "Within the specification",
  confirmed: "Confirmed as meant",
};
const verdict = (conforms: boolean) => (conforms ? "conforms" : "out of specification");

export const TestResultRecorded = eventType("TestResultRecorded", {
  data: z.strictObject({
    ...result,
    attempt,
    instrument: Name.exactOptional(),
    calculation: Text.exactOptional().describe("With units and factors (211.194(a)(5))."),
    flags: z.array(ResultFlag).describe("Rules that this broke; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...labels,
    attempt: "Attempt",
    instrument: "Instrument",
    calculation: "Calculation",
    flags: "Against the rules",
  },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ name, finding, conforms, attempt, flags, confirmed: is }, show) => {
    const again = attempt > 1 ? `, repeat ${attempt - 1}` : "";
    const against = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    const end = `${verdict(conforms)}${against}${asConfirmed(is)}`;
    return `${name}${again}: ${findingText(finding, show)}, ${end}`;
  },
  entry: "Sample Test Result",
});

export const TestResultCorrected = eventType("TestResultCorrected", {
  data: z.strictObject({ ...result, attempt }),
  action: "change",
  criticality: "critical",
  labels: { ...labels, attempt: "Attempt that is corrected" },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ name, attempt: n, finding, conforms, confirmed: is }, show) => {
    const end = `${verdict(conforms)}${asConfirmed(is)}`;
    return `${name}, attempt ${n}, corrected to ${findingText(finding, show)}, ${end}`;
  },
  entry: "Change",
  changes: ["finding", "conforms"],
});

export const OutOfSpecificationOpened = eventType("OutOfSpecificationOpened", {
  data: z.strictObject({
    oosId: Id.describe("The deviation that follows has the same id."),
    testId: Id,
    name: Name,
    attempt,
    materialLotId: Id,
    finding: Finding,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    oosId: "Out of specification",
    testId: "Test",
    name: "Name of the test",
    attempt: "Attempt",
    materialLotId: "Material lot",
    finding: "Result",
  },
  subjects: ({ oosId, materialLotId }) => [{ deviation: oosId }, { materialLot: materialLotId }],
  sentence: ({ name, finding, materialLotId }, show) => {
    const found = findingText(finding, show);
    return `${name} of ${show.materialLot(materialLotId)} out of specification: ${found}`;
  },
  entry: "Other",
});

const Conclusion = z
  .enum(["laboratoryError", "recordingError", "confirmed"])
  .describe("An assignable error in the laboratory; a slip of the pen, corrected; or none.");
export type Conclusion = z.output<typeof Conclusion>;

export const OutOfSpecificationAssessed = eventType("OutOfSpecificationAssessed", {
  data: z.strictObject({
    materialLotId: ofLot,
    oosId: Id,
    conclusion: Conclusion,
    rationale: Text.describe("The assignable cause, or why there is none."),
    onlyContainerIds: z
      .array(Id)
      .min(1)
      .exactOptional()
      .describe("Confirmed of these containers alone; absent: of all that it was taken from."),
  }),
  action: "approve",
  criticality: "critical",
  labels: {
    materialLotId: "Material lot",
    oosId: "Out of specification",
    conclusion: "Conclusion",
    rationale: "Rationale",
    onlyContainerIds: "Of these containers alone",
  },
  subjects: ({ materialLotId, oosId, onlyContainerIds }) => [
    { materialLot: materialLotId },
    { deviation: oosId },
    ...(onlyContainerIds ?? []).map((container) => ({ container })),
  ],
  sentence: ({ conclusion, rationale }) =>
    `Out of specification, ${words[conclusion]}: ${rationale}`,
  entry: "Other",
});

const words = {
  laboratoryError: "the result is invalid by an error in the laboratory",
  recordingError: "it was a slip in recording, and is corrected",
  confirmed: "the result stands",
} as const;

export const testingEvents = [
  TestResultRecorded,
  TestResultCorrected,
  OutOfSpecificationOpened,
  OutOfSpecificationAssessed,
] as const;
