// Registering, qualifying, calibrating, cleaning, using, and taking out of service.
import { commandsOf } from "../kernel/decider.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import { refuseUnauthenticated, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { type Equipment, equipment } from "./equipment.ts";
import {
  EquipmentCalibrated,
  EquipmentCleaned,
  EquipmentQualified,
  EquipmentRegistered,
  EquipmentRetired,
  EquipmentStateChanged,
  EquipmentUseEnded,
  EquipmentUseStarted,
  type UseFlag,
} from "./events.ts";

const command = commandsOf(equipment);

export const registerEquipment = command(
  "RegisterEquipment",
  "qualifyEquipment",
  EquipmentRegistered.data,
  (data, state) => {
    if (state.status === "unknown") {
      return refuseMistyped(data.identifiers) ?? [{ type: "EquipmentRegistered", data }];
    }
    if (sameContent(state.registered, data)) return [];
    return refuse("ALREADY_EXISTS", `${state.registered.name} is registered here already.`);
  },
  { reserves: { identifiers: ({ identifiers }) => identifiers, code: "IDENTIFIER_TAKEN" } },
);

export const qualifyEquipment = command(
  "QualifyEquipment",
  "qualifyEquipment",
  EquipmentQualified.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "retired") return retired;
    if (sameContent(state.qualified, data)) return [];
    return refuseUnauthenticated(context) ?? [{ type: "EquipmentQualified", data }];
  },
);

/** A failed calibration is recorded like any other; from then on the equipment may not be used. */
export const recordCalibration = command(
  "RecordCalibration",
  "maintainEquipment",
  EquipmentCalibrated.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    return sameContent(state.calibrated, data) ? [] : [{ type: "EquipmentCalibrated", data }];
  },
);

export const recordCleaning = command(
  "RecordCleaning",
  "maintainEquipment",
  EquipmentCleaned.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (state.usedByBatchId !== undefined) {
      return refuse("STATUS_BLOCKS_USE", "While it is in use it cannot be cleaned for the next.");
    }
    return [{ type: "EquipmentCleaned", data }];
  },
);

const Use = EquipmentUseStarted.data.omit({ flags: true });

export const startEquipmentUse = command(
  "StartEquipmentUse",
  "useEquipment",
  Use,
  (data, state, { occurredAt }) => {
    if (state.status === "unknown") return unknown;
    if (state.usedByBatchId === data.batchId) return [];
    const [first] = objections(state, occurredAt);
    if (first) return refuse(first, `${state.registered.name} may not be used now.`);
    return [{ type: "EquipmentUseStarted", data: { ...data, flags: [] } }];
  },
);

/** It is in use already: recorded whatever its state, and flagged. */
export const recordEquipmentUse = command(
  "RecordEquipmentUse",
  "useEquipment",
  Use,
  (data, state, { occurredAt }) => {
    if (state.status === "unknown") return unknown;
    if (state.usedByBatchId === data.batchId) return [];
    const flags = [...objections(state, occurredAt)];
    return [{ type: "EquipmentUseStarted", data: { ...data, flags } }];
  },
);

export const endEquipmentUse = command(
  "EndEquipmentUse",
  "useEquipment",
  EquipmentUseEnded.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    return state.usedByBatchId === data.batchId ? [{ type: "EquipmentUseEnded", data }] : [];
  },
);

export const changeEquipmentState = command(
  "ChangeEquipmentState",
  "useEquipment",
  EquipmentStateChanged.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    return sameContent(state.running, data) ? [] : [{ type: "EquipmentStateChanged", data }];
  },
);

export const retireEquipment = command(
  "RetireEquipment",
  "qualifyEquipment",
  EquipmentRetired.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "retired") return [];
    if (state.usedByBatchId !== undefined) {
      return refuse("STATUS_BLOCKS_USE", "It is in use.");
    }
    return refuseWithoutReason(context) ?? [{ type: "EquipmentRetired", data }];
  },
);

const unknown = refuse("NOT_FOUND", "No equipment is registered under this id.");
const retired = refuse("STATUS_BLOCKS_USE", "The equipment has been taken out of service.");

/** What stands against using it at this time (21 CFR 211.67, 211.68, 211.182). */
function objections(state: Equipment, at: string): readonly UseFlag[] {
  const day = at.slice(0, 10);
  const { qualified, calibrated, clean, registered } = state;
  const lapsed = !qualified || (qualified.validUntil !== undefined && qualified.validUntil < day);
  const inaccurate =
    registered.calibrationNeeded &&
    (!calibrated || calibrated.result === "fail" || calibrated.dueOn < day);
  const dirty = !clean || (clean.until !== undefined && clean.until < day);
  const busy = state.usedByBatchId !== undefined || state.status === "retired";
  return [
    ...(lapsed || inaccurate ? (["DEVICE_NOT_QUALIFIED"] as const) : []),
    ...(dirty || busy ? (["STATUS_BLOCKS_USE"] as const) : []),
  ];
}
