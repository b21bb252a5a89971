// Rework and reprocessing: nothing of it is issued or charged before quality has approved the order
// that names the lots (21 CFR 211.115; ICH Q7, 14.2 and 14.3).
import type { BatchState } from "../../domain/batch/batch.ts";
import { issueBatch } from "../../domain/batch/lifecycle/commands.ts";
import { scopeOfIssued } from "../../domain/batch/lifecycle/lifecycle.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import { type Scope, unknownScope } from "../../domain/kernel/access/standing.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Charge } from "../../domain/kernel/shape/charge.ts";
import type { MaterialLotState } from "../../domain/material-lot/material-lot.ts";
import { refuseUnapproved } from "../../domain/order/commands.ts";
import { type OrderState, order, scopeOfOrder } from "../../domain/order/order.ts";
import { lookingAt } from "../hold/looking-at.ts";
import type { Evidence } from "../material/judgement/evidence.ts";

const none = "none";

/** The order that the command's data names. */
export const orderNamed = {
  aggregate: order,
  id: ({ orderId = none }: { readonly orderId?: string }) => orderId,
  within: true,
} as const;

interface ForOrder {
  readonly orderId?: string;
  readonly clientPartyId?: string;
}

/** An order may be of what comes of the batch only later: it is asked for its client alone. */
export function refuseIssuing(
  { orderId, clientPartyId }: ForOrder,
  state: OrderState,
): Refusal | undefined {
  if (orderId === undefined) return undefined;
  if (state.status === "unknown") return refuse("NOT_FOUND", "There is no order under this id.");
  if (state.status === "closed") {
    return refuse("STATUS_BLOCKS_USE", `The order is closed, ${state.outcome}.`);
  }
  const { customer } = state.placed;
  if (clientPartyId !== undefined && customer && customer.partyId !== clientPartyId) {
    return refuse("ORDER_OF_ANOTHER", "The order is that of another client.", { orderId });
  }
  if (state.placed.rework && !state.isReworkApproved) return refuseUnapproved;
  return state.status === "released"
    ? undefined
    : refuse("STATUS_BLOCKS_USE", "The order is not released: nothing is issued for it yet.");
}

/** Whoever issues for one client issues for none of another's orders. */
export const scopesForOrder = (
  own: Scope,
  { orderId }: ForOrder,
  state: OrderState,
): readonly Scope[] => {
  if (orderId === undefined) return [own];
  const { client = null } = state.status === "unknown" ? unknownScope : scopeOfOrder(state.placed);
  return [own, { client }];
};

export const issueForOrder = lookingAt(
  issueBatch,
  { order: orderNamed },
  (decided, { data, also }) =>
    refuseIssuing(data, also.order) ?? refuseWithoutMaster(data, also.order) ?? decided,
  (data, also) => scopesForOrder(scopeOfIssued(data), data, also.order),
);

/** Its record would never be approved: there is no copy of a master in it (21 CFR 211.188(a)). */
function refuseWithoutMaster({ orderId }: ForOrder, state: OrderState): Refusal | undefined {
  if (orderId === undefined || state.status === "unknown" || !state.placed.rework) return undefined;
  return refuse(
    "ISSUANCE_MISMATCH",
    "The order is a rework: its batch is issued by a master recipe that charges what is put in " +
      "again (issue-batch-by-master).",
  );
}

/** Quality has approved the order of the batch, and it names the lot. */
export const isApprovedFor = (state: OrderState, materialLotId: string): boolean =>
  state.status !== "closed" && namesForRework(state, materialLotId);

/** Also once the order is closed. */
export const namesForRework = (state: OrderState, materialLotId: string): boolean =>
  state.status !== "unknown" &&
  state.isReworkApproved &&
  state.placed.rework?.materialLotIds.includes(materialLotId) === true;

/**
 * What a disposition put aside for rework, or is charged as rework or as a heel, is named by an
 * approved order. Else it is released, and a material of the recipe that was approved or released
 * on a condition.
 */
export function refuseRework(
  batch: BatchState,
  { kind }: Pick<Charge, "kind">,
  materialLotId: string,
  lot: MaterialLotState,
  of: OrderState,
): Refusal | undefined {
  if (lot.status === "unknown" || !isKnown(batch)) return undefined;
  const isPutAside = lot.qualityStatus === "rework";
  if (kind === "charge" && !isPutAside) return undefined;
  if (isApprovedFor(of, materialLotId)) return undefined;
  const isOfOrder = of.status !== "unknown" && of.placed.rework !== undefined;
  const { materialDefinitionId } = lot.material;
  const inRecipe = (batch.issued.recipe?.formula ?? []).some(
    ({ material }) => material.materialDefinitionId === materialDefinitionId,
  );
  if (!isPutAside && !isOfOrder && (inRecipe || lot.qualityStatus === "conditional"))
    return undefined;
  const message = "No order that quality has approved names the lot to be put in again.";
  return refuse("REPROCESSING_NOT_APPROVED", message, { materialLotId });
}

/** With the lots that its order puts in again: none of them in it, it is not completed. */
export function asOrdered(state: BatchState, evidence: Evidence): BatchState {
  if (!isKnown(state) || state.issued.orderId === undefined) return state;
  const of = evidence.of(order, state.issued.orderId);
  if (!of || of.status === "unknown" || !of.placed.rework) return state;
  const { orderNumber, rework } = of.placed;
  return { ...state, rework: { orderNumber, materialLotIds: rework.materialLotIds } };
}

/** An approved rework is what its lot, put aside for it by a disposition, may be used for. */
export const asApproved = (
  lot: MaterialLotState,
  of: OrderState,
  materialLotId: string,
): MaterialLotState =>
  lot.status !== "unknown" && lot.qualityStatus === "rework" && isApprovedFor(of, materialLotId)
    ? { ...lot, qualityStatus: "conditional" }
    : lot;
