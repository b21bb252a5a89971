// Preparing and dispatching are acts; what arrived and what
// came back are observations, kept as found.
import type { z } from "zod";
import { commandsOf, type Decision } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import { sameContent } from "../kernel/precondition.ts";
import { refuseNotPositive, sign } from "../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../kernel/refusal.ts";
import {
  type Line,
  ShipmentDispatched,
  ShipmentPrepared,
  ShipmentReceived,
  ShipmentReturned,
} from "./events.ts";
import { compareLines, type ShipmentState, shipment } from "./shipment.ts";

const command = commandsOf(shipment);

export const prepareShipment = command(
  "PrepareShipment",
  "shipGoods",
  ShipmentPrepared.data,
  (data, state) => {
    if (state.status !== "unknown") {
      if (sameContent(state.prepared, data)) return [];
      return refuse("ALREADY_EXISTS", "A shipment with other contents is prepared here already.");
    }
    if (data.lines.length + data.logisticUnitIds.length === 0) {
      return refuse("SHIPMENT_EMPTY", "No lot and no logistic unit is in the shipment.");
    }
    const refused = refuseMistyped(data.identifiers) ?? refuseNothing(data.lines);
    return refused ?? [{ type: "ShipmentPrepared", data }];
  },
  {
    reserves: { identifiers: ({ identifiers }) => identifiers, code: "IDENTIFIER_TAKEN" },
    scope: ({ customerPartyId }) => ({ client: customerPartyId }),
  },
);

const Dispatch = ShipmentDispatched.data.pick({ carrier: true, sealNumber: true });

export const dispatchShipment = command("DispatchShipment", "shipGoods", Dispatch, (data, state) =>
  dispatched(data, state),
);

/** It has left already: recorded whatever stands against it, and flagged. */
export const recordDispatch = command("RecordDispatch", "shipGoods", Dispatch, (data, state) =>
  dispatched(data, state),
);

function dispatched(
  data: z.output<typeof Dispatch>,
  state: ShipmentState,
): Decision<EventOf<typeof ShipmentDispatched>> {
  switch (state.status) {
    case "unknown":
      return unknown;
    case "prepared": {
      const { identifiers: _, ...contents } = state.prepared;
      return [{ type: "ShipmentDispatched", data: { ...contents, ...data } }];
    }
    case "dispatched":
      return [];
    default:
      return state satisfies never;
  }
}

const Receive = ShipmentReceived.data.omit({ discrepancies: true });

export const confirmReceipt = command("ConfirmReceipt", "shipGoods", Receive, (data, state) => {
  if (state.status === "unknown") return unknown;
  if (state.status === "prepared") return notDispatched;
  if (state.received) {
    const { discrepancies: _, ...before } = state.received;
    if (sameContent(before, data)) return [];
    return refuse("ALREADY_EXISTS", "Another receipt of this shipment is confirmed already.");
  }
  const refused = refuseNothing(data.lines.filter(({ quantity }) => sign(quantity) !== 0));
  const discrepancies = refused ?? compareLines(state.dispatched.lines, data.lines, "both");
  if (isRefusal(discrepancies)) return discrepancies;
  return [{ type: "ShipmentReceived", data: { ...data, discrepancies } }];
});

const Return = ShipmentReturned.data.omit({ discrepancies: true });

export const recordReturn = command("RecordReturn", "shipGoods", Return, (data, state) => {
  if (state.status === "unknown") return unknown;
  if (state.status === "prepared") return notDispatched;
  const known = state.returns.get(data.returnNumber);
  if (known) {
    const { discrepancies: _, ...before } = known;
    if (sameContent(before, data)) return [];
    return refuse("ALREADY_EXISTS", `Return ${data.returnNumber} is recorded already.`);
  }
  const soFar = [...state.returns.values()].flatMap(({ lines }) => lines);
  const all = [...soFar, ...data.lines];
  const compared =
    refuseNothing(data.lines) ?? compareLines(state.dispatched.lines, all, "overOnly");
  if (isRefusal(compared)) return compared;
  const here = new Set(data.lines.map(({ materialLotId }) => materialLotId));
  const discrepancies = compared.filter(({ materialLotId }) => here.has(materialLotId));
  return [{ type: "ShipmentReturned", data: { ...data, discrepancies } }];
});

const unknown = refuse("NOT_FOUND", "No shipment is prepared under this id.");
const notDispatched = refuse("STEP_OUT_OF_ORDER", "The shipment has not been dispatched.", {
  cause: "notDispatched",
});

function refuseNothing(lines: readonly Line[]): Refusal | undefined {
  for (const { quantity } of lines) {
    const refused = refuseNotPositive(quantity);
    if (refused) return refused;
  }
  return undefined;
}
