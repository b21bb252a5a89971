// Values of the process and checks of them. A value as found is never refused; its repeats stay
// beside it (AT-20).
import { z } from "zod";
import { asClaimed, claimedSource, Source } from "../../kernel/entry/source.ts";
import { eventType } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { asConfirmed, confirmed, Limits } from "../../kernel/shape/limits.ts";
import { PhasePath, pathText } from "../../kernel/shape/phase.ts";
import { EventId, Id, Name, Text } from "../../kernel/shape/reference.ts";

/** 21 CFR 211.68(a): read all the same. */
const DeviceFlags = z
  .array(z.enum(["DEVICE_NOT_QUALIFIED"]))
  .exactOptional()
  .describe("Of the device, at that time or by now; absent: nothing was against it.");

const parameter = Name.describe("Name of the parameter, as the record prints it.");

export const ParameterRecorded = eventType("ParameterRecorded", {
  data: z.strictObject({
    parameter,
    path: PhasePath.exactOptional(),
    occasion: Name.exactOptional().describe("Tells planned readings of one parameter apart."),
    value: Quantity,
    limits: Limits.exactOptional(),
    outOfLimit: z.boolean().exactOptional().describe("Absent: no limit to compare with."),
    repeatOfEventId: EventId.exactOptional().describe("The first value, which stays."),
    source: Source,
    claimedSource,
    equipmentId: Id.exactOptional().describe("The instrument or device."),
    confirmed,
    flags: DeviceFlags,
  }),
  action: "create",
  criticality: "critical",
  labels: {
    parameter: "Parameter",
    path: "Step",
    occasion: "Occasion",
    value: "Value",
    limits: "Limits",
    outOfLimit: "Outside the limits",
    repeatOfEventId: "Repeat of",
    source: "Source",
    claimedSource: "Claimed source",
    equipmentId: "Instrument",
    confirmed: "Confirmed as meant",
    flags: "Against the rules",
  },
  subjects: ({ equipmentId }) => (equipmentId ? [{ equipment: equipmentId }] : []),
  sentence: (data, show) => {
    const where = data.path ? ` at ${pathText(data.path)}` : "";
    const when = data.occasion ? ` (${data.occasion})` : "";
    const outside = data.outOfLimit ? ", outside the limits" : "";
    const repeat = data.repeatOfEventId ? ", repeated" : "";
    const end = `${outside}${repeat}${asClaimed(data.claimedSource)}${asConfirmed(data.confirmed)}`;
    return `${data.parameter}${when}${where}: ${show.quantity(data.value)}${end}`;
  },
  entry: "Parameter Data",
});

export const ParameterCorrected = eventType("ParameterCorrected", {
  data: z.strictObject({
    correctsEventId: EventId,
    parameter,
    value: Quantity,
    limits: Limits.exactOptional(),
    outOfLimit: z.boolean().exactOptional().describe("Absent: no limit to compare with."),
    confirmed,
  }),
  action: "change",
  criticality: "critical",
  labels: {
    correctsEventId: "Corrects",
    parameter: "Parameter",
    value: "Value",
    limits: "Limits",
    outOfLimit: "Outside the limits",
    confirmed: "Confirmed as meant",
  },
  subjects: () => [],
  sentence: ({ parameter: name, value, outOfLimit, confirmed: is }, show) => {
    const outside = outOfLimit ? ", outside the limits" : "";
    return `${name} corrected to ${show.quantity(value)}${outside}${asConfirmed(is)}`;
  },
  entry: "Change",
  changes: ["value"],
});

/** Of what an event says, or of something seen: conformity of a label, cleanness of a vessel. */
export const CheckPerformed = eventType("CheckPerformed", {
  data: z.strictObject({
    check: Name,
    result: z.enum(["pass", "fail", "notApplicable"]),
    path: PhasePath.exactOptional(),
    checksEventId: EventId.exactOptional().describe("What a second person confirms."),
    findings: Text.exactOptional(),
    equipmentId: Id.exactOptional(),
    flags: DeviceFlags,
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    check: "Check",
    result: "Result",
    path: "Step",
    checksEventId: "Of",
    findings: "Findings",
    equipmentId: "Equipment",
    flags: "Against the rules",
  },
  subjects: ({ equipmentId }) => (equipmentId ? [{ equipment: equipmentId }] : []),
  sentence: ({ check, result, path, findings }) => {
    const where = path ? ` at ${pathText(path)}` : "";
    return `${check}${where}: ${resultWords[result]}${findings ? `, ${findings}` : ""}`;
  },
  entry: "Procedural Execution",
});

/** What somebody writes down where the recipe asks for it: an attributed entry. */
export const EntryWritten = eventType("EntryWritten", {
  data: z.strictObject({
    entry: Name.describe("As the recipe names it."),
    path: PhasePath,
    text: Text.describe("A choice, yes or no, a time, or a digest where that is asked for."),
  }),
  action: "create",
  criticality: "critical",
  labels: { entry: "Entry", path: "Step", text: "Text" },
  subjects: () => [],
  sentence: ({ entry, path, text }) => `${entry} at ${pathText(path)}: ${text}`,
  entry: "Procedural Execution",
});

export const parameterEvents = [
  ParameterRecorded,
  ParameterCorrected,
  CheckPerformed,
  EntryWritten,
] as const;

const resultWords = { pass: "passed", fail: "failed", notApplicable: "not applicable" } as const;
