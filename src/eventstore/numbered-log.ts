// The log as the projector follows it: numbered, and with a way to find a place in it again.
import { LogRestored } from "../domain/log/events.ts";
import type { Codec } from "./codec.ts";
import { followIndexed, type IndexedChunk } from "./log-index.ts";
import type { EventLog } from "./port.ts";
import type { StorePosition } from "./stored-event.ts";
import { streamOf } from "./stream-name.ts";

export interface LogPlace {
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  readonly storePosition: StorePosition;
}

export interface NumberedLog {
  follow(after: LogPlace | undefined, signal: AbortSignal): AsyncIterable<IndexedChunk>;
  locate(place: LogPlace): Promise<LogPlace | undefined>;
  names(): Promise<readonly string[]>;
}

export function numberedLog(
  log: Pick<EventLog, "follow" | "readAll" | "readStream" | "find">,
  codec: Pick<Codec, "decode">,
): NumberedLog {
  async function firstId(): Promise<string | undefined> {
    for await (const { id } of log.readAll({ limit: 1 })) return id;
    return undefined;
  }
  return {
    follow: (from, signal) => followIndexed(log, { from, signal }),
    // A restored store has other positions; stream and revision stay what they were.
    async locate(place) {
      const found = await log.find(place.stream, place.revision, place.storePosition);
      if (found?.id !== place.eventId) return undefined;
      return { ...place, storePosition: found.storePosition };
    },
    async names() {
      const first = await firstId();
      if (first === undefined) return [];
      const told = await Array.fromAsync(log.readStream(streamOf("log", first)));
      const restores = told.filter(
        (event) => event.type === LogRestored.name && codec.decode(event).kind === "ours",
      );
      return [first, ...restores.map(({ id }) => id)];
    },
  };
}
