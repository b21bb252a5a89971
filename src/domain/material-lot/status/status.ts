// The fold of quality status and holds, and what they allow.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Lot, PlacedHold } from "../lot.ts";
import type { statusEvents } from "./events.ts";

export function evolveStatus(lot: Lot, event: EventOf<(typeof statusEvents)[number]>): Lot {
  switch (event.type) {
    case "QualityStatusChanged": {
      const { to, decidedOn, dispositionId } = event.data;
      const decided = decidedOn ? { ...decidedOn, dispositionId } : lot.decided;
      return { ...lot, qualityStatus: to, decided };
    }
    case "HoldPlaced":
      return { ...lot, holds: new Map(lot.holds).set(event.data.holdId, event.data) };
    case "HoldLifted": {
      const holds = new Map(lot.holds);
      holds.delete(event.data.holdId);
      return { ...lot, holds };
    }
    case "LotDeviationLinked":
      return { ...lot, deviationIds: new Set(lot.deviationIds).add(event.data.deviationId) };
    default:
      return event satisfies never;
  }
}

/** Holds on the lot bind every container; those on a container bind only it. */
export const holdsOn = (lot: Lot, containerId: string | undefined): readonly PlacedHold[] =>
  [...lot.holds.values()].filter(
    (hold) =>
      hold.containerId === undefined ||
      containerId === undefined ||
      hold.containerId === containerId,
  );
