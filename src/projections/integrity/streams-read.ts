// While the log is read: whether each stream goes on without a gap; and then, whether the store
// gives the same of it to who asks for the stream alone, as every decision does.
import { setTimeout as sleep } from "node:timers/promises";
import type { EventLog } from "../../eventstore/port.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import { type LogFinding, placeOf } from "./finding.ts";

interface Read {
  /** Log index of its first event that was read. */
  readonly position: number;
  next: number;
}

export class StreamsRead {
  readonly #streams = new Map<string, Read>();
  readonly #isFromTheBeginning: boolean;
  /** The first event that is not the next one of its stream. */
  gap: LogFinding | undefined;

  constructor(isFromTheBeginning: boolean) {
    this.#isFromTheBeginning = isFromTheBeginning;
  }

  take(position: number, bytes: LoggedBytes): void {
    const { stream, revision } = bytes;
    const read = this.#streams.get(stream);
    const due = read?.next ?? (this.#isFromTheBeginning ? 0 : revision);
    if (revision !== due) this.gap ??= gapAt(position, bytes, due);
    if (read) read.next = revision + 1;
    else this.#streams.set(stream, { position, next: revision + 1 });
  }

  get count(): number {
    return this.#streams.size;
  }

  /** One for each stream that is not given from its beginning to where the log has it. */
  async hidden(
    log: Pick<EventLog, "readStream">,
    onAsked: (done: number, streams: number) => void = () => {},
  ): Promise<readonly LogFinding[]> {
    const found: LogFinding[] = [];
    let done = 0;
    onAsked(done, this.count);
    const left = this.#streams.entries();
    const ask = async () => {
      for (const [stream, read] of left) {
        const detail = await hiddenIn(log, stream, read);
        done += 1;
        if (done % progressEvery === 0) onAsked(done, this.count);
        if (detail === undefined) continue;
        found.push({ code: "EVENTS_HIDDEN", position: read.position, stream, detail });
      }
    };
    await Promise.all(Array.from({ length: askedAtOnce }, ask));
    return found.sort((one, other) => one.position - other.position);
  }
}

/**
 * What a follower in a cluster does not have yet is not hidden: where somebody else than who gave
 * the log answers for a stream, it is asked again.
 */
export async function stillHidden(
  look: () => Promise<readonly LogFinding[]>,
): Promise<readonly LogFinding[]> {
  let hidden = await look();
  for (const pause_ms of pauses_ms) {
    if (hidden.length === 0) break;
    await sleep(pause_ms);
    hidden = await look();
  }
  return hidden;
}

const pauses_ms = [100, 400, 1_600];

const askedAtOnce = 32;
const progressEvery = 100;
/** Events: a call costs more than so many. */
const shortMax = 10;

function gapAt(position: number, bytes: LoggedBytes, due: number): LogFinding {
  const at = { position, ...placeOf(bytes) };
  const detail = `Its stream goes on at ${bytes.revision}, where ${due} was due.`;
  return bytes.revision > due
    ? { code: "EVENT_REMOVED", ...at, detail: `${detail} An event before it is missing.` }
    : { code: "EVENT_INSERTED", ...at, detail };
}

async function hiddenIn(
  log: Pick<EventLog, "readStream">,
  stream: string,
  { next }: Read,
): Promise<string | undefined> {
  const ends = async (direction: "forwards" | "backwards", limit: number) => {
    const revisions: number[] = [];
    for await (const { revision } of log.readStream(stream, { direction, limit }))
      revisions.push(revision);
    return revisions;
  };
  try {
    const isShort = next <= shortMax;
    const read = isShort
      ? await ends("forwards", next)
      : (await Promise.all([ends("forwards", 1), ends("backwards", 1)])).flat();
    const [first, last] = [read[0], read.at(-1)];
    if (first === undefined || last === undefined) return "The store gives none of its events.";
    // It may have grown since.
    if (first === 0 && last >= next - 1) return undefined;
    return `The store gives ${first} to ${last} of it; the log has it up to ${next - 1}.`;
  } catch (error) {
    const isDeleted = error instanceof Error && "code" in error && error.code === "STREAM_DELETED";
    if (!isDeleted) throw error;
    return "The store says that it was deleted.";
  }
}
