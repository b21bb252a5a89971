// Issuing, starting and completing a batch, and what is said of it as a whole.
import { z } from "zod";
import type { Context, Decision } from "../../kernel/decider.ts";
import { refuseBackdated, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuseNotPositive } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { isOfOthers, isSameHold, refuseForRecall, refusePlacing } from "../../kernel/shape/hold.ts";
import { type BatchEvent, type BatchState, command } from "../batch.ts";
import type { Batch } from "../batch-part.ts";
import { refuseLacking } from "../control-recipe/gate/gate.ts";
import { refuseMissing } from "../control-recipe/gate/missing.ts";
import { openMatters } from "../control-recipe/gate/open-matter.ts";
import { unreconciled } from "../label/commands.ts";
import { unfinished } from "../phase/phase.ts";
import { areSerialsReconciled } from "../serial/commands.ts";
import { isKnown, refuseAct, refuseEntry, unknownBatch } from "../standing.ts";
import {
  BatchCompleted,
  BatchHoldLifted,
  BatchHoldPlaced,
  BatchIssued,
  BatchNumberGiven,
  BatchStarted,
  CommentAdded,
  LineCleared,
} from "./events.ts";
import { isProvisional, numberOf, numberOfProduct, scopeOfIssued } from "./lifecycle.ts";

/** The number is given once per site and product (design, section 2). */
export const issueBatch = command(
  "IssueBatch",
  "issueBatch",
  BatchIssued.data,
  (data, batch) => {
    if (isKnown(batch)) {
      if (sameContent(batch.issued, data)) return [];
      return refuse("ALREADY_EXISTS", `Batch ${numberOf(batch)} is issued here already.`);
    }
    const refused = data.plannedQuantity && refuseNotPositive(data.plannedQuantity);
    return refused ?? [{ type: "BatchIssued", data }];
  },
  {
    reserves: {
      identifiers: ({ batchNumber, material }, _, site) => [
        numberOfProduct(batchNumber, site, material),
      ],
      code: "BATCH_ID_EXISTS",
    },
    scope: (data) => scopeOfIssued(data),
  },
);

/** Once, unique per site and product as any other; the provisional number stays taken. */
export const giveBatchNumber = command(
  "GiveBatchNumber",
  "issueBatch",
  BatchNumberGiven.data.pick({ batchNumber: true }),
  ({ batchNumber }, batch, context) => {
    if (!isKnown(batch)) return unknownBatch;
    const formerNumber = numberOf(batch);
    if (!isProvisional(batch)) {
      if (formerNumber === batchNumber) return [];
      return refuse("BATCH_NUMBER_FINAL", `${formerNumber} is the final number of the batch.`);
    }
    const refused = refuseEntry(batch) ?? refuseBackdated(context);
    const data = { batchNumber, formerNumber };
    const before = { batchNumber: formerNumber };
    return refused ?? [{ type: "BatchNumberGiven", data, before }];
  },
  {
    reserves: {
      identifiers: ({ batchNumber }, _, site, batch) =>
        isKnown(batch) ? [numberOfProduct(batchNumber, site, batch.issued.material)] : [],
      code: "BATCH_ID_EXISTS",
    },
  },
);

export const startBatch = command(
  "StartBatch",
  "executeBatch",
  BatchStarted.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "running") return [];
    if (batch.status !== "issued") return refuseAct(batch) ?? [];
    if (batch.holds.size > 0) return refuse("STATUS_BLOCKS_USE", "A hold stands on the batch.");
    return [{ type: "BatchStarted", data }];
  },
);

/** The gate of execution (regulatory, section 6): every phase of the recipe is accounted for. */
export const completeBatch = command(
  "CompleteBatch",
  "executeBatch",
  BatchCompleted.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    if (batch.status === "completed") return [];
    const refused = refuseAct(batch);
    if (refused && refused.refused !== "STATUS_BLOCKS_USE") return refused;
    return refuseOpen(batch) ?? [{ type: "BatchCompleted", data }];
  },
);

/** Asked at completion and again at approval: observations are recorded between the two. */
export function refuseOpen(batch: Batch): Refusal | undefined {
  const incomplete = refuseIncomplete(batch);
  if (incomplete) return incomplete;
  const open = unreconciled(batch);
  if (open.length > 0) {
    const message = "Labels that were issued have not been reconciled.";
    return refuse("LABEL_RECONCILIATION_FAILED", message, { sections: [18], materialLotIds: open });
  }
  if (areSerialsReconciled(batch)) return undefined;
  const message = "Serial numbers that were issued have not been reconciled.";
  return refuse("SERIAL_RECONCILIATION_FAILED", message, { sections: [19] });
}

function refuseIncomplete(batch: Batch): Refusal | undefined {
  if (batch.copied) return refuseLacking(batch);
  const steps = unfinished(batch).map((item) => ({ section: 9, item }));
  return refuseMissing([...openMatters(batch), ...steps]);
}

export const clearLine = command("ClearLine", "executeBatch", LineCleared.data, (data, batch) => {
  if (!isKnown(batch)) return unknownBatch;
  return refuseEntry(batch) ?? [{ type: "LineCleared", data }];
});

/** Also after approval: it changes nothing of what was approved. */
export const addComment = command(
  "AddComment",
  "executeBatch",
  CommentAdded.data,
  (data, batch) => {
    if (!isKnown(batch)) return unknownBatch;
    if (data.aboutEventId !== undefined && !batch.authors.has(data.aboutEventId)) {
      return refuse("NOT_FOUND", "The batch has no such entry to comment on.");
    }
    return [{ type: "CommentAdded", data }];
  },
);

const Place = BatchHoldPlaced.data.omit({ inheritedFromMaterialLotId: true });
const Lift = z.strictObject({ holdId: BatchHoldLifted.data.shape.holdId });

export const placeBatchHold = command(
  "PlaceBatchHold",
  "placeHold",
  Place,
  (data, batch) => refusePlacing(data, holdOf(batch, data)) ?? placed(data, batch),
);

/** By the recall whose scope the batch is in. */
export const placeRecallBatchHold = command(
  "PlaceRecallBatchHold",
  "system",
  Place,
  (data, batch) => placed(data, batch),
);

export const liftBatchHold = command(
  "LiftBatchHold",
  "liftHold",
  Lift,
  (data, batch, context) => refuseForRecall(holdOf(batch, data)) ?? lifted(data, batch, context),
);

/** By the recall, after somebody decided that the batch is not in its scope. */
export const liftRecallBatchHold = command(
  "LiftRecallBatchHold",
  "system",
  Lift,
  (data, batch, context) => (isOfOthers(holdOf(batch, data)) ? [] : lifted(data, batch, context)),
);

const holdOf = (batch: BatchState, { holdId }: z.output<typeof Lift>) =>
  isKnown(batch) ? batch.holds.get(holdId) : undefined;

function placed(data: z.output<typeof Place>, batch: BatchState): Decision<BatchEvent> {
  if (!isKnown(batch)) return unknownBatch;
  const isRepeated = isSameHold(data, batch.holds.get(data.holdId));
  return isRepeated ? [] : [{ type: "BatchHoldPlaced", data }];
}

function lifted(
  { holdId }: z.output<typeof Lift>,
  batch: BatchState,
  context: Context,
): Decision<BatchEvent> {
  if (!isKnown(batch)) return unknownBatch;
  const hold = batch.holds.get(holdId);
  // It has been lifted already, or it was never placed: either way it does not stand.
  if (!hold) return [];
  const data = { holdId, code: hold.code };
  return refuseWithoutReason(context) ?? [{ type: "BatchHoldLifted", data }];
}
