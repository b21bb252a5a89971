// The log of the event store, numbered for the projector.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { EventLog, Followed } from "../../../eventstore/port.ts";
import type { Place } from "../progress.ts";
import type { IndexedEvent, Log } from "./log.ts";

/** What of the event log the projector needs. */
export type ReadableLog = Pick<EventLog, "follow" | "readAll" | "find">;

export function numberedLog(log: ReadableLog): Log {
  return {
    follow: (after, signal) => follow(log, after, signal),
    locate: (place) => locate(log, place),
    firstId: async () => {
      for await (const { id } of log.readAll({ limit: 1 })) return id;
      return undefined;
    },
  };
}

/** Gathers what has come while the last piece was being taken; never waits for more than there is. */
async function* follow(log: ReadableLog, after: Place | undefined, signal: AbortSignal) {
  const position = after ? { after: after.storePosition } : {};
  const followed = log.follow({ ...position, signal })[Symbol.asyncIterator]();
  let index = after ? after.index + 1 : 0;
  let caughtUp = false;
  for (let coming = followed.next(); ; ) {
    const events: IndexedEvent[] = [];
    let result: IteratorResult<Followed, unknown> | undefined = await coming;
    while (result && !result.done && events.length < pieceMax) {
      if (result.value.kind === "event") {
        events.push({ index, event: result.value.event });
        index += 1;
      } else {
        caughtUp = true;
      }
      coming = followed.next();
      result = await Promise.race([coming, nextTurn(undefined)]);
    }
    if (events.length > 0 || caughtUp) yield { events, caughtUp };
    if (result?.done) return;
  }
}

const pieceMax = 500;

/** A restored store has other positions; stream and revision stay what they were. */
async function locate(log: ReadableLog, place: Place): Promise<Place | undefined> {
  const found = await log.find(place.stream, place.revision, place.storePosition);
  return found?.id === place.eventId ? { ...place, storePosition: found.storePosition } : undefined;
}
