// Appends, repeated until their outcome is known. A rejection never says that nothing was written:
// the client keeps its pending appends in one map for the whole process and rejects all of them
// when any connection breaks.
import type { Appended } from "../../port.ts";
import type { ExpectedRevision, ProposedEvent } from "../../stored-event.ts";
import { patiently, within } from "../patience.ts";
import type { EventLogSettings } from "../settings.ts";
import { createSlots } from "../slots.ts";
import { finalFault, unavailable } from "../wire/fault-of.ts";
import type { Wire, WireEvent } from "../wire/wire.ts";
import { checkExpected, checkStream, propose } from "./proposed.ts";

/**
 * Handed to the client and not answered. It is what bounds the client's buffers: they take whatever
 * they are given.
 */
const underWayBytesMax = 32 * 1024 * 1024;
const eventOverheadBytes = 512;
/**
 * The server keeps the deadline, and only the server; ours is for when it keeps nothing any more.
 */
const graceMs = 2_000;

export type Append = (
  stream: string,
  proposed: readonly ProposedEvent[],
  expected: ExpectedRevision,
) => Promise<Appended>;

export function createAppends(
  wire: Wire,
  { appendPatienceMs, attemptMs }: EventLogSettings,
  closed: AbortSignal,
): Append {
  const slots = createSlots(underWayBytesMax);

  async function attempt(
    stream: string,
    events: readonly WireEvent[],
    expected: ExpectedRevision,
    leftMs: number,
  ): Promise<Appended> {
    const ms = Math.min(attemptMs + graceMs, leftMs);
    const sent = wire.append(stream, events, expected, attemptMs);
    return within(sent, ms, () => new Error(`No answer to an append within ${Math.ceil(ms)} ms`));
  }

  return async (stream, proposed, expected) => {
    checkStream(stream);
    checkExpected(expected);
    const { events, bytes } = propose(stream, proposed);
    const weight = bytes + eventOverheadBytes * events.length;
    return patiently(
      async (leftMs, last) => {
        const giveBack = await slots.take(weight, leftMs);
        if (!giveBack) throw new Error("Other appends came first and were not answered");
        try {
          return await attempt(stream, events, expected, leftMs);
        } catch (error) {
          // The very same error again: the client remembers a failure instead of trying.
          if (error === last) wire.renew(error);
          throw error;
        } finally {
          giveBack();
        }
      },
      {
        patienceMs: appendPatienceMs,
        closed,
        final: (error) => finalFault(error, stream),
        giveUp: (last) => unavailable(`Whether ${stream} was appended to is not known`, last),
      },
    );
  };
}
