// How the lots stand that went into a batch: what is used at risk, or was taken back after it was
// used, blocks what was made of it until it is decided on itself (21 CFR 211.84, 211.110(c)).
import type { BatchState } from "../../domain/batch/batch.ts";
import type { HoldRegisterState } from "../../domain/hold-register/hold-register.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import { type MaterialLotState, materialLot } from "../../domain/material-lot/material-lot.ts";
import { statusFlags } from "../../domain/material-lot/use/use.ts";
import { type OrderState, order } from "../../domain/order/order.ts";
import { refuseHeld } from "../hold/standing.ts";
import type { Evidence } from "../material/judgement/evidence.ts";
import { namesForRework } from "../order/rework.ts";

/**
 * MATERIAL_NOT_RELEASED, MATERIAL_REJECTED, MATERIAL_SUSPENDED or LOT_ON_HOLD for each lot that
 * stands so; at risk it may be used while one is not released yet.
 */
export function refuseInputs(
  evidence: Evidence,
  register: HoldRegisterState,
  made: BatchState,
  atRisk: boolean,
): readonly Refusal[] {
  if (made.status === "unknown") return [];
  const { orderId } = made.issued;
  const of = (orderId === undefined ? undefined : evidence.of(order, orderId)) ?? order.initial;
  const went = [...made.material.consumptions.values()].filter(({ voided }) => !voided);
  return went.flatMap(({ data: { materialLotId, containerId } }) => {
    const lot = evidence.of(materialLot, materialLotId) ?? materialLot.initial;
    const refused =
      refuseHeld(register, materialLotId, lot, containerId) ??
      refuseStanding(lot, of, materialLotId);
    if (!refused || (atRisk && refused.refused === "MATERIAL_NOT_RELEASED")) return [];
    return [refused];
  });
}

function refuseStanding(
  lot: MaterialLotState,
  of: OrderState,
  materialLotId: string,
): Refusal | undefined {
  if (lot.status === "unknown") return undefined;
  const { qualityStatus, material } = lot;
  // What quality had put in again is decided on with what was made of it.
  if (qualityStatus === "rework" && namesForRework(of, materialLotId)) return undefined;
  const [flag] = statusFlags(lot);
  const code = flag ?? (qualityStatus === "useAtRisk" ? "MATERIAL_NOT_RELEASED" : undefined);
  if (!code) return undefined;
  const message = `${material.name} went into the batch, and its lot is not released.`;
  return refuse(code, message, { materialLotId, qualityStatus });
}
