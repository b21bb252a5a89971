// Equipment, rooms, lines, vessels, tools and instruments: whether they may be used, and what they
// were doing.
import { z } from "zod";
import { type EventOf, eventType } from "../kernel/event-type.ts";
import { Identifier } from "../kernel/identifier.ts";
import { DateOnly } from "../kernel/instant.ts";
import { Key } from "../kernel/recipe/written.ts";
import { deviationLink } from "../kernel/shape/deviation-link.ts";
import { Id, Name } from "../kernel/shape/reference.ts";
import { cleaningEvents } from "./cleaning/events.ts";
import { machineEvents } from "./machine/events.ts";

export const EquipmentRegistered = eventType("EquipmentRegistered", {
  data: z.strictObject({
    name: Name,
    kind: z.enum(["equipment", "room", "line", "vessel", "tool", "instrument"]),
    classes: z.array(Key).exactOptional().describe("As master recipes ask for them."),
    identifiers: z.array(Identifier),
    locationId: Id.exactOptional(),
    partOfEquipmentId: Id.exactOptional(),
    calibrationNeeded: z.boolean(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    name: "Name",
    kind: "Kind",
    classes: "Classes",
    identifiers: "Identifiers",
    locationId: "Location",
    partOfEquipmentId: "Part of",
    calibrationNeeded: "Calibration needed",
  },
  subjects: ({ locationId, partOfEquipmentId }) => [
    ...(locationId ? [{ location: locationId }] : []),
    ...(partOfEquipmentId ? [{ equipment: partOfEquipmentId }] : []),
  ],
  sentence: ({ name, kind }) => `${name} registered (${kind})`,
  entry: "Resource Definition Manifest",
  names: ({ name }) => name,
});

/** ISA-88.01, 5.3: what it may stand for in a recipe, from here on. */
export const EquipmentClassified = eventType("EquipmentClassified", {
  data: z.strictObject({
    classes: z.array(Key).max(50).describe("All that it is of from now on; none: it is of none."),
  }),
  action: "change",
  criticality: "critical",
  labels: { classes: "Classes" },
  subjects: () => [],
  sentence: ({ classes }) =>
    classes.length > 0 ? `Classified as ${classes.join(", ")}` : "Classified as nothing",
  entry: "Equipment",
  changes: ["classes"],
});

export const EquipmentQualified = eventType("EquipmentQualified", {
  data: z.strictObject({ document: Name, validUntil: DateOnly.exactOptional() }),
  action: "approve",
  criticality: "critical",
  labels: { document: "Document", validUntil: "Valid until" },
  subjects: () => [],
  sentence: ({ document, validUntil }) =>
    `Qualified by ${document}${validUntil ? ` until ${validUntil}` : ""}`,
  entry: "Equipment",
});

export const EquipmentCalibrated = eventType("EquipmentCalibrated", {
  data: z.strictObject({ result: z.enum(["pass", "fail"]), certificate: Name, dueOn: DateOnly }),
  action: "verify",
  criticality: "critical",
  labels: { result: "Result", certificate: "Certificate", dueOn: "Due on" },
  subjects: () => [],
  sentence: ({ result, certificate, dueOn }) =>
    result === "pass"
      ? `Calibration passed, ${certificate}, due again on ${dueOn}`
      : `Calibration failed, ${certificate}`,
  entry: "Equipment",
});

/** What stood in the way of the use; recorded when the use had begun already. */
export const UseFlag = z.enum(["DEVICE_NOT_QUALIFIED", "STATUS_BLOCKS_USE"]);
export type UseFlag = z.output<typeof UseFlag>;

export const EquipmentUseStarted = eventType("EquipmentUseStarted", {
  data: z.strictObject({
    batchId: Id,
    campaign: Name.exactOptional().describe("Batches of one campaign follow one another."),
    flags: z.array(UseFlag).describe("Rules that this broke; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: { batchId: "Batch", campaign: "Campaign", flags: "Against the rules" },
  subjects: ({ batchId }) => [{ batch: batchId }],
  sentence: ({ batchId, flags }, show) => {
    const broken = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    return `Set in use for batch ${show.batch(batchId)}${broken}`;
  },
  entry: "Equipment",
});

/** From here on it is dirty. */
export const EquipmentUseEnded = eventType("EquipmentUseEnded", {
  data: z.strictObject({ batchId: Id }),
  action: "create",
  criticality: "critical",
  labels: { batchId: "Batch" },
  subjects: ({ batchId }) => [{ batch: batchId }],
  sentence: ({ batchId }, show) => `Use for batch ${show.batch(batchId)} ended`,
  entry: "Equipment",
});

export const EquipmentDeviationLinked = eventType(
  "EquipmentDeviationLinked",
  deviationLink("equipment"),
);

export const EquipmentRetired = eventType("EquipmentRetired", {
  data: z.strictObject({}),
  action: "create",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Taken out of service",
  entry: "Equipment",
});

export const equipmentEvents = [
  EquipmentRegistered,
  EquipmentClassified,
  EquipmentQualified,
  EquipmentCalibrated,
  EquipmentUseStarted,
  EquipmentUseEnded,
  EquipmentDeviationLinked,
  EquipmentRetired,
  ...cleaningEvents,
  ...machineEvents,
] as const;
export type EquipmentEvent = EventOf<(typeof equipmentEvents)[number]>;
