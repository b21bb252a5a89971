// What the state of the batch lets be done. An act asks whether it may; an observation notes what
// was not right.
import { type Refusal, refuse } from "../kernel/refusal.ts";
import type { BatchState } from "./batch.ts";
import type { Batch } from "./batch-part.ts";
import { numberOf } from "./lifecycle/lifecycle.ts";

export const unknownBatch = refuse("NOT_FOUND", "There is no batch under this id.");

/** An act belongs to a batch that runs and that nobody holds. */
export function refuseAct(batch: Batch): Refusal | undefined {
  switch (batch.status) {
    case "issued":
      return refuse("BATCH_NOT_STARTED", `Batch ${numberOf(batch)} has not been started.`);
    case "completed":
    case "approved":
    case "notApproved":
      return refuse("BATCH_CLOSED", `Batch ${numberOf(batch)} is completed.`);
    case "running":
      return batch.holds.size === 0
        ? undefined
        : refuse("STATUS_BLOCKS_USE", `Batch ${numberOf(batch)} is on hold.`);
    default:
      return batch.status satisfies never;
  }
}

/** What was observed is recorded until the record is decided on; then only an addendum follows. */
export function refuseEntry(batch: Batch): Refusal | undefined {
  const decided = batch.status === "approved" || batch.status === "notApproved";
  const message = `The record of batch ${numberOf(batch)} is closed.`;
  return decided ? refuse("BATCH_CLOSED", message) : undefined;
}

/** What is odd about an observation made now. */
export function standingFlags({ status, holds }: Batch): readonly StandingFlag[] {
  const onHold = holds.size > 0 ? (["STATUS_BLOCKS_USE"] as const) : [];
  if (status === "issued") return ["BATCH_NOT_STARTED", ...onHold];
  return status === "running" ? onHold : ["BATCH_CLOSED", ...onHold];
}
type StandingFlag = "BATCH_NOT_STARTED" | "BATCH_CLOSED" | "STATUS_BLOCKS_USE";

export const isKnown = (state: BatchState): state is Batch => state.status !== "unknown";
