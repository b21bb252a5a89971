// The register of a site: which holds stand on what is not yet made. Its stream is read by every
// act that makes, uses, packs, ships or releases something there.
import { unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { Hold } from "../kernel/shape/hold.ts";
import { holdRegisterEvents, type Predicate } from "./events.ts";

export interface PredicateHold extends Hold {
  readonly predicates: readonly Predicate[];
}

export interface HoldRegisterState {
  readonly status: "register";
  /** By hold id. */
  readonly holds: ReadonlyMap<string, PredicateHold>;
}

export const holdRegister = aggregate({
  category: "holdRegister",
  ofSite: true,
  events: holdRegisterEvents,
  initial: { status: "register", holds: new Map() },
  evolve(state: HoldRegisterState, event): HoldRegisterState {
    const holds = new Map(state.holds);
    switch (event.type) {
      case "PredicateHoldPlaced": {
        const former = holds.get(event.data.holdId)?.predicates ?? [];
        const predicates = [...former, ...event.data.predicates];
        holds.set(event.data.holdId, { ...event.data, predicates });
        return { ...state, holds };
      }
      case "PredicateHoldLifted":
        holds.delete(event.data.holdId);
        return { ...state, holds };
      default:
        return event satisfies never;
    }
  },
  /** Its id is the site: whoever places a hold there has the right there. */
  // Its predicates may be of anything.
  scope: (_, id) => ({ ...unknownScope, site: id }),
});
