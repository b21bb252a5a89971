// Reads in pages that are taken whole before anybody sees an event of them. So a slow reader holds
// no call open, readers within readers cannot wait for each other, and a page that breaks off is
// simply read again.

import { patiently, within } from "../patience.ts";
import type { EventLogSettings } from "../settings.ts";
import { createSlots } from "../slots.ts";
import { finalFault, unavailable } from "../wire/fault-of.ts";
import { messages } from "../wire/inlet.ts";
import type { Found } from "../wire/message.ts";
import type { MessageStream, Query, Wire } from "../wire/wire.ts";

/** With one connection for everything, of whose 100 streams servers serve no more. */
const readsMax = 64;
const pageBytesMax = 4 * 1024 * 1024;

export interface Page {
  readonly found: readonly Found[];
  /** The log or stream ended here when it was read. */
  readonly isLast: boolean;
}

export type Finite = Exclude<Query, { of: "subscription" }>;

export type FetchPage = (query: Finite) => Promise<Page>;

export function createPages(
  wire: Wire,
  { readPatienceMs, stallMs }: EventLogSettings,
  closed: AbortSignal,
): FetchPage {
  const slots = createSlots(readsMax);

  return (query) => {
    const stream = query.of === "stream" ? query.stream : undefined;
    const what = stream === undefined ? "Reading the log" : `Reading ${stream}`;
    return patiently(
      async (leftMs) => {
        const giveBack = await slots.take(1, leftMs);
        if (!giveBack) throw new Error(`${readsMax} other reads came first`);
        try {
          return await fetchPage(wire, query, stallMs);
        } finally {
          giveBack();
        }
      },
      {
        patienceMs: readPatienceMs,
        closed,
        final: (error) => finalFault(error, stream),
        giveUp: (last) => unavailable(what, last),
      },
    );
  };
}

/** One attempt. */
export async function fetchPage(wire: Wire, query: Finite, stallMs: number): Promise<Page> {
  const found: Found[] = [];
  let bytes = 0;
  const stream = await opened(wire, query, stallMs);
  for await (const ready of messages(stream, { stallMs })) {
    for (const message of ready) {
      if (message.kind !== "event") continue;
      const { event } = message;
      bytes += event.data.length + event.metadata.length;
      found.push(event);
    }
    if (bytes > pageBytesMax && found.length < query.countMax) return { found, isLast: false };
  }
  return { found, isLast: found.length < query.countMax };
}

/** A call that opens too late, or after the signal aborted, is ended. */
export async function opened(
  wire: Wire,
  query: Query,
  ms: number,
  signal = new AbortController().signal,
): Promise<MessageStream> {
  const opening = wire.read(query);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new Error("It was told to stop"));
  signal.addEventListener("abort", abort);
  try {
    const late = () => new Error(`No connection within ${ms} ms`);
    return await within(Promise.race([opening, aborted]), ms, late);
  } catch (error) {
    opening.then(
      (stream) => stream.on("error", () => {}).cancel(),
      () => {},
    );
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
