// For work behind which nobody waits, as the player of the sample plant: where the store is away it
// goes on when it is back. An append is repeated with the ids and the revision that it had, so that
// it is there once, whatever became of the first attempt.
import { setTimeout as sleep } from "node:timers/promises";
import { EventLogFault } from "../event-log-fault.ts";
import type { EventLog } from "../port.ts";

type Log = Pick<EventLog, "append" | "readStream">;

/** The log has been waiting for the store itself by then. */
const pause_ms = 250;

/** EVENT_STORE_UNAVAILABLE comes out of it only once the signal has aborted. */
export function patientLog<Whole extends Log>(log: Whole, signal: AbortSignal): Whole {
  /** Throws what no waiting cures. */
  async function whileAway(fault: unknown): Promise<void> {
    const isAway = fault instanceof EventLogFault && fault.code === "EVENT_STORE_UNAVAILABLE";
    if (!isAway || signal.aborted) throw fault;
    await sleep(pause_ms, undefined, { signal }).catch(() => {});
  }

  async function append(...given: Parameters<Log["append"]>) {
    for (;;) {
      try {
        return await log.append(...given);
      } catch (fault) {
        await whileAway(fault);
      }
    }
  }

  async function* readStream(...[stream, options = {}]: Parameters<Log["readStream"]>) {
    const step = options.direction === "backwards" ? -1 : 1;
    let { from, limit } = options;
    for (;;) {
      try {
        const rest = { ...options, ...(from !== undefined && { from }), ...(limit && { limit }) };
        for await (const stored of log.readStream(stream, rest)) {
          from = stored.revision + step;
          limit = limit === undefined ? undefined : limit - 1;
          yield stored;
          if (limit === 0 || from < 0) return;
        }
        return;
      } catch (fault) {
        await whileAway(fault);
      }
    }
  }

  return { ...log, append, readStream };
}
