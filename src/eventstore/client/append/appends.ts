// Appends, repeated until their outcome is known. A rejection never says that nothing was written:
// the client keeps its pending appends in one map for the whole process and rejects all of them
// when any connection breaks.
import type { Appended, EventLog, LogCopy } from "../../port.ts";
import type { StoredBytes } from "../../stored-event.ts";
import { patiently, within } from "../patience.ts";
import type { EventLogSettings } from "../settings.ts";
import { createSlots } from "../slots.ts";
import { finalFault, unavailable } from "../wire/fault-of.ts";
import type { Wire } from "../wire/wire.ts";
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

  async function attempt(send: () => Promise<Appended>, leftMs: number): Promise<Appended> {
    const ms = Math.min(attemptMs + graceMs, leftMs);
    return within(send(), ms, () => new Error(`No answer to an append within ${Math.ceil(ms)} ms`));
  }

  function untilKnown(
    stream: string,
    weight: number,
    send: () => Promise<Appended>,
  ): Promise<Appended> {
    return patiently(
      async (leftMs, last) => {
        const giveBack = await slots.take(weight, leftMs);
        if (!giveBack) throw new Error("Other appends came first and were not answered");
        try {
          return await attempt(send, leftMs);
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
  }

  return {
    async append(stream, proposed, expected) {
      checkStream(stream);
      checkExpected(expected);
      const { events, bytes } = propose(stream, proposed);
      const weight = bytes + eventOverheadBytes * events.length;
      return untilKnown(stream, weight, () => wire.append(stream, events, expected, attemptMs));
    },
    async appendBytes(stream, events, expected) {
      checkStream(stream);
      checkExpected(expected);
      const weight = events.reduce((sum, event) => sum + sizeOf(event) + eventOverheadBytes, 0);
      return untilKnown(stream, weight, () =>
        wire.appendBytes(stream, events, expected, attemptMs),
      );
    },
  };
}

const sizeOf = ({ data, metadata }: StoredBytes): number => data.length + metadata.length;
