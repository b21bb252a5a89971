// Streams that go on later than at their next revision: whether events are missing, or the store
// keeps some of its own there.
import { eventTypes } from "../../domain/catalogue.ts";
import type { EventLog } from "../../eventstore/port.ts";
import { type Gap, isOfTheStore } from "../../eventstore/replica/passed-over.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { checkEntry } from "../../integrity/entry.ts";
import { first, type LogFinding } from "./finding.ts";

export interface Gaps {
  /** The first one at which an event is missing, or is too much. */
  readonly gap: LogFinding | undefined;
  readonly passedOver: readonly LogFinding[];
}

interface GapParts {
  readonly log: Pick<EventLog, "readStream" | "readBytes">;
  readonly macKey: Uint8Array;
  readonly events: AsyncIterable<LoggedBytes>;
  /** Log index of the first of them. */
  readonly from: number;
}

/** `found`: the first gap of any kind. Reads the events only where there is one. */
export async function explainGaps(
  { log, macKey, events, from }: GapParts,
  found: LogFinding | undefined,
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
    const renamed = await renamedIn(log, gap, macKey);
    if (renamed !== undefined) {
      const detail = `${was} An event before it was ours, and was given the type ${renamed}.`;
      return { gap: { code: "EVENT_CHANGED", ...at, detail }, passedOver: first(passedOver) };
    }
    const detail = `${was} The store has events of its own there, and nothing is missing.`;
    passedOver.push({ code: "STORE_EVENT_IN_STREAM", ...at, detail });
  }
  return { gap: undefined, passedOver: first(passedOver) };
}

/** The type of an event of the store's own that has the mac of one of ours, of whatever type. */
async function renamedIn(
  log: GapParts["log"],
  { stream, from, to }: Gap,
  macKey: Uint8Array,
): Promise<string | undefined> {
  const limit = to - from;
  for await (const { type, revision, metadata } of log.readStream(stream, { from, limit })) {
    const bytes = "mac" in metadata ? await log.readBytes(stream, revision) : undefined;
    if (!bytes) continue;
    const types = [type.slice(1), ...eventTypes.keys()];
    if (types.some((one) => checkEntry({ ...bytes, type: one }, macKey).isOurs)) return type;
  }
  return undefined;
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
