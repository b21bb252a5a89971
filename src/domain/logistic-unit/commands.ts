// Filling, sealing and shipping a logistic unit. Nothing goes in or out while the seal is whole.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { add, negate, refuseNotPositive, sign } from "../kernel/quantity.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import {
  LogisticUnitLoaded,
  LogisticUnitOpened,
  LogisticUnitSealed,
  LogisticUnitShipped,
  LogisticUnitUnloaded,
} from "./events.ts";
import { type LogisticUnitState, linesIn, logisticUnit, type Movement } from "./logistic-unit.ts";

const command = commandsOf(logisticUnit);

export const openLogisticUnit = command(
  "OpenLogisticUnit",
  "shipGoods",
  LogisticUnitOpened.data,
  (data, state) => {
    if (state.status === "unknown") {
      return refuseMistyped(data.identifiers) ?? [{ type: "LogisticUnitOpened", data }];
    }
    if (sameContent(state.opened, data)) return [];
    return refuse("ALREADY_EXISTS", "Another load is begun under this id already.");
  },
  {
    // Empty it is nobody's.
    scope: () => ({}),
    reserves: { identifiers: ({ identifiers }) => identifiers, code: "IDENTIFIER_TAKEN" },
  },
);

export const loadLogisticUnit = command(
  "LoadLogisticUnit",
  "shipGoods",
  LogisticUnitLoaded.data,
  (data, state) => moving(data, state, true) ?? [{ type: "LogisticUnitLoaded", data }],
);

export const unloadLogisticUnit = command(
  "UnloadLogisticUnit",
  "shipGoods",
  LogisticUnitUnloaded.data,
  (data, state) => moving(data, state, false) ?? [{ type: "LogisticUnitUnloaded", data }],
);

export const sealLogisticUnit = command(
  "SealLogisticUnit",
  "shipGoods",
  LogisticUnitSealed.data,
  (data, state) => {
    if (state.status === "sealed" && state.sealNumber === data.sealNumber) return [];
    return refuseUnlessOpen(state) ?? [{ type: "LogisticUnitSealed", data }];
  },
);

export const breakSeal = command(
  "BreakSeal",
  "shipGoods",
  z.strictObject({}),
  (_, state, context) => {
    switch (state.status) {
      case "unknown":
        return unknown;
      case "open":
        return [];
      case "sealed": {
        const { sealNumber } = state;
        const event = { type: "LogisticUnitSealBroken", data: { sealNumber } } as const;
        return refuseWithoutReason(context) ?? [event];
      }
      case "shipped":
        return gone;
      default:
        return state satisfies never;
    }
  },
);

export const shipLogisticUnit = command(
  "ShipLogisticUnit",
  "shipGoods",
  LogisticUnitShipped.data.omit({ lines: true }),
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (state.status !== "shipped") {
      return [{ type: "LogisticUnitShipped", data: { ...data, lines: [...linesIn(state)] } }];
    }
    return state.shipmentId === data.shipmentId ? [] : gone;
  },
);

const unknown = refuse("NOT_FOUND", "No load was begun under this id.");
const gone = refuse("STATUS_BLOCKS_USE", "The unit has left with a shipment.");

/** None where it happened already, a refusal where it may not, undefined where it may. */
function moving(data: Movement, state: LogisticUnitState, into: boolean) {
  if (state.status === "unknown") return unknown;
  const known = state.movements.get(data.movementId);
  if (known) {
    if (sameContent(known, { into, moved: data })) return [];
    return refuse("ALREADY_EXISTS", `Movement ${data.movementId} was recorded with other content.`);
  }
  return refuseUnlessOpen(state) ?? refuseAmounts(data) ?? unbalanced(data, state, into);
}

const refuseAmounts = ({ quantity, count }: Movement): Refusal | undefined =>
  refuseNotPositive(quantity) ?? (count && refuseNotPositive(count));

function unbalanced(
  { materialLotId, quantity }: Movement,
  state: Exclude<LogisticUnitState, { status: "unknown" }>,
  into: boolean,
): Refusal | undefined {
  const inside = state.contents.get(materialLotId);
  const after = inside ? add(inside, into ? quantity : negate(quantity)) : undefined;
  if (after && "refused" in after) return after;
  if (into || (after && sign(after) >= 0)) return undefined;
  const there = inside ? `${inside.value} ${inside.unitOfMeasure}` : "nothing";
  return refuse("QUANTITY_NOT_RECONCILED", `There is ${there} of this lot in the unit.`);
}

function refuseUnlessOpen(state: LogisticUnitState): Refusal | undefined {
  if (state.status === "unknown") return unknown;
  if (state.status === "shipped") return gone;
  if (state.status === "open") return undefined;
  return refuse("UNIT_SEALED", `The unit is sealed with ${state.sealNumber}.`);
}
