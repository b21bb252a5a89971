// The log of the event store, numbered for the projector.
import { followIndexed } from "../../../eventstore/log-index.ts";
import type { EventLog } from "../../../eventstore/port.ts";
import type { Place } from "../progress.ts";
import type { Log } from "./log.ts";

/** What of the event log the projector needs. */
export type ReadableLog = Pick<EventLog, "follow" | "readAll" | "find">;

export function numberedLog(log: ReadableLog): Log {
  return {
    follow: (from, signal) => followIndexed(log, { from, signal }),
    locate: (place) => locate(log, place),
    firstId: async () => {
      for await (const { id } of log.readAll({ limit: 1 })) return id;
      return undefined;
    },
  };
}

/** A restored store has other positions; stream and revision stay what they were. */
async function locate(log: ReadableLog, place: Place): Promise<Place | undefined> {
  const found = await log.find(place.stream, place.revision, place.storePosition);
  return found?.id === place.eventId ? { ...place, storePosition: found.storePosition } : undefined;
}
