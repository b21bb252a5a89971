// Holds, and the quality status that a disposition or an import's source states.

import { z } from "zod";
import type { Context, Decision } from "../../kernel/decider.ts";
import { refuseWithoutReason } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { isOfOthers, isSameHold, refuseForRecall, refusePlacing } from "../../kernel/shape/hold.ts";
import type { Decided, Lot } from "../lot.ts";
import { command, type MaterialLotEvent, type MaterialLotState } from "../material-lot.ts";
import { stockNow } from "../on-hand.ts";
import type { QualityStatus } from "../origin/events.ts";
import { ShelfLifeDated } from "../quality/events.ts";
import { HoldLifted, HoldPlaced, LotDeviationLinked, QualityStatusChanged } from "./events.ts";
import { freed } from "./status.ts";

/**
 * Follows a disposition; its callers are the process of disposition, and imports (without a
 * disposition).
 */
export const changeQualityStatus = command(
  "ChangeQualityStatus",
  "system",
  z.strictObject({
    ...QualityStatusChanged.data.omit({ from: true }).shape,
    dated: ShelfLifeDated.data.omit({ decidedEventId: true }).exactOptional(),
  }),
  ({ dated, ...data }, lot, { actor }) => {
    if (lot.status === "unknown") return unknown;
    // What follows a decision is said also where nothing changes: else it would stay to be done.
    const isPast = isDecidedBefore(data, lot);
    const to = isPast ? lot.qualityStatus : data.to;
    if (lot.qualityStatus === to && data.decidedEventId === undefined) return [];
    if (data.dispositionId === undefined && actor.kind !== "import") {
      return refuse("DISPOSITION_REQUIRED", "Only a disposition changes the status of a lot.");
    }
    const { decidedOn: _, ...past } = data;
    const change = { ...(isPast ? past : data), to, from: lot.qualityStatus };
    if (!dated || isPast) return [{ type: "QualityStatusChanged", data: change }];
    const before = { expiresOn: lot.expiresOn ?? null, retestOn: lot.retestOn ?? null };
    const { decidedEventId } = data;
    const shelfLife = { ...dated, ...(decidedEventId !== undefined && { decidedEventId }) };
    return [
      { type: "QualityStatusChanged", data: change },
      { type: "ShelfLifeDated", data: shelfLife, before },
    ];
  },
);

interface Following {
  readonly to: QualityStatus;
  readonly dispositionId?: string;
  readonly decidedOn?: Omit<Decided, "dispositionId">;
}

/**
 * Whether another decision came after it, which the lot follows already. What takes a lot back is
 * never past because of what freed it under another disposition: when in doubt it stays back.
 */
function isDecidedBefore({ to, dispositionId, decidedOn }: Following, lot: Lot): boolean {
  const { decided, qualityStatus } = lot;
  if (!decidedOn || !decided) return false;
  if (decided.dispositionId === dispositionId) return decidedOn.number < decided.number;
  const [frees, isFree] = [freed.has(to), freed.has(qualityStatus)];
  if (!frees && isFree) return false;
  if (frees && !isFree) return decidedOn.lotRevision <= decided.lotRevision;
  return decidedOn.lotRevision < decided.lotRevision;
}

export const linkLotDeviation = command(
  "LinkLotDeviation",
  "system",
  LotDeviationLinked.data,
  (data, lot) => {
    if (lot.status === "unknown") return unknown;
    if (lot.deviationIds.has(data.deviationId)) return [];
    return [{ type: "LotDeviationLinked", data }];
  },
);

const Place = HoldPlaced.data.omit({
  inheritedFromBatchId: true,
  inheritedFromMaterialLotId: true,
  inheritedFromRegisterOf: true,
});
const Lift = z.strictObject({ holdId: HoldLifted.data.shape.holdId });

export const placeHold = command(
  "PlaceHold",
  "placeHold",
  Place,
  (data, lot) => refusePlacing(data, holdOf(lot, data)) ?? placed(data, lot),
);

/** By the recall whose scope the lot is in. */
export const placeRecallHold = command("PlaceRecallHold", "system", Place, (data, lot) =>
  placed(data, lot),
);

/**
 * A result out of specification on what has been freed already; what is in quarantine stays there
 * until it is assessed (21 CFR 211.165(f), 211.192).
 */
export const holdForResult = command("HoldForResult", "system", Place, (data, lot) =>
  lot.status !== "unknown" && freed.has(lot.qualityStatus) ? placed(data, lot) : [],
);

export const liftHold = command("LiftHold", "liftHold", Lift, (data, lot, context) => {
  return refuseForRecall(holdOf(lot, data)) ?? lifted(data, lot, context);
});

/** By the recall, after somebody decided that the lot is not in its scope. */
export const liftRecallHold = command("LiftRecallHold", "system", Lift, (data, lot, context) =>
  isOfOthers(holdOf(lot, data)) ? [] : lifted(data, lot, context),
);

const holdOf = (lot: MaterialLotState, { holdId }: z.output<typeof Lift>) =>
  lot.status === "unknown" ? undefined : lot.holds.get(holdId);

function placed(data: z.output<typeof Place>, lot: MaterialLotState): Decision<MaterialLotEvent> {
  if (lot.status === "unknown") return unknown;
  if (isSameHold(data, lot.holds.get(data.holdId))) return [];
  if (
    data.containerId !== undefined &&
    !stockNow(lot.onHand).containerIds.includes(data.containerId)
  ) {
    return refuse("CONTAINER_UNKNOWN", "The lot has no such container.");
  }
  return [{ type: "HoldPlaced", data }];
}

function lifted(
  { holdId }: z.output<typeof Lift>,
  lot: MaterialLotState,
  context: Context,
): Decision<MaterialLotEvent> {
  if (lot.status === "unknown") return unknown;
  const hold = lot.holds.get(holdId);
  // It has been lifted already, or it was never placed: either way it does not stand.
  if (!hold) return [];
  const data = { holdId, code: hold.code };
  return refuseWithoutReason(context) ?? [{ type: "HoldLifted", data }];
}

const unknown = refuse("NOT_FOUND", "There is no lot under this id.");
