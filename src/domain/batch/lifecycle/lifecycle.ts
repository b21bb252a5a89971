// The fold of what happens to the batch as a whole.

import type { Scope } from "../../kernel/access/standing.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import type { Identifier } from "../../kernel/identifier.ts";
import { toUtc } from "../../kernel/instant.ts";
import type { Batch } from "../batch-part.ts";
import type { reviewEvents } from "../review/events.ts";
import type { BatchIssued, lifecycleEvents } from "./events.ts";

export type Issued = EventOf<typeof BatchIssued>["data"];
export type BatchStatus = "issued" | "running" | "completed" | "approved" | "notApproved";

/** By which it is known now. */
export const numberOf = ({ issued, finalNumber }: Pick<Batch, "issued" | "finalNumber">): string =>
  finalNumber ?? issued.batchNumber;

/** It was issued under a provisional number, and has no other yet. */
export const isProvisional = ({ issued, finalNumber }: Batch): boolean =>
  issued.numberIsProvisional === true && finalNumber === undefined;

/** What is unique of a batch (design, section 2). */
export const numberOfProduct = (
  value: string,
  site: string,
  { materialDefinitionId }: Pick<Issued["material"], "materialDefinitionId">,
): Identifier => ({ scheme: "batchNumber", issuer: `${site} ${materialDefinitionId}`, value });

export const scopeOfIssued = ({ material, clientPartyId }: Issued): Scope => ({
  material: material.materialDefinitionId,
  client: clientPartyId ?? null,
});

export function evolveLifecycle(
  batch: Batch,
  event: EventOf<(typeof lifecycleEvents)[number]>,
  occurredAt: string,
): Batch {
  switch (event.type) {
    case "BatchNumberGiven":
      return { ...batch, finalNumber: event.data.batchNumber };
    case "BatchStarted":
      return { ...batch, status: "running" };
    case "BatchCompleted":
      return { ...batch, status: "completed", completedAt: toUtc(occurredAt) };
    case "BatchHoldPlaced": {
      const { inheritedFromMaterialLotId: _, ...hold } = event.data;
      return { ...batch, holds: new Map(batch.holds).set(hold.holdId, hold) };
    }
    case "BatchHoldLifted": {
      const holds = new Map(batch.holds);
      holds.delete(event.data.holdId);
      return { ...batch, holds };
    }
    case "BatchIssued":
    case "LineCleared":
    case "CommentAdded":
      return batch;
    default:
      return event satisfies never;
  }
}

export function statusAfter(
  event: EventOf<(typeof reviewEvents)[number]>,
  status: BatchStatus,
): BatchStatus {
  switch (event.type) {
    case "BatchRecordApproved":
      return "approved";
    case "BatchRecordNotApproved":
      return "notApproved";
    case "ExceptionJudged":
    case "ProductionApproved":
    case "RecordReviewed":
    case "AddendumWritten":
      return status;
    default:
      return event satisfies never;
  }
}
