// Readings of one machine during one batch, in chunks. The only events in which numbers are JSON
// numbers.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { BusinessTime } from "../kernel/instant.ts";
import { EventId, Id, Name } from "../kernel/shape/reference.ts";

export const rowsMax = 1024;

const Column = z.strictObject({
  tag: Name,
  unitOfMeasure: z.string().min(1).max(40),
  values: z.array(z.number().nullable()).max(rowsMax).describe("null: no reading."),
  quality: z
    .array(z.enum(["good", "uncertain", "bad"]))
    .max(rowsMax)
    .exactOptional(),
});

export const ProcessDataRecorded = eventType("ProcessDataRecorded", {
  data: z.strictObject({
    batchId: Id,
    equipmentId: Id.exactOptional(),
    t0: BusinessTime.describe("What dt counts from."),
    dt: z
      .array(z.number())
      .min(1)
      .max(rowsMax)
      .describe("Seconds after t0, in the order recorded."),
    columns: z.array(Column).min(1),
  }),
  action: "create",
  criticality: "major",
  labels: {
    batchId: "Batch",
    equipmentId: "Equipment",
    t0: "From",
    dt: "Seconds after",
    columns: "Readings",
  },
  subjects: ({ batchId, equipmentId }) => [
    { batch: batchId },
    ...(equipmentId ? [{ equipment: equipmentId }] : []),
  ],
  sentence: ({ t0, dt, columns, batchId }, show) =>
    `${dt.length} rows of ${columns.length} tags from ${t0} for batch ${show.batch(batchId)}`,
  entry: "Process Data",
});

/** Chunks that were recorded by mistake; they stay to be seen, and no figure rests on them. */
export const ProcessDataVoided = eventType("ProcessDataVoided", {
  data: z.strictObject({ batchId: Id, correctsEventIds: z.array(EventId).min(1) }),
  action: "void",
  criticality: "critical",
  labels: { batchId: "Batch", correctsEventIds: "Chunks" },
  subjects: ({ batchId }) => [{ batch: batchId }],
  sentence: ({ correctsEventIds, batchId }, show) =>
    `${correctsEventIds.length} chunks of readings for batch ${show.batch(batchId)} void`,
  entry: "Change",
});

export const processDataEvents = [ProcessDataRecorded, ProcessDataVoided] as const;
