// The fold of quality status and holds, and what they allow.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Lot, PlacedHold } from "../lot.ts";
import type { QualityStatus } from "../origin/events.ts";
import type { statusEvents } from "./events.ts";

export function evolveStatus(lot: Lot, event: EventOf<(typeof statusEvents)[number]>): Lot {
  switch (event.type) {
    case "QualityStatusChanged": {
      const { to, decidedOn, dispositionId } = event.data;
      const decided = decidedOn ? { ...decidedOn, dispositionId } : lot.decided;
      // A decision that is past changes nothing.
      const isPast = dispositionId !== undefined && !decidedOn;
      if (isPast) return { ...lot, qualityStatus: to, decided };
      return { ...lot, qualityStatus: to, decided, freedFor: freedForAfter(lot, event.data) };
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

type Changed = EventOf<(typeof statusEvents)[0]>["data"];

/** Another disposition, for another market, adds that; the same one says anew for which. */
function freedForAfter(
  { freedFor }: Lot,
  { from, to, market, dispositionId = "" }: Changed,
): Lot["freedFor"] {
  if (!freed.has(to)) return new Map();
  const former = freed.has(from) ? freedFor : [];
  return new Map(former).set(dispositionId, market === undefined ? undefined : [market]);
}

/** For which it is released, each once; undefined: for any. */
export function marketsOf({ freedFor }: Lot): readonly string[] | undefined {
  const all = [...freedFor.values()];
  const some = all.flatMap((markets) => markets ?? []);
  return all.length === 0 || all.includes(undefined) ? undefined : [...new Set(some)];
}

/** A decision by which it may be used, or leave. */
export const freed: ReadonlySet<QualityStatus> = new Set(["released", "conditional", "useAtRisk"]);

/** Holds on the lot bind every container; those on a container bind only it. */
export const holdsOn = (lot: Lot, containerId: string | undefined): readonly PlacedHold[] =>
  [...lot.holds.values()].filter(
    (hold) =>
      hold.containerId === undefined ||
      containerId === undefined ||
      hold.containerId === containerId,
  );
