// Moving, counting, adjusting and relabelling. A count is recorded whatever the books say.
import { asMeant } from "../../kernel/entry/meant.ts";
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { compare, type Quantity, sign, unitRatio } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import { command } from "../material-lot.ts";
import { stockAt } from "../on-hand.ts";
import type { Stock } from "../stock.ts";
import {
  MaterialCounted,
  MaterialLotRelabelled,
  MaterialMoved,
  QuantityAdjusted,
} from "./events.ts";

export const moveMaterial = command(
  "MoveMaterial",
  "handleMaterial",
  MaterialMoved.data.omit({ fromLocationId: true }),
  (data, lot, { occurredAt }) => {
    if (lot.status === "unknown") return unknown;
    if (lot.status === "destroyed") return refuse("LOT_EMPTY", "The lot has been destroyed.");
    const noSuch = refuseContainer(stockAt(lot.onHand, occurredAt), data.containerId);
    if (noSuch) return noSuch;
    if (data.containerId === undefined && lot.locationId === data.toLocationId) return [];
    const from = lot.locationId === undefined ? {} : { fromLocationId: lot.locationId };
    return [{ type: "MaterialMoved", data: { ...from, ...data } }];
  },
);

export const countMaterial = command(
  "CountMaterial",
  "handleMaterial",
  MaterialCounted.data.omit({ booked: true }),
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    const then = stockAt(lot.onHand, context.occurredAt);
    const refused = refuseNegative(data.quantity) ?? refuseContainer(then, data.containerId);
    if (refused) return refused;
    const booked = bookedIn(then, data.containerId);
    // Where the books have nothing there is nothing to be far from.
    const limits = booked && sign(booked) > 0 ? asBooked(booked) : undefined;
    const meant = asMeant(data.quantity, { limits }, data, context);
    if (isRefusal(meant)) return meant;
    const { confirmed: _, ...found } = data;
    return [{ type: "MaterialCounted", data: { ...found, ...(booked && { booked }), ...meant } }];
  },
);

export const adjustQuantity = command(
  "AdjustQuantity",
  "handleMaterial",
  QuantityAdjusted.data,
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    const then = stockAt(lot.onHand, context.occurredAt);
    const refused = refuseNegative(data.quantity) ?? refuseContainer(then, data.containerId);
    if (refused) return refused;
    const booked = bookedIn(then, data.containerId);
    if (booked && compare(booked, data.quantity) === 0) return [];
    const before = { quantity: booked ?? null };
    return refuseWithoutReason(context) ?? [{ type: "QuantityAdjusted", data, before }];
  },
);

export const relabelMaterialLot = command(
  "RelabelMaterialLot",
  "handleMaterial",
  MaterialLotRelabelled.data,
  (data, lot, context) => {
    if (lot.status === "unknown") return unknown;
    if (sameContent(lot.identifiers, data.identifiers)) return [];
    const before = { identifiers: lot.identifiers };
    return refuseWithoutReason(context) ?? [{ type: "MaterialLotRelabelled", data, before }];
  },
  {
    reserves: {
      identifiers: ({ identifiers }) =>
        identifiers.filter(({ scheme }) => scheme === "internalLot"),
      code: "IDENTIFIER_TAKEN",
    },
  },
);

const asBooked = (booked: Quantity) => ({ low: booked, high: booked, rounding: "none" }) as const;

const unknown = refuse("NOT_FOUND", "There is no lot under this id.");

const bookedIn = (stock: Stock, containerId: string | undefined): Quantity | undefined =>
  containerId === undefined ? stock.total : stock.inside.get(containerId);

const refuseContainer = (stock: Stock, containerId: string | undefined): Refusal | undefined =>
  containerId === undefined || stock.containerIds.includes(containerId)
    ? undefined
    : refuse("CONTAINER_UNKNOWN", "The lot has no such container.", { containerId });

/** Nothing left is a finding like any other. */
function refuseNegative(quantity: Quantity): Refusal | undefined {
  if (!unitRatio(quantity.unitOfMeasure)) {
    return refuse("UNIT_UNKNOWN", `${quantity.unitOfMeasure} is not known.`);
  }
  if (sign(quantity) >= 0) return undefined;
  return refuse("QUANTITY_NOT_POSITIVE", `${quantity.value} is less than nothing.`);
}
