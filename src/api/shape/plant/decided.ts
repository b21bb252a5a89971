// Decisions on a lot on the wire, with what each decider was shown.
import { z } from "zod";
import { decisions } from "../../../domain/disposition/events.ts";

const text = z.string();
const treeSize = z.int().min(0);

const Part = z.object({
  what: z.enum(["trace", "trail", "revision", "record"]),
  batchId: text.exactOptional().describe("Absent: it is of the lot."),
  frozen: text.describe("Digest in the decision; of a revision, the number."),
  today: text.nullable().describe("What is answered for that position today; null: nothing is."),
  open: text.describe("Where it is read, as it was known then."),
});

export const DecisionsShape = z.object({
  asOf: treeSize,
  materialLotId: text,
  decisions: z
    .array(
      z.object({
        dispositionId: text,
        eventId: text,
        decision: z.enum(decisions),
        market: text.nullable(),
        decidedAt: text,
        shown: z
          .object({
            asOf: treeSize,
            isSame: z.boolean().describe("Everything is today as it was frozen."),
            parts: z.array(Part).readonly(),
          })
          .nullable()
          .describe("Null: nothing was frozen."),
      }),
    )
    .readonly(),
});
