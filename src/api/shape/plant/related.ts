// Which batches have something in common with those of a deviation, on the wire.
import { z } from "zod";
import { Unknowns } from "./unknown.ts";

const list = <One extends z.ZodType>(one: One) => z.array(one).readonly();
const named = { batchId: z.string(), batch: z.string().nullable().describe("Its number.") };

export const RelatedShape = z.object({
  asOf: z.int(),
  deviationId: z.string(),
  batches: list(z.object(named)).describe("Those that the deviation is about."),
  from: z.string().nullable().describe("UTC; null: no time is known, and none was asked for."),
  to: z.string().nullable(),
  others: list(
    z.object({
      ...named,
      shares: list(z.enum(["materialLot", "equipment", "time"])).describe(
        "time: on the same equipment, or at the place of it, in the time asked for.",
      ),
      lots: list(
        z.object({
          lotId: z.string(),
          lot: z.string(),
          is: z.enum(["input", "output"]).describe("Of this batch."),
        }),
      ),
      equipment: list(
        z.object({
          equipmentId: z.string(),
          name: z.string(),
          from: z.string(),
          to: z.string(),
          isSame: z.boolean().describe("Not: another piece, at the same place."),
          isInTime: z.boolean(),
        }),
      ),
    }),
  ).describe("Those that share most come first."),
  unknown: Unknowns,
});
