// A trace exercise: one lot traced both ways against the clock, as if it were suspect, and what
// came of it (Regulation (EC) No 178/2002, Art. 18; 21 CFR 211.150(b)).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Id, Text } from "../kernel/shape/reference.ts";

const count = z.int().min(0);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const Reached = z.strictObject({ lots: count, batches: count, shipments: count });

const Compared = z.strictObject({
  source: Text.describe("What the file is: count sheet of 2026-11-26, ERP movements."),
  sha256: Sha256.describe("Of the file, which is kept."),
  lines: count,
  agreeing: count,
  differing: count.describe("Another quantity than the records have."),
  onlyInSource: count,
  onlyInRecords: count.describe("Of the lots and states that the file speaks of."),
});
export type Compared = z.output<typeof Compared>;

export const TraceExercisePerformed = eventType("TraceExercisePerformed", {
  data: z.strictObject({
    materialLotId: Id,
    lot: Text.describe("As people write it."),
    seed: z
      .string()
      .min(1)
      .max(120)
      .describe("What the lot was drawn by; absent: it was named.")
      .exactOptional(),
    asOf: z.int().min(1).describe("A tree size: complete over entries 0 to asOf - 1."),
    took_ms: count.describe("From the question to the whole answer."),
    forward: Reached,
    backward: Reached,
    made: Quantity.exactOptional().describe("Absent: not known."),
    accounted: Quantity.exactOptional().describe("Whose state and quantity are recorded."),
    percentTraced: Quantity.exactOptional(),
    unknown: count.describe("What the answer does not know, one for each lot and gap."),
    answerSha256: Sha256.describe("Of the frozen answer, which is kept."),
    compared: Compared.exactOptional().describe("Absent: internal consistency only."),
  }),
  action: "verify",
  criticality: "major",
  labels: {
    materialLotId: "Lot id",
    lot: "Lot",
    seed: "Drawn by",
    asOf: "As of",
    took_ms: "Time (ms)",
    forward: "Reached",
    backward: "Came from",
    made: "Quantity of the lot",
    accounted: "Accounted for",
    percentTraced: "Traced",
    unknown: "Not known",
    answerSha256: "SHA-256 of the answer",
    compared: "Compared with",
  },
  subjects: ({ materialLotId }) => [{ materialLot: materialLotId }],
  sentence: ({ lot, took_ms, percentTraced, compared }, show) => {
    const traced = percentTraced ? `${show.quantity(percentTraced)} traced` : "traced in part";
    const against = compared ? `compared with ${compared.source}` : "internal consistency only";
    return `Trace exercise on ${lot}: ${traced} in ${took_ms} ms, ${against}`;
  },
  entry: "Reconciliation",
});

export const traceExerciseEvents = [TraceExercisePerformed] as const;
