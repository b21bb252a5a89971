// What a decision is asked of the lot that it is about, by the folds of all that it rests on.
import { batch } from "../../domain/batch/batch.ts";
import { deviation } from "../../domain/deviation/deviation.ts";
import type { decideDisposition } from "../../domain/disposition/commands.ts";
import { refuseStep } from "../../domain/disposition/commands.ts";
import { type DispositionDecision, freeing, type Shown } from "../../domain/disposition/events.ts";
import type { HoldRegisterState } from "../../domain/hold-register/hold-register.ts";
import type { Context, DataOf } from "../../domain/kernel/decider.ts";
import { refuseWithoutReason } from "../../domain/kernel/precondition.ts";
import { compare, type Quantity } from "../../domain/kernel/quantity.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { refuseUnlessOverridden } from "../../domain/kernel/shape/override.ts";
import type { Lot } from "../../domain/material-lot/lot.ts";
import { type MaterialLotState, materialLot } from "../../domain/material-lot/material-lot.ts";
import { stockNow } from "../../domain/material-lot/on-hand.ts";
import type { QualityStatus } from "../../domain/material-lot/origin/events.ts";
import { refuseHeld } from "../hold/standing.ts";
import type { Evidence } from "../material/judgement/evidence.ts";
import { lacksOf, madeBy } from "../material/judgement/lacks.ts";
import { hereNow } from "../material/judgement/sources.ts";
import { type Looked, refuseNotShown } from "./view.ts";

export type Data = DataOf<typeof decideDisposition>;

export function refuseForLot(
  { materialLotId, decision, quantity, override, shown }: Data,
  evidence: Evidence,
  register: HoldRegisterState,
  context: Context,
  looked: Looked | undefined,
): Refusal | undefined {
  const lot: MaterialLotState = evidence.of(materialLot, materialLotId) ?? materialLot.initial;
  if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
  const under = override && evidence.of(deviation, override.deviationId);
  if (under?.status === "unknown") {
    return refuse("NOT_FOUND", "There is no deviation under the id that the override names.");
  }
  if (under?.status === "closed") {
    return refuse("DEVIATION_REQUIRED", "The deviation that the override names is closed.");
  }
  const held = freeing.has(decision) && refuseHeld(register, materialLotId, lot);
  if (held) return held;
  const undone = refuseUndoing(lot, decision, context);
  if (undone) return undone;
  const other = quantity && refuseOtherAmount(quantity, stockNow(lot.onHand).total);
  if (other) return other;
  const stale =
    shown && (refuseStale(shown, evidence, materialLotId) ?? refuseNotShown(shown, looked));
  if (stale) return stale;
  if (!freeing.has(decision)) return undefined;
  const here = { ...hereNow(context), dateOf: context.dateOf };
  const lacking = lacksOf(evidence, register, { materialLotId, lot, decision }, here)
    .map((refusal) =>
      // What went into it is decided on first, and by nobody's leave is it not.
      refusal.refused === "MATERIAL_NOT_RELEASED"
        ? refusal
        : refuseUnlessOverridden(refusal, override, context),
    )
    .find((refused) => refused);
  if (lacking || shown || !looked || madeBy(evidence, materialLotId).length === 0) return lacking;
  return refuse("VIEW_NOT_STATED", "The lot was made by a batch: say what of it was shown.");
}

/** What is decided is decided of all of the lot; in another unit nobody knows of how much. */
function refuseOtherAmount(quantity: Quantity, total: Quantity | undefined): Refusal | undefined {
  const order = total && compare(quantity, total);
  if (order === undefined || order === 0) return undefined;
  if (order === -1) {
    return refuse("SUBLOT_REQUIRED", "A part of a lot is split off before it is decided on.");
  }
  if (order === 1) {
    return refuse("QUANTITY_NOT_AVAILABLE", "There is less of the lot than is decided on.");
  }
  return order;
}

/**
 * A lot that was rejected, suspended or put aside for rework is not freed by a decision under
 * another id, whatever was decided under that before, nor is what was released put under
 * conditions, at risk or rejected past its suspension: what follows it is the same, and takes a
 * reason.
 */
function refuseUndoing(
  { qualityStatus }: Pick<Lot, "qualityStatus">,
  decision: DispositionDecision,
  context: Context,
): Refusal | undefined {
  const former = lasting[qualityStatus];
  if (former === undefined || former === decision) return undefined;
  return refuseStep(former, decision) ?? refuseWithoutReason(context);
}
const lasting: { readonly [Status in QualityStatus]?: DispositionDecision } = {
  released: "release",
  rejected: "reject",
  suspended: "suspend",
  rework: "rework",
};

/** What was shown is all that is recorded of each batch that made the lot, by the log (ES-6). */
function refuseStale(shown: Shown, evidence: Evidence, materialLotId: string): Refusal | undefined {
  const changed = madeBy(evidence, materialLotId).find((id) => {
    const made = evidence.of(batch, id);
    const seen = shown.batches.find(({ batchId }) => batchId === id)?.toRevision ?? -1;
    return made !== undefined && made.status !== "unknown" && made.revision > seen;
  });
  if (changed === undefined) return undefined;
  return refuse("RECORD_CHANGED_SINCE_VIEW", "The record of a batch has more than was shown.", {
    batchId: changed,
    differs: [`batch ${changed} revision`],
  });
}
