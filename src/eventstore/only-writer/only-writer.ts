// Whoever is the only one who writes, as the player of the sample plant is, need not ask the log
// again for what it has read to the end or written itself, nor wait until it is on disk before it
// goes on: most of what a command waits for is one of the two.
import { LRUCache } from "lru-cache";
import { EventLogFault } from "../event-log-fault.ts";
import type { EventLog } from "../port.ts";
import type { StoredEvent } from "../stored-event.ts";
import { StreamsWritten } from "./streams-written.ts";

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

/** So many appends are under way at most: the log takes them in one behind the other. */
const underWayMax = 256;

export interface Settling {
  /** Resolves once all that was appended is kept, or throws what kept one of them from it. */
  settled(): Promise<void>;
}

export interface Beginning {
  /** Nothing had been written when it began: what it has not written itself is not there. */
  readonly empty?: boolean;
}

/**
 * The log as it is for its only writer. `append` answers before the events are on disk: they are
 * once `settled` has resolved. That there was another writer is told by it, or by the next append,
 * and for good: what was appended since rests on what is not there.
 */
export function onlyWriter<Whole extends Log>(
  log: Whole,
  { empty = false }: Beginning = {},
): Whole & Settling {
  const all = empty ? new StreamsWritten() : undefined;
  const streams = new LRUCache<string, Known>({ max: streamsMax });
  const underWay = new Map<string, Promise<void>>();
  const faults: unknown[] = [];

  function begin(...[stream, events, expected]: Parameters<Log["append"]>): void {
    const before = underWay.get(stream);
    const appending = inItsTurn(before, [stream, events, expected]).then(
      () => {},
      (fault: unknown) => {
        faults.push(fault);
      },
    );
    const both = before ? Promise.all([before, appending]).then(() => {}) : appending;
    const ended = both.then(() => {
      if (underWay.get(stream) === ended) underWay.delete(stream);
    });
    underWay.set(stream, ended);
  }

  /** Where the connection was lost, one may be repeated after another that builds on it. */
  async function inItsTurn(
    before: Promise<void> | undefined,
    given: Parameters<Log["append"]>,
  ): Promise<unknown> {
    try {
      return await log.append(...given);
    } catch (fault) {
      if (!before || !isWrongRevision(fault)) throw fault;
      await before;
      if (faults.length > 0) throw fault;
      return log.append(...given);
    }
  }

  async function settled(): Promise<void> {
    await Promise.all(underWay.values());
    if (faults.length > 0) throw faults[0];
  }

  async function append(...[stream, events, expected]: Parameters<Log["append"]>) {
    if (faults.length > 0) throw faults[0];
    all?.add(stream);
    if (expected === "any" || expected === "stream_exists") {
      await settled();
      streams.delete(stream);
      return log.append(stream, events, expected);
    }
    if (underWay.size >= underWayMax) await settled();
    const before = streams.get(stream);
    const last = expected === "no_stream" ? -1 : expected;
    begin(stream, events, expected);
    const written = events.map((event, n) => {
      return { ...event, stream, revision: last + 1 + n, contentType: "application/json" };
    });
    const end = last + events.length;
    const former = before?.end === last ? before.written : [];
    streams.set(stream, { end, written: [...former, ...written] });
    return { revision: end };
  }

  async function* readStream(...[stream, options = {}]: Parameters<Log["readStream"]>) {
    if (all && !all.mayHave(stream)) return;
    const { from = 0, limit, direction } = options;
    const isTail = limit === undefined && direction !== "backwards";
    const known = isTail ? streams.get(stream) : undefined;
    if (known && from > known.end - known.written.length) {
      streams.set(stream, { end: known.end, written: [] });
      yield* known.written.filter(({ revision }) => revision >= from);
      return;
    }
    await underWay.get(stream);
    let end = from - 1;
    for await (const stored of log.readStream(stream, options)) {
      end = stored.revision;
      yield stored;
    }
    if (isTail) streams.set(stream, { end, written: [] });
  }

  return { ...log, append, readStream, settled };
}

const isWrongRevision = (fault: unknown): boolean =>
  fault instanceof EventLogFault && fault.code === "WRONG_EXPECTED_REVISION";
