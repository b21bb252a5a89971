// Appends, repeated until their outcome is known. Where the call was broken off, a rejection never
// says that nothing was written.
import type { Appended, EventLog, LogCopy } from "../../port.ts";
import { patiently, throwIfClosed, within } from "../patience.ts";
import type { EventLogSettings } from "../settings.ts";
import { createSlots } from "../slots.ts";
import { finalFault, unavailable } from "../wire/fault-of.ts";
import type { Wire, WireAppend, WireEvent } from "../wire/wire.ts";
import { checkExpected, checkStream, propose } from "./proposed.ts";

/**
 * Handed to the client and not answered. It is what bounds the buffers of the call: they take
 * whatever they are given.
 */
const underWayBytesMax = 32 * 1024 * 1024;
const eventOverheadBytes = 512;
/** The server keeps the deadline; this is for when it keeps nothing any more. */
const graceMs = 2_000;

export interface Appends {
  readonly append: EventLog["append"];
  readonly appendBytes: LogCopy["appendBytes"];
}

export function createAppends(
  wire: Wire,
  { appendPatienceMs, attemptMs }: EventLogSettings,
  closed: AbortSignal,
): Appends {
  const slots = createSlots(underWayBytesMax);

  function untilKnown(append: Omit<WireAppend, "deadline">): Promise<Appended> {
    const { stream, events } = append;
    const weight = events.reduce((sum, event) => sum + sizeOf(event) + eventOverheadBytes, 0);
    return patiently(
      async (leftMs) => {
        const giveBack = await slots.take(weight, leftMs);
        if (!giveBack) throw new Error("Other appends came first and were not answered");
        try {
          throwIfClosed(closed);
          const deadline = Date.now() + Math.min(attemptMs, leftMs);
          const sent = wire.append({ ...append, deadline });
          const ms = Math.min(attemptMs + graceMs, leftMs);
          const late = () => new Error(`No answer to an append within ${Math.ceil(ms)} ms`);
          return await within(sent, ms, late);
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
  }

  return {
    async append(stream, proposed, expected) {
      checkStream(stream);
      checkExpected(expected);
      return untilKnown({ stream, events: propose(stream, proposed), expected });
    },
    async appendBytes(stream, events, expected) {
      checkStream(stream);
      checkExpected(expected);
      return untilKnown({ stream, events, expected });
    },
  };
}

const sizeOf = ({ data, metadata }: WireEvent): number => data.length + metadata.length;
