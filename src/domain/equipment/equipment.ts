// A piece of equipment: what it is registered as, and all that happened to it, so that its standing
// is known at any second and not only now.
import { aggregate, commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { toUtc } from "../kernel/instant.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { type EquipmentRegistered, equipmentEvents } from "./events.ts";
import { type History, recentOf, withMoment } from "./history.ts";
import { alarmsAfter, type OpenAlarms } from "./machine/exception.ts";

/** Some hundred batches. What is entered later than that is decided on the whole history. */
const momentsMax = 1_000;

export interface Equipment {
  readonly status: "registered";
  readonly registered: EventOf<typeof EquipmentRegistered>["data"];
  readonly history: History;
  /** Deviations that are about it, each under itself. */
  readonly deviationIds: Keyed<string>;
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
        history: withMoment(undefined, moment),
        deviationIds: keyed(),
        openAlarms: new Map(),
      };
    }
    if (state.status === "unknown") return state;
    if (event.type === "EquipmentDeviationLinked") {
      const { deviationId } = event.data;
      return { ...state, deviationIds: state.deviationIds.with(deviationId, deviationId) };
    }
    const openAlarms = alarmsAfter(state.openAlarms, recorded);
    return { ...state, history: withMoment(state.history, moment), openAlarms };
  },
  recent: (state) =>
    state.status === "unknown" ? state : { ...state, history: recentOf(state.history, momentsMax) },
});

export const command = commandsOf(equipment);
