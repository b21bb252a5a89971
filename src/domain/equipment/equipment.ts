// A piece of equipment: what it is registered as, and all that happened to it, so that its standing
// is known at any second and not only now.
import { aggregate, commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { toUtc } from "../kernel/instant.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { type EquipmentRegistered, equipmentEvents } from "./events.ts";
import { type History, withMoment } from "./history.ts";

export interface Equipment {
  readonly status: "registered";
  readonly registered: EventOf<typeof EquipmentRegistered>["data"];
  readonly history: History;
  /** Ids of all that were ever raised, each under itself. */
  readonly alarms: Keyed<string>;
  /** Deviations that are about it. */
  readonly deviationIds: ReadonlySet<string>;
}
export type EquipmentState = { readonly status: "unknown" } | Equipment;

export const equipment = aggregate({
  category: "equipment",
  ofSite: true,
  events: equipmentEvents,
  initial: { status: "unknown" },
  evolve(state: EquipmentState, event, { metadata }): EquipmentState {
    const moment = { at: toUtc(metadata.occurredAt), event };
    if (event.type === "EquipmentRegistered") {
      return {
        status: "registered",
        registered: event.data,
        history: withMoment(undefined, moment),
        alarms: keyed(),
        deviationIds: new Set(),
      };
    }
    if (state.status === "unknown") return state;
    if (event.type === "EquipmentDeviationLinked") {
      return { ...state, deviationIds: new Set(state.deviationIds).add(event.data.deviationId) };
    }
    const history = withMoment(state.history, moment);
    if (event.type !== "AlarmRaised") return { ...state, history };
    const { alarmId } = event.data;
    return { ...state, history, alarms: state.alarms.with(alarmId, alarmId) };
  },
});

export const command = commandsOf(equipment);
