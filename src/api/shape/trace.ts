// The answer of a trace on the wire (design, section 5).
import { z } from "zod";
import { unknownCodes } from "../../projections/genealogy/answer.ts";
import { contactClasses, contactReasons } from "../../projections/genealogy/contact/contact.ts";
import { Amount } from "./amount.ts";
import { LogSize, Thing } from "./question.ts";

const count = z.int().min(0);

const ContactClass = z.enum(contactClasses);
const basis = z.enum(["observed", "claimed"]).describe("Claimed: said when it was over.");
const ContactTime = z.object({
  from: z.string(),
  to: z.string().exactOptional().describe("Absent: no end is recorded."),
  basis,
});

const Contact = z.object({
  class: ContactClass,
  thing: Thing.describe("Not in the scope of the trace."),
  lots: z.array(Thing).readonly().describe("Of a batch: what came out of it."),
  suspect: Thing.describe("Of the scope: what it was in contact with."),
  where: z.object({ kind: z.enum(["equipment", "location"]), id: z.string(), name: z.string() }),
  time: ContactTime,
  suspectTime: ContactTime,
  reason: z.enum(Object.keys(contactReasons)),
  cleaning: z
    .object({
      eventId: z.string(),
      position: count,
      at: z.string(),
      basis,
      procedure: z.string(),
      level: z.string().exactOptional(),
    })
    .exactOptional()
    .describe(
      "The first after the suspect; backward the last before it. Absent: none is recorded.",
    ),
});

const ClassStated = z.object({
  class: ContactClass,
  isListed: z.boolean(),
  places: count.exactOptional().describe("In how many places, or on how much equipment."),
  things: count.exactOptional().describe("How many are listed."),
  outByClaimedCleaning: count
    .exactOptional()
    .describe("How many more there were, did claimed times of cleanings not count."),
  ask: z.string().exactOptional().describe("How to have it listed."),
});

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
    rolledUp: z
      .object({ lots: count })
      .exactOptional()
      .describe("Sublots stand under their lots; so many lots and sublots were reached."),
    asOf: count.describe("Tree size: complete over the recorded events 0 to asOf - 1."),
    logSize: LogSize,
    lots: z
      .array(
        z.object({
          lot: z.string(),
          lotId: z.string(),
          material: z.string(),
          supplier: z.string().exactOptional(),
          quantity: Amount.exactOptional(),
          rolledUp: z
            .object({ isReached: z.boolean(), sublots: z.array(Thing).readonly() })
            .exactOptional()
            .describe("Its sublots that were reached, and whether it was reached itself."),
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
    classes: z
      .array(ClassStated)
      .readonly()
      .exactOptional()
      .describe("Whether there can be contacts beside the flow of material, and which are listed."),
    contacts: z
      .array(Contact)
      .readonly()
      .exactOptional()
      .describe("What was in contact with the scope; nothing of it is in the scope."),
    digest: z.string().describe("SHA-256 over the query and the natural keys (RFC 8785)."),
  })
  .meta({ id: "Trace" });
