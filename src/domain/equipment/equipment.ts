// A piece of equipment: qualified, calibrated and clean are independent facts; so is what it is
// doing.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import {
  type EquipmentCalibrated,
  type EquipmentEvent,
  type EquipmentQualified,
  type EquipmentRegistered,
  type EquipmentStateChanged,
  equipmentEvents,
} from "./events.ts";

export interface Equipment {
  readonly status: "inService" | "retired";
  readonly registered: EventOf<typeof EquipmentRegistered>["data"];
  readonly qualified: EventOf<typeof EquipmentQualified>["data"] | undefined;
  readonly calibrated: EventOf<typeof EquipmentCalibrated>["data"] | undefined;
  /** New equipment is cleaned before its first use like any other. */
  readonly clean: { readonly until: string | undefined } | undefined;
  readonly usedByBatchId: string | undefined;
  readonly running: EventOf<typeof EquipmentStateChanged>["data"] | undefined;
}
export type EquipmentState = { readonly status: "unknown" } | Equipment;

export const equipment = aggregate({
  category: "equipment",
  ofSite: true,
  events: equipmentEvents,
  initial: { status: "unknown" },
  evolve(state: EquipmentState, event): EquipmentState {
    if (event.type === "EquipmentRegistered") return registered(event.data);
    return state.status === "unknown" ? state : evolveKnown(state, event);
  },
});

const registered = (data: Equipment["registered"]): Equipment => ({
  status: "inService",
  registered: data,
  qualified: undefined,
  calibrated: undefined,
  clean: undefined,
  usedByBatchId: undefined,
  running: undefined,
});

type Later = Exclude<EquipmentEvent, { readonly type: "EquipmentRegistered" }>;

function evolveKnown(state: Equipment, event: Later): Equipment {
  switch (event.type) {
    case "EquipmentQualified":
      return { ...state, qualified: event.data };
    case "EquipmentCalibrated":
      return { ...state, calibrated: event.data };
    case "EquipmentCleaned":
      return { ...state, clean: { until: event.data.cleanUntil } };
    case "EquipmentUseStarted":
      return { ...state, usedByBatchId: event.data.batchId, clean: undefined };
    case "EquipmentUseEnded":
      return { ...state, usedByBatchId: undefined };
    case "EquipmentStateChanged":
      return { ...state, running: event.data };
    case "EquipmentRetired":
      return { ...state, status: "retired" };
    default:
      return event satisfies never;
  }
}
