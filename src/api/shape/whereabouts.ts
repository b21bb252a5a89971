// The answer to "where is it now" on the wire.
import { z } from "zod";
import { unknownCodes } from "../../projections/genealogy/answer.ts";
import { serialFates } from "../../projections/genealogy/reach/serials.ts";
import { lacks, states } from "../../projections/whereabouts/answer.ts";
import { Amount } from "./amount.ts";
import { LogSize } from "./question.ts";

const state = z.enum(Object.keys(states));

const Place = z.object({
  location: z.string().exactOptional(),
  locationId: z.string().exactOptional(),
  ofContractor: z.literal(true).exactOptional().describe("Of a contract maker."),
  containerId: z.string().exactOptional(),
  quantity: Amount.exactOptional().describe("Absent: not known for this container alone."),
});

const Holding = z.object({
  state,
  quantity: Amount.exactOptional().describe("Absent: not known."),
  in: z.string().exactOptional().describe("The batch, lot, shipment, unit or sample."),
  id: z.string().exactOptional(),
  consignee: z.string().exactOptional(),
  documents: z.array(z.string()).readonly().exactOptional(),
  detail: z.string().exactOptional().describe("Cause, method, destination; phases that run."),
  places: z.array(Place).readonly().exactOptional(),
  returned: Amount.exactOptional().describe("Of what is in stock: what came back."),
});

const count = z.int().min(0);

const SerialPlace = z.object({
  state,
  in: z.string().exactOptional(),
  id: z.string().exactOptional(),
  consignee: z.string().exactOptional(),
});

const SerialLine = z.object({
  batch: z.string().exactOptional().describe("That they were issued to, or used by."),
  batchId: z.string().exactOptional(),
  from: z.string(),
  to: z.string().exactOptional().describe("The last one; absent: one number alone."),
  count,
  became: z.enum(serialFates).describe("Issued: nothing is recorded of what became of them."),
  lot: z.string().exactOptional().describe("That has them; absent: not recorded."),
  lotId: z.string().exactOptional(),
  ...SerialPlace.partial().shape,
  among: z
    .array(SerialPlace)
    .readonly()
    .exactOptional()
    .describe("Where each can be, and in which place is not recorded."),
});

export const WhereaboutsShape = z
  .object({
    from: z.string(),
    asOf: z.int().min(0).describe("Tree size: complete over the recorded events 0 to asOf - 1."),
    logSize: LogSize,
    lots: z
      .array(
        z.object({
          lot: z.string(),
          lotId: z.string(),
          material: z.string(),
          made: Amount.exactOptional().describe("What there was in all; absent: not known."),
          holdings: z.array(Holding).readonly(),
          difference: Amount.exactOptional().describe("Made less all holdings, where not zero."),
        }),
      )
      .readonly(),
    totals: z
      .array(
        z.object({
          material: z.string(),
          state,
          quantities: z.array(Amount).readonly(),
          unknown: z.int().min(0).describe("Holdings of unknown quantity: at least the sum."),
        }),
      )
      .readonly()
      .describe("What went into a batch or another lot stands again with what it became."),
    unknown: z
      .array(
        z.object({
          code: z.enum(Object.keys({ ...lacks, ...unknownCodes })),
          subject: z.string(),
          detail: z.string(),
        }),
      )
      .readonly()
      .describe("What the answer does not know."),
    serials: z
      .array(SerialLine)
      .readonly()
      .exactOptional()
      .describe("Where they were asked for: the page that was."),
    serialCoverage: z
      .object({ page: count, pages: count, ranges: count, serials: count })
      .extend({
        batches: count.describe("That they were issued to, or used by."),
        lots: count.describe("That are one thing each."),
      })
      .exactOptional()
      .describe("How many there are in all."),
    digest: z.string().describe("SHA-256 over the question and the natural keys (RFC 8785)."),
  })
  .meta({ id: "Whereabouts" });
