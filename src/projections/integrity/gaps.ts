// Streams that go on later than at their next revision: whether events are missing, or the store
// keeps some of its own there.
import type { EventLog } from "../../eventstore/port.ts";
import { type Gap, isOfTheStore } from "../../eventstore/replica/passed-over.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { first, type LogFinding } from "./finding.ts";

export interface Gaps {
  /** The first one at which an event is missing, or is too much. */
  readonly gap: LogFinding | undefined;
  readonly passedOver: readonly LogFinding[];
}

/**
 * `found`: the first gap of any kind. Reads `events`, which begin at position `from`, only where
 * there is one.
 */
export async function explainGaps(
  log: Pick<EventLog, "readStream">,
  found: LogFinding | undefined,
  events: AsyncIterable<LoggedBytes>,
  from: number,
): Promise<Gaps> {
  if (found?.code !== "EVENT_REMOVED") return { gap: found, passedOver: [] };
  const passedOver: LogFinding[] = [];
  for await (const { position, ...gap } of gapsIn(events, from)) {
    const { stream, to: revision } = gap;
    const was = `Its stream goes on at ${revision}, where ${gap.from} was due.`;
    const at = { position, stream, revision };
    if (!(await isOfTheStore(log, gap))) {
      const detail = `${was} An event before it is missing.`;
      return { gap: { code: "EVENT_REMOVED", ...at, detail }, passedOver: first(passedOver) };
    }
    const detail = `${was} The store has events of its own there, and nothing is missing.`;
    passedOver.push({ code: "STORE_EVENT_IN_STREAM", ...at, detail });
  }
  return { gap: undefined, passedOver: first(passedOver) };
}

async function* gapsIn(
  events: AsyncIterable<LoggedBytes>,
  from: number,
): AsyncGenerator<Gap & { readonly position: number }> {
  const next = new Map<string, number>();
  let position = from;
  for await (const { stream, revision } of events) {
    // What came before `from` is not read.
    const due = next.get(stream) ?? (from === 0 ? 0 : revision);
    if (revision > due) yield { position, stream, from: due, to: revision };
    next.set(stream, revision + 1);
    position += 1;
  }
}
