// The fold of place, count and name.
import type { AnyEvent, EventOf } from "../../kernel/event-type.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import type { Lot } from "../lot.ts";
import { foundIn } from "../measured.ts";
import { told, whenNext } from "../on-hand.ts";
import type { upkeepEvents } from "./events.ts";

export function evolveUpkeep(
  lot: Lot,
  event: EventOf<(typeof upkeepEvents)[number]>,
  { metadata: { occurredAt } }: Recorded<AnyEvent>,
): Lot {
  switch (event.type) {
    case "MaterialMoved":
      // Of a container that is elsewhere only its own events tell; the lot is where most of it is.
      return event.data.containerId ? lot : { ...lot, locationId: event.data.toLocationId };
    case "MaterialCounted":
    case "QuantityAdjusted": {
      const { quantity, containerId } = event.data;
      const when = whenNext(lot.onHand, occurredAt);
      return {
        ...lot,
        onHand: told(lot.onHand, when, { kind: "found", quantity, containerId }),
        measured: foundIn(lot.measured, event.data),
      };
    }
    case "MaterialLotRelabelled":
      return {
        ...lot,
        identifiers: event.data.identifiers,
        everIdentifiedBy: [...lot.everIdentifiedBy, ...event.data.identifiers],
      };
    default:
      return event satisfies never;
  }
}
