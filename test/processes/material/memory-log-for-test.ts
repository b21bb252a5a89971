// A log in memory, for what is decided over many streams: as strict about revisions as the real
// one, and much faster. What a crash leaves is tried on a real one (open-halves.long.test.ts).
import { EventLogFault } from "../../../src/eventstore/event-log-fault.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";

export function memoryLog(): EventLog {
  const streams = new Map<string, StoredEvent[]>();
  const log: Pick<EventLog, "append" | "readStream"> = {
    append(stream, events, expected) {
      const kept = streams.get(stream) ?? [];
      const revision = kept.length - 1;
      const wanted = expected === "no_stream" ? -1 : expected;
      if (wanted !== revision) {
        const message = `${stream} stands at ${revision}.`;
        return Promise.reject(new EventLogFault("WRONG_EXPECTED_REVISION", message));
      }
      const contentType = "application/json";
      const stored = events.map((event, n) => {
        const copy = structuredClone(event);
        return { ...copy, stream, contentType, revision: revision + 1 + n };
      });
      streams.set(stream, [...kept, ...stored]);
      return Promise.resolve({ revision: revision + events.length });
    },
    async *readStream(stream, { from = 0 } = {}) {
      yield* (streams.get(stream) ?? []).slice(from);
    },
  };
  return log as EventLog;
}
