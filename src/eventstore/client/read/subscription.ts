// Subscriptions to $all. The client never takes one up again by itself; here each goes on from the
// last event it gave.
import { EventLogFault } from "../../event-log-fault.ts";
import type { Followed, Following } from "../../port.ts";
import type { LoggedBytes, StorePosition } from "../../stored-event.ts";
import { BackOff, throwIfClosed } from "../patience.ts";
import { finalFault } from "../wire/fault-of.ts";
import { messages } from "../wire/inlet.ts";
import { isLogged, isOurs, loggedEvent } from "../wire/message.ts";
import { parsePosition } from "../wire/position.ts";
import type { ReadAnswer } from "../wire/read-answer.ts";
import type { ServerFilter, Wire } from "../wire/wire.ts";
import { opened } from "./pages.ts";

/** Beside the reads, within the 100 streams that servers serve on one connection. */
const followersMax = 32;

/** The store's own streams stay on the server; its own types in other streams are left out here. */
const ours: ServerFilter = { streamRegex: "^[^$]" };

export interface Subscriptions {
  follow(options: Following): AsyncGenerator<Followed>;
  /** Everything that a filter lets through up to the live end, the store's own events too. */
  scan(filter: ServerFilter): AsyncGenerator<LoggedBytes>;
  /** The same for ever, from the beginning. */
  watch(filter: ServerFilter, signal: AbortSignal): AsyncGenerator<Passed>;
}

export type Passed =
  | { readonly kind: "event"; readonly event: LoggedBytes }
  | Exclude<Followed, { kind: "event" }>;

export function createSubscriptions(
  wire: Wire,
  stallMs: number,
  closed: AbortSignal,
): Subscriptions {
  let followers = 0;

  /** One subscription, for as long as it lasts: what came together, together. */
  async function* subscribed(
    after: StorePosition | undefined,
    filter: ServerFilter,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Passed[]> {
    // A live end may be silent for ever: there the connection's own keepalive finds what is dead.
    let isLive = false;
    const stream = await opened(wire, { of: "subscription", after, filter }, stallMs, signal);
    const isSilenceFine = () => isLive;
    for await (const ready of messages(stream, { signal, stallMs, isSilenceFine })) {
      const together = ready.filter(isPassed);
      isLive = isLiveAfter(together, isLive);
      if (together.length > 0) yield together;
    }
  }

  /** Subscription after subscription, as one. */
  async function* forEver(
    after: StorePosition | undefined,
    filter: ServerFilter,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Passed[]> {
    const backOff = new BackOff();
    let position = after;
    let isLive = false;
    while (!signal.aborted) {
      try {
        for await (const together of subscribed(position, filter, signal)) {
          const last = together.findLast((passed) => passed.kind === "event");
          position = last?.event.storePosition ?? position;
          isLive = isLiveAfter(together, isLive);
          backOff.reset();
          yield together;
        }
      } catch (error) {
        const fault = finalFault(error);
        if (fault) throw fault;
      }
      if (isLive && !signal.aborted) yield [{ kind: "fellBehind" }];
      isLive = false;
      await backOff.wait(signal);
    }
  }

  async function* counted(
    after: StorePosition | undefined,
    filter: ServerFilter,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Passed[]> {
    if (followers >= followersMax) {
      const message = `${followersMax} readers follow the log already; end one, or share one.`;
      throw new EventLogFault("TOO_MANY_FOLLOWERS", message);
    }
    followers += 1;
    try {
      yield* forEver(after, filter, AbortSignal.any([signal, closed]));
    } finally {
      followers -= 1;
    }
    if (!signal.aborted) throwIfClosed(closed);
  }

  async function* watch(filter: ServerFilter, signal: AbortSignal): AsyncGenerator<Passed> {
    for await (const together of counted(undefined, filter, signal)) yield* together;
  }

  return {
    async *follow({ after, signal, passOver }) {
      if (after !== undefined) parsePosition(after);
      for await (const together of counted(after, ours, signal)) {
        for (const passed of together) {
          if (signal.aborted) return;
          if (passed.kind !== "event") yield passed;
          else if (isOurs(passed.event) && !passOver?.has(passed.event.type)) {
            yield followed(passed.event);
          }
        }
      }
    },

    async *scan(filter) {
      for await (const passed of watch(filter, new AbortController().signal)) {
        if (passed.kind === "caughtUp") return;
        if (passed.kind === "event") yield passed.event;
      }
    },

    watch,
  };
}

/** An event without its position cannot be gone on from. */
const isPassed = (answer: ReadAnswer): answer is Passed =>
  answer.kind === "event" ? isLogged(answer.event) : answer.kind !== "other";

function isLiveAfter(together: readonly Passed[], isLive: boolean): boolean {
  const turn = together.findLast(({ kind }) => kind !== "event");
  return turn === undefined ? isLive : turn.kind === "caughtUp";
}

function followed(bytes: LoggedBytes): Followed {
  const { data, metadata } = bytes;
  return { kind: "event", event: loggedEvent(bytes), bytes: data.length + metadata.length };
}
