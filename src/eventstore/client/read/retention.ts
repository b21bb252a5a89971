// Looks for what makes the store forget: stream metadata with $maxAge, $maxCount or $tb, deletions,
// tombstones.
import type { RetentionRefusal, RetentionSetting } from "../../port.ts";
import type { LoggedBytes } from "../../stored-event.ts";
import { loggedEvent, storedEvent } from "../wire/message.ts";
import type { ServerFilter } from "../wire/wire.ts";
import type { FetchPage } from "./pages.ts";
import { anyStream } from "./reads.ts";

/** As the embedded node writes it. Another store has no such stream. */
const refusalStream = "$retention-refusals";

export async function* refusals(fetch: FetchPage, from: number): AsyncGenerator<RetentionRefusal> {
  const all = { from, limit: Number.MAX_SAFE_INTEGER, direction: "forwards" } as const;
  for await (const found of anyStream(fetch, refusalStream, all)) {
    const { id: eventId, revision, data } = storedEvent(found);
    const { stream, asked, repeats, others } = data;
    if (typeof stream !== "string" || !Array.isArray(asked)) continue;
    const untold = { repeats: Number(repeats ?? 0), others: Number(others ?? 0) };
    yield { eventId, revision, stream, asked: asked.map(String), ...untold };
  }
}

export const retentionEvents: ServerFilter = { typePrefixes: ["$metadata", "$streamDeleted"] };

/** $tb of a deleted stream: the largest 64-bit number, beyond what JSON gives us exactly. */
const deletedFrom = 2 ** 63;

const settings = ["$maxAge", "$maxCount", "$tb"] as const;

/**
 * What holds now: the last metadata event of a stream counts. Streams of the store's own are its
 * own business.
 */
export async function* activeRetention(
  events: AsyncIterable<LoggedBytes>,
): AsyncGenerator<RetentionSetting> {
  const found = new Map<string, readonly RetentionSetting[]>();
  for await (const event of events) {
    const stream = event.stream.replace(/^\$\$/, "");
    if (stream.startsWith("$")) continue;
    const tombstone = event.type === "$streamDeleted";
    const active: readonly RetentionSetting["setting"][] = tombstone
      ? ["deleted"]
      : activeIn(event);
    const { id: eventId } = event;
    if (active.length === 0) found.delete(stream);
    else
      found.set(
        stream,
        active.map((setting) => ({ eventId, stream, setting })),
      );
  }
  for (const active of found.values()) yield* active;
}

function activeIn(event: LoggedBytes): RetentionSetting["setting"][] {
  const { data } = loggedEvent(event);
  const isDeleted = typeof data.$tb === "number" && data.$tb >= deletedFrom;
  const set = settings.filter((setting) => data[setting] !== undefined && data[setting] !== null);
  return set.map((setting) => (setting === "$tb" && isDeleted ? "deleted" : setting));
}
