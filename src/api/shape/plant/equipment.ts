// What is answered about equipment.
import { z } from "zod";

const list = <One extends z.ZodType>(one: One) => z.array(one).readonly();

const Anything = z.record(z.string(), z.unknown());

export const StatusShape = z.object({
  name: z.string(),
  at: z.string(),
  status: z.enum([
    "retired",
    "outOfService",
    "cleaning",
    "running",
    "stopped",
    "inUse",
    "dirty",
    "clean",
    "notCleaned",
  ]),
  objections: list(z.object({ code: z.string(), because: z.string() })),
  usedByBatchId: z.string().nullable(),
  cause: z.string().nullable(),
  openAlarms: list(z.object({ alarmId: z.string(), code: z.string() })),
  standing: Anything.describe("Qualified, calibrated, clean, in use: each with its own facts."),
});

export const LogShape = z.object({
  name: z.string(),
  from: z.string(),
  to: z.string(),
  entries: list(z.object({ at: z.string(), type: z.string(), data: Anything })),
});

const Ratio = z.object({
  numerator: z.string(),
  denominator: z.string(),
  percent: z.string().optional(),
});

export const OeeShape = z.object({
  from: z.string(),
  to: z.string(),
  stretches: list(
    z.object({
      from: z.string(),
      to: z.string(),
      milliseconds: z.int(),
      timeClass: z.string(),
      state: z.string().optional(),
      cause: z.string().optional(),
    }),
  ),
  times: z.record(z.string(), z.int()).describe("Milliseconds; their sum is the interval."),
  counts: z.object({ good: z.int(), reject: z.int() }),
  countsReachBack: z.boolean(),
  formula: z.string(),
  availability: Ratio,
  performance: Ratio,
  quality: Ratio,
  oee: Ratio,
});

export const CalibrationImpactShape = z.object({
  doubt: z
    .object({
      certificate: z.string(),
      from: z.string(),
      passedCertificate: z.string().optional(),
      to: z.string(),
      batchIds: list(z.string()),
    })
    .nullable()
    .describe("Null: it never failed."),
  asOf: z.int().optional(),
  measurements: list(
    z.object({
      position: z.int(),
      eventId: z.string(),
      at: z.string(),
      batchId: z.string().nullable(),
      batch: z.string().nullable(),
      what: z.string(),
    }),
  ).optional(),
  batches: list(z.object({ batchId: z.string(), batch: z.string().nullable() })).optional(),
  lots: list(z.object({ lotId: z.string(), material: z.string(), batchId: z.string() })).optional(),
  unknown: list(z.object({ code: z.string(), subject: z.string(), detail: z.string() })).optional(),
});
