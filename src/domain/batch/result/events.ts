// Results of tests, yields, and the summary of what machines recorded.
import { z } from "zod";
import { asClaimed, claimedSource, Source } from "../../kernel/entry/source.ts";
import { eventType, type Show } from "../../kernel/event-type.ts";
import { BusinessTime } from "../../kernel/instant.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { asConfirmed, confirmed, Limits } from "../../kernel/shape/limits.ts";
import { Digest, EventId, Id, Name } from "../../kernel/shape/reference.ts";

const Stage = z.enum(["incoming", "inProcess", "release"]);
const stageWords = {
  incoming: "Incoming control",
  inProcess: "In-process control",
  release: "Release test",
} as const;

/**
 * What the record has a place for: an expected test without a result is *not tested*, never zero.
 */
export const TestsListed = eventType("TestsListed", {
  data: z.strictObject({
    stage: Stage,
    tests: z.array(Name).min(1),
    basis: z
      .enum(["specification", "source"])
      .describe("Asked for by a specification, or columns of an imported file."),
    materialLotId: Id.exactOptional().describe("The lot that is tested; absent: the batch."),
  }),
  action: "create",
  criticality: "major",
  labels: {
    stage: "Stage",
    tests: "Tests",
    basis: "Listed by",
    materialLotId: "Material lot",
  },
  subjects: ({ materialLotId }) => (materialLotId ? [{ materialLot: materialLotId }] : []),
  sentence: ({ stage, tests, materialLotId }, show) => {
    const of = materialLotId ? ` of ${show.materialLot(materialLotId)}` : "";
    return `${stageWords[stage]}${of}, tests listed: ${tests.join(", ")}`;
  },
  entry: "Sample",
});

const Value = z.union([Quantity, z.strictObject({ text: z.string().min(1).max(400) })]);
export type ResultValue = z.output<typeof Value>;
const valueText = (value: ResultValue, show: Show): string =>
  "text" in value ? value.text : show.quantity(value);

export const ResultRecorded = eventType("ResultRecorded", {
  data: z.strictObject({
    stage: Stage,
    test: Name,
    method: Name.exactOptional(),
    sample: z.string().min(1).max(120).exactOptional(),
    materialLotId: Id.exactOptional().describe("The lot that was tested; absent: the batch."),
    value: Value,
    limits: Limits.exactOptional().describe("The specification, as of then."),
    outOfSpecification: z.boolean().exactOptional().describe("Absent: nothing to compare with."),
    confirmed,
    repeatOfEventId: EventId.exactOptional().describe("The first result, which stays."),
    source: Source,
    claimedSource,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    stage: "Stage",
    test: "Test",
    method: "Method",
    sample: "Sample",
    materialLotId: "Material lot",
    value: "Result",
    limits: "Specification",
    outOfSpecification: "Out of specification",
    confirmed: "Confirmed as meant",
    repeatOfEventId: "Repeat of",
    source: "Source",
    claimedSource: "Claimed source",
  },
  subjects: ({ materialLotId }) => (materialLotId ? [{ materialLot: materialLotId }] : []),
  sentence: (data, show) => {
    const of = data.materialLotId ? ` of ${show.materialLot(data.materialLotId)}` : "";
    const outside = data.outOfSpecification ? ", out of specification" : "";
    const repeat = data.repeatOfEventId ? ", repeated" : "";
    const value = valueText(data.value, show);
    const end = `${outside}${repeat}${asClaimed(data.claimedSource)}${asConfirmed(data.confirmed)}`;
    return `${stageWords[data.stage]}${of}, ${data.test}: ${value}${end}`;
  },
  entry: "Sample Test Result",
});

export const ResultCorrected = eventType("ResultCorrected", {
  data: z.strictObject({
    correctsEventId: EventId,
    stage: Stage,
    test: Name,
    value: Value,
    limits: Limits.exactOptional(),
    outOfSpecification: z.boolean().exactOptional().describe("Absent: nothing to compare with."),
    confirmed,
  }),
  action: "change",
  criticality: "critical",
  labels: {
    correctsEventId: "Corrects",
    stage: "Stage",
    test: "Test",
    value: "Result",
    limits: "Specification",
    outOfSpecification: "Out of specification",
    confirmed: "Confirmed as meant",
  },
  subjects: () => [],
  sentence: ({ test, value, outOfSpecification, confirmed: is }, show) => {
    const outside = outOfSpecification ? ", out of specification" : "";
    return `${test} corrected to ${valueText(value, show)}${outside}${asConfirmed(is)}`;
  },
  entry: "Change",
  changes: ["value"],
});

const Input = z.strictObject({
  name: Name,
  value: Quantity,
  eventId: EventId.exactOptional(),
});

export const YieldComputed = eventType("YieldComputed", {
  data: z.strictObject({
    stage: Name,
    percent: Quantity,
    theoretical: Quantity.exactOptional(),
    actual: Quantity.exactOptional(),
    formula: z.string().min(1).max(400),
    inputs: z.array(Input),
    basis: z.enum(["computed", "stated"]).describe("Worked out here, or said by a source."),
    limits: Limits.exactOptional(),
    outOfLimit: z.boolean().exactOptional().describe("Absent: no limit to compare with."),
    implausible: z.boolean().describe("Over 100 % or under 0 %."),
    correctsEventId: EventId.exactOptional().describe("The yield of this stage stated before."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    stage: "Stage",
    percent: "Yield",
    theoretical: "Theoretical",
    actual: "Actual",
    formula: "Formula",
    inputs: "Inputs",
    basis: "Known by",
    limits: "Limits",
    outOfLimit: "Outside the limits",
    implausible: "Implausible",
    correctsEventId: "Instead of",
  },
  subjects: () => [],
  sentence: ({ stage, percent, outOfLimit, implausible }, show) => {
    const outside = outOfLimit ? ", outside the limits" : "";
    const odd = implausible ? ", implausible" : "";
    return `Yield of ${stage}: ${show.quantity(percent)}${outside}${odd}`;
  },
  entry: "Reconciliation",
});

/** The readings stand in their own stream; their digest here binds them to the batch. */
export const ProcessDataSummarised = eventType("ProcessDataSummarised", {
  data: z.strictObject({
    streamName: z.string().min(1).max(300),
    equipmentId: Id.exactOptional(),
    from: BusinessTime,
    to: BusinessTime,
    rowCount: z.int().min(0),
    chunkCount: z.int().min(0),
    digest: Digest,
    tags: z.array(z.strictObject({ tag: Name, unitOfMeasure: z.string().min(1).max(40) })),
    correctsEventId: EventId.exactOptional().describe("The summary that this one replaces."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    streamName: "Series",
    equipmentId: "Equipment",
    from: "From",
    to: "To",
    rowCount: "Rows",
    chunkCount: "Chunks",
    digest: "Digest (SHA-256)",
    tags: "Tags",
    correctsEventId: "Instead of",
  },
  subjects: ({ equipmentId }) => (equipmentId ? [{ equipment: equipmentId }] : []),
  sentence: ({ rowCount, tags, from, to, equipmentId }, show) => {
    const by = equipmentId ? ` of ${show.equipment(equipmentId)}` : "";
    return `${rowCount} rows of process data${by} from ${from} to ${to}, ${tags.length} tags`;
  },
  entry: "Process Data",
});

export const resultEvents = [
  TestsListed,
  ResultRecorded,
  ResultCorrected,
  YieldComputed,
  ProcessDataSummarised,
] as const;
