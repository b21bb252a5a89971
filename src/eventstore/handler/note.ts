// What is only written down: nothing is decided over it, so its stream is not folded before, and
// who writes it again writes it twice.
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Aggregate } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { EventLogFault } from "../event-log-fault.ts";
import { streamOf } from "../stream-name.ts";
import type { Clock, Session } from "./handle.ts";
import type { Means } from "./record-refusal.ts";

/** Rejects where it is not known to be on disk. */
export type Note = (
  aggregate: Pick<Aggregate<unknown, never>, "category">,
  id: string,
  event: AnyEvent,
  session: Session,
) => Promise<void>;

/**
 * Nothing is decided anew when somebody else was first, so it is tried more often than a command:
 * of two that write without a pause each loses every other time.
 */
const attemptsMax = 100;
const streamsMax = 10_000;

/**
 * The end of the stream is remembered from what was written last. Where somebody else wrote
 * meanwhile the store refuses and tells it: ids are drawn anew for each note, and none of them can
 * be taken for one that is there already.
 */
export function createNote(
  { log, append, inTurn }: Pick<Means, "log" | "append" | "inTurn">,
  clock: Clock,
): Note {
  const ends = new LRUCache<string, number>({ max: streamsMax });

  async function endOf(stream: string): Promise<number> {
    const backwards = { direction: "backwards", limit: 1 } as const;
    for await (const { revision } of log.readStream(stream, backwards)) return revision;
    return -1;
  }

  return ({ category }, id, event, session) => {
    const stream = streamOf(category, id);
    const call = { commandId: randomUUID(), id, data: {} };
    return inTurn(stream, async () => {
      for (let n = 1; ; n += 1) {
        const revision = ends.get(stream) ?? (await endOf(stream));
        // What a fault leaves open is looked up by the next.
        ends.delete(stream);
        const at = clock.now().toISOString();
        try {
          await append({ call, session, stream, at }, revision, [event]);
          ends.set(stream, revision + 1);
          return;
        } catch (error) {
          const lost = error instanceof EventLogFault && error.code === "WRONG_EXPECTED_REVISION";
          if (!lost || n >= attemptsMax) throw error;
          if (error.actual !== undefined && error.actual !== revision)
            ends.set(stream, error.actual);
        }
      }
    });
  };
}
