// To whom something of a recall went, and what of it came back: from the streams of the shipments,
// of the units that left with them, and of lots that were sent out by themselves.

import { sign } from "../../domain/kernel/quantity.ts";
import { linesIn, logisticUnit } from "../../domain/logistic-unit/logistic-unit.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { mostOf } from "../../domain/recall/scope/widening.ts";
import { type Line, notListed } from "../../domain/shipment/events.ts";
import { type ShipmentState, shipment } from "../../domain/shipment/shipment.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import type { Reached } from "../../projections/recall/reach.ts";
import { type KnownShipments, knowingNothing, type Left, type Whole } from "./known-shipments.ts";

type ShippedTo = Left["to"];
type Loading = Pick<Handler, "load">;

/**
 * Of what is reached, what has left, with what of these lots is in it or came back. `known`: what
 * was read before and has not changed is not read again.
 */
export async function leftIn(
  handler: Loading,
  { shipments, sentOutOf }: Pick<Reached, "shipments" | "sentOutOf">,
  lots: ReadonlySet<string>,
  known: KnownShipments = knowingNothing,
): Promise<readonly Left[]> {
  const found: Left[] = [];
  for (const id of shipments) {
    const lotId = sentOutOf.get(id);
    const whole = await known.of(id, () =>
      lotId === undefined ? goneUnder(handler, id) : sentOut(handler, id, lotId),
    );
    const one = whole && within(whole, lots);
    if (one) found.push(one);
  }
  return found;
}

/** Undefined: nothing of these lots is in it. */
function within({ to, returns }: Left, lots: ReadonlySet<string>): Left | undefined {
  const isOurs = ({ materialLotId }: { readonly materialLotId: string }) => lots.has(materialLotId);
  const lines = to.lines.filter(isOurs);
  // Whole, so that it says the same whatever else comes into the scope.
  const back = returns
    .filter((one) => one.lines.some(isOurs))
    .map(({ returnNumber, lines: all }) => ({
      returnNumber,
      lines: all.filter(({ quantity }) => sign(quantity) > 0),
    }));
  if (lines.length + back.length === 0) return undefined;
  return { to: { ...to, lines }, returns: back };
}

/** Of all lots. Undefined: nothing is recorded of it. */
async function goneUnder(handler: Loading, shipmentId: string): Promise<Whole | undefined> {
  const { state } = await handler.load(shipment, shipmentId);
  if (state.status === "unknown") return undefined;
  const { customerPartyId, consignee, logisticUnitIds } = state.prepared;
  const lines = await goneWith(handler, shipmentId, state);
  const returns = state.status === "dispatched" ? [...state.returns.values()] : [];
  const read = [`shipment-${shipmentId}`, ...logisticUnitIds.map((id) => `logisticUnit-${id}`)];
  return { to: { shipmentId, customerPartyId, ...consignee, lines }, returns, read };
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
): Promise<Whole | undefined> {
  const { state: lot } = await handler.load(materialLot, materialLotId);
  const sent = lot.status === "unknown" ? undefined : lot.sentOut.get(eventId);
  if (!sent) return undefined;
  const { name, partyId } = sent.to;
  const lines = [{ materialLotId, ...(sent.quantity && { quantity: sent.quantity }) }];
  const party = partyId === undefined ? {} : { customerPartyId: partyId };
  const read = [`materialLot-${materialLotId}`];
  return { to: { shipmentId: eventId, ...party, name, lines }, returns: [], read };
}
