// Looks for what makes the store forget: stream metadata with $maxAge, $maxCount or $tb, deletions,
// tombstones.
import type { RetentionRefusal, RetentionSetting } from "../../port.ts";
import type { LoggedBytes } from "../../stored-event.ts";
import { loggedEvent, storedEvent } from "../wire/message.ts";
import type { ServerFilter } from "../wire/wire.ts";
import type { FetchPage } from "./pages.ts";
import { anyStream } from "./reads.ts";
import type { Passed } from "./subscription.ts";

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
  for await (const event of events) found.set(streamOf(event), settingsIn(event));
  for (const active of found.values()) yield* active;
}

/** Of each stream what holds when the live end is first reached; then what each event sets. */
export async function* laterRetention(
  watched: AsyncIterable<Passed>,
): AsyncGenerator<readonly RetentionSetting[]> {
  const found = new Map<string, readonly RetentionSetting[]>();
  let isLive = false;
  for await (const passed of watched) {
    if (passed.kind === "event") {
      const set = settingsIn(passed.event);
      if (isLive) yield set;
      else found.set(streamOf(passed.event), set);
    } else if (passed.kind === "caughtUp" && !isLive) {
      isLive = true;
      yield* found.values();
      found.clear();
    }
  }
}

const streamOf = ({ stream }: LoggedBytes): string => stream.replace(/^\$\$/, "");

function settingsIn(event: LoggedBytes): RetentionSetting[] {
  const { id: eventId } = event;
  const stream = streamOf(event);
  if (stream.startsWith("$")) return [];
  const active = event.type === "$streamDeleted" ? (["deleted"] as const) : activeIn(event);
  return active.map((setting) => ({ eventId, stream, setting }));
}

function activeIn(event: LoggedBytes): RetentionSetting["setting"][] {
  const { data } = loggedEvent(event);
  const isDeleted = typeof data.$tb === "number" && data.$tb >= deletedFrom;
  const set = settings.filter((setting) => data[setting] !== undefined && data[setting] !== null);
  return set.map((setting) => (setting === "$tb" && isDeleted ? "deleted" : setting));
}
