// Holds, and the quality status that a disposition or an import's source states.
import { z } from "zod";
import { refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../material-lot.ts";
import { HoldLifted, HoldPlaced, QualityStatusChanged } from "./events.ts";

/**
 * Follows a disposition; its callers are the process of disposition, and imports (without a
 * disposition).
 */
export const changeQualityStatus = command(
  "ChangeQualityStatus",
  "system",
  QualityStatusChanged.data.omit({ from: true }),
  (data, lot, { actor }) => {
    if (lot.status === "unknown") return unknown;
    if (lot.qualityStatus === data.to) return [];
    if (data.dispositionId === undefined && actor.kind !== "import") {
      return refuse("DISPOSITION_REQUIRED", "Only a disposition changes the status of a lot.");
    }
    const change = { ...data, from: lot.qualityStatus };
    return [{ type: "QualityStatusChanged", data: change }];
  },
);

const Place = HoldPlaced.data.omit({
  inheritedFromBatchId: true,
  inheritedFromMaterialLotId: true,
});

export const placeHold = command("PlaceHold", "placeHold", Place, (data, lot) => {
  if (lot.status === "unknown") return unknown;
  if (lot.holds.has(data.holdId)) return [];
  if (data.containerId !== undefined && !lot.onHand.containers.has(data.containerId)) {
    return refuse("CONTAINER_UNKNOWN", "The lot has no such container.");
  }
  return [{ type: "HoldPlaced", data }];
});

export const liftHold = command(
  "LiftHold",
  "liftHold",
  z.strictObject({ holdId: HoldLifted.data.shape.holdId }),
  ({ holdId }, lot, context) => {
    if (lot.status === "unknown") return unknown;
    const hold = lot.holds.get(holdId);
    // It has been lifted already, or it was never placed: either way it does not stand.
    if (!hold) return [];
    const data = { holdId, code: hold.code };
    return refuseWithoutReason(context) ?? [{ type: "HoldLifted", data }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no lot under this id.");
