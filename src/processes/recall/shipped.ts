// To whom something of a recall went, and what of it came back: from the streams of the shipments,
// of the units that left with them, and of lots that were sent out by themselves.

import { sign } from "../../domain/kernel/quantity.ts";
import { linesIn, logisticUnit } from "../../domain/logistic-unit/logistic-unit.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { mostOf, type Traced } from "../../domain/recall/scope/widening.ts";
import { type Line, notListed } from "../../domain/shipment/events.ts";
import { type ShipmentState, shipment } from "../../domain/shipment/shipment.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import type { Reached } from "../../projections/recall/reach.ts";

type ShippedTo = Traced["shipments"][number];
type Loading = Pick<Handler, "load">;

export interface Left {
  readonly to: ShippedTo;
  /** By return number. */
  readonly returns: readonly { readonly returnNumber: string; readonly lines: readonly Line[] }[];
}

/** Of what is reached, what has left, with what of these lots is in it or came back. */
export async function leftIn(
  handler: Loading,
  { shipments, sentOutOf }: Pick<Reached, "shipments" | "sentOutOf">,
  lots: ReadonlySet<string>,
): Promise<readonly Left[]> {
  const found: Left[] = [];
  for (const id of shipments) {
    const lotId = sentOutOf.get(id);
    const one =
      lotId === undefined ? await leftWith(handler, id, lots) : await sentOut(handler, id, lotId);
    if (one) found.push(one);
  }
  return found;
}

/** Undefined: it has not left, or nothing of these lots is in it. */
async function leftWith(
  handler: Loading,
  shipmentId: string,
  lots: ReadonlySet<string>,
): Promise<Left | undefined> {
  const { state } = await handler.load(shipment, shipmentId);
  if (state.status === "unknown") return undefined;
  const within = <Of extends ShippedTo["lines"][number]>(of: readonly Of[]) =>
    of.filter((line) => lots.has(line.materialLotId));
  const { customerPartyId, consignee } = state.prepared;
  const lines = within(await goneWith(handler, shipmentId, state));
  // Whole, so that it says the same whatever else comes into the scope.
  const returns = [...(state.status === "dispatched" ? state.returns.values() : [])]
    .filter(({ lines: back }) => within(back).length > 0)
    .map(({ returnNumber, lines: back }) => ({
      returnNumber,
      lines: back.filter(({ quantity }) => sign(quantity) > 0),
    }));
  if (lines.length + returns.length === 0) return undefined;
  return { to: { shipmentId, customerPartyId, ...consignee, lines }, returns };
}

/**
 * As it was dispatched, as it was in units that left with it, as the consignee found it, or as it
 * came back though nobody had listed it: whatever is the most.
 */
async function goneWith(
  handler: Loading,
  shipmentId: string,
  state: Exclude<ShipmentState, { readonly status: "unknown" }>,
): Promise<ShippedTo["lines"]> {
  const sources: (readonly Line[])[] = [];
  if (state.status === "dispatched") sources.push(state.dispatched.lines);
  const inUnits: Line[] = [];
  for (const unitId of state.prepared.logisticUnitIds) {
    const { state: unit } = await handler.load(logisticUnit, unitId);
    if (unit.status === "shipped" && unit.shipmentId === shipmentId) inUnits.push(...linesIn(unit));
  }
  sources.push(inUnits);
  if (state.status === "dispatched") {
    sources.push(state.received?.lines ?? [], [...state.returns.values()].flatMap(notListed));
  }
  return mostOf(sources.map((lines) => lines.filter(({ quantity }) => sign(quantity) > 0)));
}

async function sentOut(
  handler: Loading,
  eventId: string,
  materialLotId: string,
): Promise<Left | undefined> {
  const { state: lot } = await handler.load(materialLot, materialLotId);
  const sent = lot.status === "unknown" ? undefined : lot.sentOut.get(eventId);
  if (!sent) return undefined;
  const { name, partyId } = sent.to;
  const lines = [{ materialLotId, ...(sent.quantity && { quantity: sent.quantity }) }];
  const party = partyId === undefined ? {} : { customerPartyId: partyId };
  return { to: { shipmentId: eventId, ...party, name, lines }, returns: [] };
}
