// A load episode: what is in the unit now, and whether it is open, sealed or gone.
import { unknownScope } from "../kernel/access/standing.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { add, negate, type Quantity, sign } from "../kernel/quantity.ts";
import { isRefusal } from "../kernel/refusal.ts";
import { type LogisticUnitLoaded, type LogisticUnitOpened, logisticUnitEvents } from "./events.ts";

export type Movement = EventOf<typeof LogisticUnitLoaded>["data"];

interface Load {
  readonly opened: EventOf<typeof LogisticUnitOpened>["data"];
  /** By movement id, with the direction. */
  readonly movements: ReadonlyMap<string, { readonly into: boolean; readonly moved: Movement }>;
  /** What is in it, by lot, in the unit of measure in which the lot was first loaded. */
  readonly contents: ReadonlyMap<string, Quantity>;
}

export type LogisticUnitState =
  | { readonly status: "unknown" }
  | (Load & { readonly status: "open" })
  | (Load & { readonly status: "sealed"; readonly sealNumber: string })
  | (Load & { readonly status: "shipped"; readonly shipmentId: string });

export const logisticUnit = aggregate({
  category: "logisticUnit",
  ofSite: true,
  // What is in it may be of several; of an empty one nobody knows what will be.
  scope: () => unknownScope,
  events: logisticUnitEvents,
  initial: { status: "unknown" },
  evolve(state: LogisticUnitState, event): LogisticUnitState {
    if (event.type === "LogisticUnitOpened") {
      return { status: "open", opened: event.data, movements: new Map(), contents: new Map() };
    }
    if (state.status === "unknown") return state;
    const { opened, movements, contents } = state;
    const load = { opened, movements, contents };
    switch (event.type) {
      case "LogisticUnitLoaded":
        return { ...state, ...moved(load, event.data, true) };
      case "LogisticUnitUnloaded":
        return { ...state, ...moved(load, event.data, false) };
      case "LogisticUnitSealed":
        return { ...load, status: "sealed", sealNumber: event.data.sealNumber };
      case "LogisticUnitSealBroken":
        return { ...load, status: "open" };
      case "LogisticUnitShipped":
        return { ...load, status: "shipped", shipmentId: event.data.shipmentId };
      default:
        return event satisfies never;
    }
  },
});

function moved(load: Load, movement: Movement, into: boolean): Load {
  const { materialLotId, quantity, movementId } = movement;
  const change = into ? quantity : negate(quantity);
  const before = load.contents.get(materialLotId);
  const after = before ? add(before, change) : change;
  // The decision has added them already: what does not add is refused there and never stored.
  if (isRefusal(after)) throw new Error(`${movementId} does not add to what is in the unit.`);
  return {
    ...load,
    movements: new Map(load.movements).set(movementId, { into, moved: movement }),
    contents: new Map(load.contents).set(materialLotId, after),
  };
}

/** What is in it, lot by lot; what was taken out again is not. */
export const linesIn = (state: LogisticUnitState) =>
  state.status === "unknown"
    ? []
    : [...state.contents]
        .filter(([, quantity]) => sign(quantity) > 0)
        .map(([materialLotId, quantity]) => ({ materialLotId, quantity }));
