// Recalls on the wire: how far each is, and what one would reach.
import { z } from "zod";
import { Quantity } from "../../domain/kernel/quantity.ts";
import { states } from "../../projections/whereabouts/answer.ts";
import { LogSize, unknown } from "./question.ts";

const count = z.int().min(0);
const ids = z.array(z.string()).readonly();
const Amount = Quantity.optional().describe("Absent: nothing, or it does not add up.");

export const RecallStatusShape = z
  .object({
    id: z.string(),
    number: z.string(),
    type: z.string(),
    mock: z.boolean(),
    status: z.string(),
    reason: z.string(),
    asOf: count.describe("Tree size that the scope is complete to; 0: not traced yet."),
    logSize: LogSize,
    suspect: z
      .array(z.object({ seed: z.string(), found: count.describe("0: nothing is recorded yet.") }))
      .readonly()
      .describe("What is suspect, and how much of what is recorded each stands for."),
    classification: z.string().exactOptional(),
    depth: z.string().exactOptional(),
    lots: ids.describe("In the scope now."),
    batches: ids,
    held: z.boolean().describe("Ordered, every suspect found, and every hold stands."),
    clocks: z
      .array(
        z.object({
          code: z.string(),
          what: z.string(),
          dueAt: z.string(),
          source: z.string(),
          atOnce: z
            .literal(true)
            .exactOptional()
            .describe("The clause names no time: due from when the firm knew."),
          told: z.boolean(),
          toldAt: z.string().exactOptional(),
          lateBy_ms: count.exactOptional().describe("Told so much after it was due."),
        }),
      )
      .readonly(),
    consignees: z
      .array(
        z.object({
          number: z.string(),
          name: z.string(),
          address: z.string().exactOptional(),
          notified: count.describe("How often."),
          heard: z.boolean(),
          givenUp: z.boolean(),
          effective: z.boolean().exactOptional(),
        }),
      )
      .readonly(),
    checks: z.object({ asked: count, effective: count }),
    percentEffective: count.exactOptional().describe("Absent: nobody got any of it."),
    goods: z
      .array(
        z.object({
          lot: z.string().exactOptional().describe("As people call it; only of one recall."),
          materialLotId: z.string(),
          shipped: Amount,
          recovered: Amount,
          gone: Amount.describe("Used up or destroyed, as consignees say."),
          beyondReach: Amount.describe("With who does not respond."),
          disposed: Amount,
          isAccounted: z.boolean(),
          isDisposed: z.boolean(),
        }),
      )
      .readonly(),
    proposals: z
      .array(z.object({ proposalId: z.string(), lots: ids, batches: ids, why: z.string() }))
      .readonly()
      .describe("To be left out, undecided."),
    unknown: unknown.exactOptional().describe("As the records are now. Absent in the list."),
  })
  .meta({ id: "Recall" });

export const RecallListShape = z
  .object({ recalls: z.array(RecallStatusShape).readonly() })
  .meta({ id: "Recalls" });

const Replied = Quantity.exactOptional();

export const ConsigneeListShape = z
  .object({
    number: z.string().describe("Of the recall."),
    unknown: unknown.describe("Of what is suspect: there may be more consignees than are known."),
    consignees: z
      .array(
        z.object({
          consigneeNumber: z.string(),
          name: z.string(),
          address: z.string().optional(),
          partyId: z.string().optional().describe("Of the customer."),
          passedOnBy: z.string().optional().describe("Number of the consignee that sold it."),
          state: z.enum(["notTold", "told", "reminded", "replied", "noResponse"]),
          notified: count,
          letterDigest: z.string().optional(),
          effective: z.boolean().optional(),
          materialLotId: z.string().exactOptional(),
          lot: z.string().exactOptional(),
          material: z.string().exactOptional(),
          shipped: Quantity.exactOptional().describe("Absent: not known."),
          replied: z.object({
            onHand: Replied,
            usedUp: Replied,
            destroyed: Replied,
            passedOn: Replied,
          }),
          text: z.string().optional(),
          contacts: z
            .array(
              z.object({
                contactId: z.string(),
                duty: z.string(),
                name: z.string().nullable(),
                email: z.string().nullable(),
                phone: z.string().nullable(),
              }),
            )
            .readonly()
            .exactOptional(),
          contactsErased: count.exactOptional().describe("So many more there were."),
        }),
      )
      .readonly()
      .describe("A line for each lot that went to each."),
  })
  .meta({ id: "RecallConsignees" });

export const LetterTemplateShape = z
  .object({
    type: z.string(),
    version: count.describe("0: the letter that ships."),
    title: z.string(),
    paragraphs: z.array(z.string()).readonly(),
    replyWithin_days: count,
    draft: z
      .object({
        version: count,
        title: z.string(),
        paragraphs: z.array(z.string()).readonly(),
        replyWithin_days: count,
      })
      .exactOptional()
      .describe("What another person may issue."),
  })
  .meta({ id: "RecallLetterTemplate" });

export const RecallPreviewShape = z
  .object({
    seeds: z
      .array(
        z.object({
          asked: z.string(),
          found: z.array(z.object({ kind: z.string(), id: z.string() })).readonly(),
          nearest: ids,
        }),
      )
      .readonly(),
    lots: ids,
    batches: ids,
    shipments: ids,
    running: ids.describe("Numbers of the batches that run now."),
    consignees: z
      .array(
        z.object({
          customerPartyId: z.string().exactOptional(),
          name: z.string(),
          address: z.string().exactOptional(),
        }),
      )
      .readonly()
      .describe("One for each customer, name and address, as the recall numbers them."),
    totals: z
      .array(
        z.object({
          material: z.string(),
          state: z.enum(Object.keys(states)),
          quantities: z.array(Quantity).readonly(),
          unknown: count,
        }),
      )
      .readonly(),
    unknown,
    asOf: count,
  })
  .meta({ id: "RecallPreview" });
