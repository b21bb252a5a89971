// Copies a log into an empty store: every event of ours with its id, stream, revision, place in the
// order of the log, type, content type and bytes. Where it stands is read from the target, so it
// goes on from whatever an interruption left.
import { EventLogFault } from "../event-log-fault.ts";
import type { EventLog, LogCopy } from "../port.ts";
import { refuseRetention } from "../refuse-retention.ts";
import type { StoredBytes } from "../stored-event.ts";
import { isOfTheStore } from "./passed-over.ts";
import { runsOf } from "./runs.ts";
import { refuseOther, targetDiffers } from "./same-event.ts";

export interface Copying {
  readonly source: Pick<EventLog, "readAllBytes" | "readStream" | "findRetentionSettings">;
  readonly target: Pick<LogCopy, "readAllBytes" | "findRetentionSettings" | "appendBytes">;
  /** Events that the target has. */
  readonly onProgress?: (done: number) => void;
}

export interface Copied {
  /** Events of the source when it began: the target has all of them now. */
  readonly size: number;
  /** Those that were not there before. */
  readonly copied: number;
}

/**
 * One append at a time, or the order would be the network's. Throws RETENTION_ACTIVE of either log,
 * SOURCE_INCOMPLETE, STORE_EVENT_IN_STREAM, TARGET_NOT_EMPTY, TARGET_DIFFERS, and what appends and
 * reads throw.
 */
export async function copyLog({ source, target, onProgress }: Copying): Promise<Copied> {
  await refuseRetention(source);
  await refuseRetention(target);
  const events = whole(source);
  const there = await passOver(events, target.readAllBytes(), onProgress);
  let size = there;
  for await (const run of runsOf(events)) {
    const [first] = run;
    const expected = first.revision === 0 ? "no_stream" : first.revision - 1;
    await target.appendBytes(first.stream, run, expected).catch((error) => {
      throw isConflict(error) ? foundOther(size, first, error) : error;
    });
    size += run.length;
    onProgress?.(size);
  }
  return { size, copied: size - there };
}

const progressEvery = 1_000;

/** Takes off `events` what the target has; how many they are. */
async function passOver(
  events: AsyncGenerator<StoredBytes>,
  target: AsyncIterable<StoredBytes>,
  onProgress: ((done: number) => void) | undefined,
): Promise<number> {
  let index = 0;
  for await (const there of target) {
    const { value } = await events.next();
    refuseOther(index, value ?? undefined, there);
    index += 1;
    if (index % progressEvery === 0) onProgress?.(index);
  }
  return index;
}

/** Throws SOURCE_INCOMPLETE, STORE_EVENT_IN_STREAM where a stream does not go on at once. */
async function* whole(source: Copying["source"]): AsyncGenerator<StoredBytes> {
  const next = new Map<string, number>();
  for await (const event of source.readAllBytes()) {
    const { stream, revision } = event;
    const due = next.get(stream) ?? 0;
    if (revision !== due) {
      const isPassedOver = await isOfTheStore(source, { stream, from: due, to: revision });
      throw isPassedOver ? cannotBeCopied(stream, due) : incomplete(stream, revision, due);
    }
    next.set(stream, revision + 1);
    yield event;
  }
}

function incomplete(stream: string, revision: number, due: number): EventLogFault {
  const message = `${stream} goes on at ${revision}, where ${due} was due: events are missing.`;
  return new EventLogFault("SOURCE_INCOMPLETE", message, { stream });
}

function cannotBeCopied(stream: string, revision: number): EventLogFault {
  const message =
    `Revision ${revision} of ${stream} is an event of a type of the store's own: it is not of ` +
    "the log, and without it the copy would have other revisions.";
  return new EventLogFault("STORE_EVENT_IN_STREAM", message, { stream });
}

const isConflict = (error: unknown): boolean =>
  error instanceof EventLogFault && error.code === "WRONG_EXPECTED_REVISION";

const foundOther = (index: number, { stream }: StoredBytes, cause: EventLogFault) =>
  targetDiffers(
    index,
    `${stream} is at ${cause.actual ?? -1} there. Somebody else writes to it, or another copy runs`,
    { stream },
    cause,
  );
