// To whom something of a recall went, and what of it came back: from the shipments' own streams.

import { sign } from "../../domain/kernel/quantity.ts";
import type { Traced } from "../../domain/recall/scope/widening.ts";
import type { Line } from "../../domain/shipment/events.ts";
import { shipment } from "../../domain/shipment/shipment.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";

type ShippedTo = Traced["shipments"][number];

export interface Left {
  readonly to: ShippedTo;
  /** By return number. */
  readonly returns: readonly { readonly returnNumber: string; readonly lines: readonly Line[] }[];
}

/** Undefined: it has not left, or nothing of these lots is in it. */
export async function leftWith(
  handler: Pick<Handler, "load">,
  shipmentId: string,
  lots: ReadonlySet<string>,
): Promise<Left | undefined> {
  const { state } = await handler.load(shipment, shipmentId);
  if (state.status !== "dispatched") return undefined;
  const { customerPartyId, consignee } = state.dispatched;
  const within = (of: readonly Line[]) => of.filter((line) => lots.has(line.materialLotId));
  const lines = within(state.dispatched.lines);
  // Whole, so that it says the same whatever else comes into the scope.
  const returns = [...state.returns.values()]
    .filter(({ lines: back }) => within(back).length > 0)
    .map(({ returnNumber, lines: back }) => ({
      returnNumber,
      lines: back.filter(({ quantity }) => sign(quantity) > 0),
    }));
  if (lines.length + returns.length === 0) return undefined;
  return { to: { shipmentId, customerPartyId, ...consignee, lines }, returns };
}
