// A piece of equipment: what it is registered as, and all that happened to it, so that its standing
// is known at any second and not only now.
import { aggregate, commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { toUtc } from "../kernel/instant.ts";
import { type EquipmentEvent, type EquipmentRegistered, equipmentEvents } from "./events.ts";
import { alarmsAfter, type OpenAlarms } from "./machine/exception.ts";

/** An event with its business time, UTC. */
export interface Moment {
  readonly at: string;
  readonly event: EquipmentEvent;
}

export interface Equipment {
  readonly status: "registered";
  readonly registered: EventOf<typeof EquipmentRegistered>["data"];
  /** By business time; of one time in the order of the log. */
  readonly history: readonly Moment[];
  /** Deviations that are about it. */
  readonly deviationIds: ReadonlySet<string>;
  /** What a review of the batches that they were raised in must look at. */
  readonly openAlarms: OpenAlarms;
}
export type EquipmentState = { readonly status: "unknown" } | Equipment;

export const equipment = aggregate({
  category: "equipment",
  ofSite: true,
  events: equipmentEvents,
  initial: { status: "unknown" },
  evolve(state: EquipmentState, event, recorded): EquipmentState {
    const moment = { at: toUtc(recorded.metadata.occurredAt), event };
    if (event.type === "EquipmentRegistered") {
      return {
        status: "registered",
        registered: event.data,
        history: [moment],
        deviationIds: new Set(),
        openAlarms: new Map(),
      };
    }
    if (state.status === "unknown") return state;
    if (event.type === "EquipmentDeviationLinked") {
      return { ...state, deviationIds: new Set(state.deviationIds).add(event.data.deviationId) };
    }
    const openAlarms = alarmsAfter(state.openAlarms, recorded);
    return { ...state, history: inserted(state.history, moment), openAlarms };
  },
});

export const command = commandsOf(equipment);

/** Entries come in about the order of their times: late ones go where they belong. */
export function inserted(history: readonly Moment[], moment: Moment): readonly Moment[] {
  const before = history.findLastIndex(({ at }) => at <= moment.at) + 1;
  return [...history.slice(0, before), moment, ...history.slice(before)];
}
