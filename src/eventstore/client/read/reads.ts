// Reads of a stream and of the whole log, over pages.
import { setImmediate as letArrive } from "node:timers/promises";
import { EventLogFault } from "../../event-log-fault.ts";
import type { LoggedBytes, StorePosition } from "../../stored-event.ts";
import { checkRevision, checkStream } from "../append/proposed.ts";
import { type Found, isLogged, isOurs } from "../wire/message.ts";
import { isAtOrAfter, parsePosition } from "../wire/position.ts";
import type { FetchPage, Finite } from "./pages.ts";

const pageEventsMax = 1_000;

export interface StreamOptions {
  readonly from?: number;
  readonly limit?: number;
  readonly direction?: "forwards" | "backwards";
}

export interface LogOptions {
  readonly after?: StorePosition;
  readonly limit?: number;
}

export async function* readStream(
  fetch: FetchPage,
  stream: string,
  { from, limit = Number.MAX_SAFE_INTEGER, direction = "forwards" }: StreamOptions,
): AsyncGenerator<Found> {
  checkStream(stream);
  if (from !== undefined) checkRevision("The revision to read from", from);
  checkRevision("The limit", limit);
  yield* anyStream(fetch, stream, { from, limit, direction });
}

type Within = Required<Omit<StreamOptions, "from">> & { readonly from: number | undefined };

/** The store's own streams too. The next page comes while this one is worked on. */
export async function* anyStream(
  fetch: FetchPage,
  stream: string,
  { from, limit, direction }: Within,
): AsyncGenerator<Found> {
  const backwards = direction === "backwards";
  let left = limit;
  const ask = (next: number | "start" | "end") => {
    const countMax = Math.min(left, pageEventsMax);
    return left > 0 ? fetch({ of: "stream", stream, from: next, backwards, countMax }) : undefined;
  };
  let asked = ask(from ?? (backwards ? "end" : "start"));
  while (asked) {
    const { found, isLast } = await asked;
    const last = found.at(-1);
    if (isLast || !last || (backwards && last.revision === 0)) return yield* found;
    left -= found.length;
    asked = ask(last.revision + (backwards ? -1 : 1));
    unheard(asked);
    yield* found;
  }
}

/** When nobody asks for the page, nobody hears of its failure. */
function unheard(page: Promise<unknown> | undefined): void {
  page?.catch(() => {});
}

/**
 * After so many, what arrives meanwhile is taken: a server that may send no more than half of what
 * HTTP/2 allows it unasked (RFC 9113, 6.9.2: 65,535 bytes) does not stand still then.
 */
const turnBytes = 32 * 1024;

/** Ours only, up to where the log ended when it was asked. */
export async function* readLog(
  fetch: FetchPage,
  { after, limit = Number.MAX_SAFE_INTEGER }: LogOptions,
): AsyncGenerator<LoggedBytes> {
  if (after !== undefined) parsePosition(after);
  checkRevision("The limit", limit);
  const end = await endOfLog(fetch);
  if (end === undefined || limit === 0) return;
  let left = limit;
  let bytes = 0;
  for await (const found of pagesFrom(fetch, after)) {
    const last = found.at(-1);
    const hasEnd = last !== undefined && isAtOrAfter(last.storePosition, end);
    for (const event of found) {
      if (isOurs(event)) {
        yield event;
        left -= 1;
        bytes += event.data.length + event.metadata.length;
      }
      if (bytes > turnBytes) {
        bytes = 0;
        await letArrive();
      }
      if (left === 0 || (hasEnd && isAtOrAfter(event.storePosition, end))) return;
    }
  }
}

/**
 * Everything in the log after a position, the store's own events too. The next page comes while
 * this one is worked on.
 */
async function* pagesFrom(
  fetch: FetchPage,
  after: StorePosition | undefined,
): AsyncGenerator<readonly LoggedBytes[]> {
  const ask = (from: StorePosition | undefined) =>
    fetch({ of: "all", from: from ?? "start", backwards: false, countMax: pageEventsMax });
  let position = after;
  for (let asked = ask(position); ; ) {
    const { found, isLast } = await asked;
    // A read from a position begins with the event that stands there.
    const fresh = found.filter(isLogged).filter((event) => event.storePosition !== position);
    position = fresh.at(-1)?.storePosition;
    if (isLast || position === undefined) return yield fresh;
    asked = ask(position);
    unheard(asked);
    yield fresh;
  }
}

async function endOfLog(fetch: FetchPage): Promise<StorePosition | undefined> {
  const query: Finite = { of: "all", from: "end", backwards: true, countMax: 1 };
  const { found } = await fetch(query);
  return found[0]?.storePosition;
}

/** The event that stands exactly there. A log may refuse a position that it never had. */
export async function eventAt(
  fetch: FetchPage,
  position: StorePosition,
): Promise<LoggedBytes | undefined> {
  parsePosition(position);
  try {
    const { found } = await fetch({ of: "all", from: position, backwards: false, countMax: 1 });
    return found.filter(isLogged).find((event) => event.storePosition === position);
  } catch (error) {
    if (error instanceof EventLogFault && error.code === "EVENT_STORE_REFUSED") return undefined;
    throw error;
  }
}

/** The event at a revision of a stream. */
export async function eventIn(
  fetch: FetchPage,
  stream: string,
  revision: number,
): Promise<Found | undefined> {
  checkStream(stream);
  checkRevision("The revision", revision);
  const query: Finite = { of: "stream", stream, from: revision, backwards: false, countMax: 1 };
  const { found } = await fetch(query);
  // Of a stream that was cut, a server gives the first event that is left.
  return found.find((event) => event.revision === revision);
}
