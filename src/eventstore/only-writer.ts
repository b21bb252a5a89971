// Whoever is the only one who writes, as the player of the sample plant is, need not ask the log
// again for what it has read to the end or written itself: most of what a command waits for is such
// a question.
import { LRUCache } from "lru-cache";
import type { EventLog } from "./port.ts";
import type { StoredEvent } from "./stored-event.ts";

type Log = Pick<EventLog, "append" | "readStream">;

/** What is known of a stream. */
interface Known {
  /** Its last revision; -1: it does not exist. */
  readonly end: number;
  /** Its last events, written here and not read again yet. */
  readonly written: readonly StoredEvent[];
}

/** As many as the handler keeps folded. */
const streamsMax = 10_000;

/**
 * The log as it is for its only writer. Another writer's events are found where the same stream is
 * written: that append is refused, and the stream is read anew.
 */
export function onlyWriter<Whole extends Log>(log: Whole): Whole {
  const streams = new LRUCache<string, Known>({ max: streamsMax });

  async function append(...[stream, events, expected]: Parameters<Log["append"]>) {
    const before = streams.get(stream);
    streams.delete(stream);
    const appended = await log.append(stream, events, expected);
    const { revision: end } = appended;
    const first = end - events.length + 1;
    const written = events.map((event, n) => {
      return { ...event, stream, revision: first + n, contentType: "application/json" };
    });
    const former = before?.end === first - 1 ? before.written : [];
    streams.set(stream, { end, written: [...former, ...written] });
    return appended;
  }

  async function* readStream(...[stream, options = {}]: Parameters<Log["readStream"]>) {
    const { from = 0, limit, direction } = options;
    const isTail = limit === undefined && direction !== "backwards";
    const known = isTail ? streams.get(stream) : undefined;
    if (known && from > known.end - known.written.length) {
      streams.set(stream, { end: known.end, written: [] });
      yield* known.written.filter(({ revision }) => revision >= from);
      return;
    }
    let end = from - 1;
    for await (const stored of log.readStream(stream, options)) {
      end = stored.revision;
      yield stored;
    }
    if (isTail) streams.set(stream, { end, written: [] });
  }

  return { ...log, append, readStream };
}
