// The answers of the questions about the genealogy on the wire.
import { z } from "zod";
import { unknownCodes } from "../../projections/genealogy/answer.ts";
import { noWay } from "../../projections/genealogy/question/between.ts";
import { mixings, verdictReasons, verdicts } from "../../projections/genealogy/question/shares.ts";
import { Amount } from "./amount.ts";

const count = z.int().min(0);
export const Thing = z.object({
  kind: z.enum(["materialLot", "batch", "shipment", "logisticUnit"]),
  id: z.string(),
  name: z.string().describe("As people write it."),
});
const Step = z.object({
  eventId: z.string(),
  position: count.describe("Log index of the event."),
  kind: z.string().describe("consume, rework, heel, produce, split, merge, pack, ship"),
  from: Thing,
  to: Thing,
  quantity: Amount.exactOptional().describe("Absent: the source does not say it."),
  returned: Amount.exactOptional().describe("Surplus of it that came back."),
  containerId: z.string().exactOptional(),
  span: z
    .object({ from: Amount, to: Amount })
    .exactOptional()
    .describe("Which part of a reel or run."),
  happenedAt: z.string(),
  endedAt: z.string().exactOptional(),
  timeBasis: z.string().describe("observed, claimed, backflushed, unknown"),
  sentence: z.string(),
});
export const unknown = z
  .array(
    z.object({ code: z.enum(Object.keys(unknownCodes)), subject: z.string(), detail: z.string() }),
  )
  .readonly()
  .describe("What the answer does not know.");
export const LogSize = count
  .exactOptional()
  .describe("How many events the log had. Absent: it could not be said at once.");
const every = {
  logSize: LogSize,
  happenedBy: z.string().exactOptional(),
  asOf: count.describe("Tree size: complete over the recorded events 0 to asOf - 1."),
  digest: z.string().describe("SHA-256 over the question and the answer (RFC 8785)."),
};

export const BetweenShape = z
  .object({
    from: z.string(),
    to: z.string(),
    reaches: z.boolean(),
    why: z.enum(Object.keys(noWay)).exactOptional().describe("Why there is no way."),
    path: z.array(Step).readonly().describe("One of the shortest ways."),
    edges: z.array(Step).readonly().describe("Every edge that is on any way, in log order."),
    unknown,
    coverage: z.object({ edges: count, edgesWithQuantity: count }),
    ...every,
  })
  .meta({ id: "Between" });

export const CommonShape = z
  .object({
    of: z.array(z.string()).readonly(),
    causes: z
      .array(
        z.object({
          ...Thing.shape,
          explains: z.array(z.string()).readonly(),
          others: count
            .exactOptional()
            .describe("Other things it reached; absent: more than othersMax, or not told to you."),
        }),
      )
      .readonly()
      .describe("Who explains the most comes first, then who reached the fewest others."),
    candidates: count.describe("How long the list is without a limit."),
    othersMax: count,
    ...every,
  })
  .meta({ id: "Common" });

export const CircumstancesShape = z
  .object({
    of: z.array(z.string()).readonly(),
    shifts: z.array(z.string()).readonly(),
    behind: z.array(Thing).readonly().describe("The batches behind any of the things."),
    compared: count.describe("Other batches of the same products that were compared."),
    others: count.describe("How many of them there are."),
    circumstances: z
      .array(
        z.object({
          kind: z.enum(["equipment", "person", "shift", "recipe", "reading"]),
          id: z.string(),
          name: z.string(),
          explains: z.array(z.string()).readonly(),
          othersWith: count.describe("How many of those compared have it too."),
          others: count.describe("How many were compared."),
          chance: z
            .string()
            .describe("Fisher's exact test, one-sided, to four digits: a figure to rank by."),
        }),
      )
      .readonly()
      .describe("Who explains the most comes first, then the least likely by chance."),
    candidates: count.describe("How long the list is without a limit."),
    readingsNotCompared: count.describe("No amounts, or in units that do not convert."),
    withoutBatch: z.array(z.string()).readonly().describe("Nothing explains these."),
    ...every,
  })
  .meta({ id: "Circumstances" });

const share = z.string().describe("Of the bad amount, in its unit.");

export const SharesShape = z
  .object({
    from: z.string(),
    mixing: z.enum(mixings),
    bad: Amount,
    heldByLot: share.exactOptional(),
    shares: z
      .array(
        z.object({
          ...Thing.shape,
          verdict: z.enum(verdicts),
          reason: z.enum(Object.keys(verdictReasons)),
          received: share.exactOptional(),
          held: share.exactOptional(),
          certain: share.describe("At least, whatever the mixing was."),
          possible: share.describe("At most, whatever the mixing was."),
        }),
      )
      .readonly(),
    unknown,
    coverage: z.object({ edges: count, edgesUnknown: count }),
    ...every,
  })
  .meta({ id: "Shares" });
