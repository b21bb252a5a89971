// The register of a product, whose id it has: which serial numbers are reserved, and for what.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type Gathered, gather, noSerials, serialsOf } from "../kernel/gs1/serial.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { type SerialsReserved, serialRegisterEvents } from "./events.ts";

type Reservation = EventOf<typeof SerialsReserved>["data"];

export interface SerialRegisterState {
  readonly status: "register";
  /** By reservation id. */
  readonly reservations: Keyed<Reservation>;
  readonly taken: Gathered;
}

export const serialRegister = aggregate({
  category: "serialRegister",
  ofSite: false,
  events: serialRegisterEvents,
  initial: { status: "register", reservations: keyed<Reservation>(), taken: [] },
  evolve(state: SerialRegisterState, event): SerialRegisterState {
    switch (event.type) {
      case "SerialsReserved": {
        const found = serialsOf(event.data.serials);
        const serials = "serials" in found ? found.serials : noSerials;
        return {
          ...state,
          reservations: state.reservations.with(event.data.reservationId, event.data),
          taken: gather(state.taken, serials),
        };
      }
      default:
        return event.type satisfies never;
    }
  },
  scope: (_, id) => ({ material: id }),
});
