// Reconciling a container: an observation. What does not add up is shown, never refused.
import type { z } from "zod";
import type { EventOf } from "../../kernel/event-type.ts";
import { toUtc } from "../../kernel/instant.ts";
import { compare, negate, type Quantity, sign, sumOf, unitRatio } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import type { Lot } from "../lot.ts";
import { command, type MaterialLotEvent } from "../material-lot.ts";
import { stockAt } from "../on-hand.ts";
import type { Stock } from "../stock.ts";
import { ContainerReconciled } from "./events.ts";

const Reconcile = ContainerReconciled.data.pick({
  containerId: true,
  left: true,
  loss: true,
  lossCause: true,
});
type Account = EventOf<typeof ContainerReconciled>["data"];

/** The loss leaves the books, and what is left is what is in stock from here on. */
export const reconcileContainer = command(
  "ReconcileContainer",
  "handleMaterial",
  Reconcile,
  (data, lot, { occurredAt }) => {
    if (lot.status === "unknown") return refuse("NOT_FOUND", "There is no lot under this id.");
    const { containerId, left, loss, lossCause } = data;
    const then = stockAt(lot.onHand, occurredAt);
    if (!then.containerIds.includes(containerId)) {
      return refuse("CONTAINER_UNKNOWN", "The lot has no such container.", { containerId });
    }
    const refused = refuseNegative(left) ?? (loss && refuseNegative(loss));
    if (refused) return refused;
    if (loss && sign(loss) > 0 && lossCause === undefined) {
      return refuse("REASON_REQUIRED", "What was the loss?");
    }
    return [
      { type: "ContainerReconciled", data: accountOf(lot, data, occurredAt) },
      ...consequences(then, data),
    ];
  },
);

function consequences(then: Stock, data: z.output<typeof Reconcile>): readonly MaterialLotEvent[] {
  const { containerId, left, loss, lossCause: cause = "" } = data;
  const lost = loss && sign(loss) > 0 ? loss : undefined;
  const before = then.inside.get(containerId);
  const booked = lost && before ? sumOf([before, negate(lost)]) : before;
  const scrapped = lost && { quantity: lost, containerId, cause, flags: [] };
  const asBooked = booked && compare(booked, left) === 0;
  const counted = { quantity: left, containerId, ...(booked && { booked }) };
  return [
    ...(scrapped ? [{ type: "MaterialScrapped" as const, data: scrapped }] : []),
    ...(asBooked ? [] : [{ type: "MaterialCounted" as const, data: counted }]),
  ];
}

/**
 * Drawn, returned, left and lost against what was there then; with one unknown, no difference. What
 * came back later of what had been drawn by then is in it, against `otherwise`.
 */
export function accountOf(lot: Lot, data: z.output<typeof Reconcile>, occurredAt: string): Account {
  const { containerId, left, loss } = data;
  const received = lot.onHand.opened.inside.get(containerId);
  const none = { value: "0", unitOfMeasure: left.unitOfMeasure };
  const at = toUtc(occurredAt);
  const draws = [...lot.draws.values()].filter(
    (draw) => draw.containerId === containerId && draw.when.at <= at,
  );
  const drawn = sumOf([none, ...draws.map(({ quantity }) => quantity)]);
  const returned = sumOf([none, ...draws.flatMap((draw) => draw.returned)]);
  const booked = stockAt(lot.onHand, occurredAt).inside.get(containerId);
  const byMoves = total([received, drawn && negate(drawn), returned]);
  const otherwise = total([booked, byMoves && negate(byMoves)]);
  const lost = loss ?? none;
  const difference = total([byMoves, otherwise, negate(lost), negate(left)]);
  return {
    ...data,
    ...(received && { received }),
    ...(drawn && { drawn }),
    ...(returned && { returned }),
    ...(otherwise && { otherwise }),
    ...(difference && { difference }),
  };
}

/** Of what is all known. */
const total = (parts: readonly (Quantity | undefined)[]): Quantity | undefined =>
  parts.every((one) => one !== undefined) ? sumOf(parts) : undefined;

function refuseNegative(quantity: Quantity): Refusal | undefined {
  if (!unitRatio(quantity.unitOfMeasure)) {
    return refuse("UNIT_UNKNOWN", `${quantity.unitOfMeasure} is not known.`);
  }
  return sign(quantity) >= 0
    ? undefined
    : refuse("QUANTITY_NOT_POSITIVE", `${quantity.value} is less than nothing.`);
}
