// The register of a product, whose id it has: which serial numbers are reserved, and for what.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { noSerials, type Serials, serialsOf, union } from "../kernel/gs1/serial.ts";
import { type SerialsReserved, serialRegisterEvents } from "./events.ts";

export interface SerialRegisterState {
  readonly status: "register";
  /** By reservation id. */
  readonly reservations: ReadonlyMap<string, EventOf<typeof SerialsReserved>["data"]>;
  readonly taken: Serials;
}

export const serialRegister = aggregate({
  category: "serialRegister",
  ofSite: false,
  events: serialRegisterEvents,
  initial: { status: "register", reservations: new Map(), taken: noSerials },
  evolve(state: SerialRegisterState, event): SerialRegisterState {
    switch (event.type) {
      case "SerialsReserved": {
        const found = serialsOf(event.data.serials);
        const serials = "serials" in found ? found.serials : noSerials;
        return {
          ...state,
          reservations: new Map(state.reservations).set(event.data.reservationId, event.data),
          taken: union(state.taken, serials),
        };
      }
      default:
        return event.type satisfies never;
    }
  },
  scope: (_, id) => ({ material: id }),
});
