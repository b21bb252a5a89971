// The answer of a trace on the wire (design, section 5).
import { z } from "zod";
import { unknownCodes } from "../../projections/genealogy/answer.ts";
import { Amount } from "./amount.ts";
import { Thing } from "./question.ts";

const count = z.int().min(0);

export const TraceShape = z
  .object({
    from: z.string(),
    seeds: z
      .array(z.object({ asked: z.string(), kind: z.string(), things: z.array(Thing).readonly() }))
      .readonly()
      .describe("What each name was resolved to; none of it is listed again."),
    direction: z.enum(["forward", "backward", "mixed"]),
    happenedBy: z.string().exactOptional(),
    strict: z.literal(true).exactOptional(),
    depth: count.exactOptional(),
    isCut: z.boolean().exactOptional().describe("Whether there was more beyond the depth."),
    asOf: count.describe("Tree size: complete over the recorded events 0 to asOf - 1."),
    lots: z
      .array(
        z.object({
          lot: z.string(),
          lotId: z.string(),
          material: z.string(),
          supplier: z.string().exactOptional(),
          quantity: Amount.exactOptional(),
        }),
      )
      .readonly(),
    batches: z
      .array(
        z.object({
          batchId: z.string(),
          batchNumber: z.string(),
          formerNumber: z.string().exactOptional().describe("The provisional one."),
          product: z.string(),
        }),
      )
      .readonly(),
    shipments: z.array(z.object({ shipmentId: z.string(), name: z.string() })).readonly(),
    logisticUnits: z.array(z.object({ logisticUnitId: z.string(), name: z.string() })).readonly(),
    edgeCount: count,
    unknown: z
      .array(
        z.object({
          code: z.enum(Object.keys(unknownCodes)),
          subject: z.string(),
          detail: z.string(),
        }),
      )
      .readonly()
      .describe("What the answer does not know."),
    coverage: z.object({
      lots: count,
      lotsBalanced: count,
      inputs: count,
      inputsWithQuantity: count,
      receipts: count,
      receiptsWithOrigin: count,
    }),
    residue: z
      .array(z.object({ lot: z.string(), lotId: z.string(), ...Amount.shape }))
      .readonly()
      .describe("What is left of each balanced lot by the records."),
    digest: z.string().describe("SHA-256 over the query and the natural keys (RFC 8785)."),
  })
  .meta({ id: "Trace" });
