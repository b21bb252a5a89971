// A machine that has been there for long: a log in memory that counts what is read of it.
import { eventTypes } from "../../../src/domain/catalogue.ts";
import type { AnyEvent } from "../../../src/domain/kernel/event-type.ts";
import { createCodec } from "../../../src/eventstore/codec.ts";
import { EventLogFault } from "../../../src/eventstore/event-log-fault.ts";
import { createKeptFolds, type KeptFolds } from "../../../src/eventstore/fold/kept-folds.ts";
import { eventId } from "../../../src/eventstore/handler/event-id.ts";
import { createHandler, type Handler } from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";
import { metadataOf } from "../../given.ts";

export const key = Buffer.alloc(32, 1);
const codec = createCodec(eventTypes, key);
const start_ms = Date.parse("2026-01-01T00:00:00.000Z");
export const minute = (n: number): string => new Date(start_ms + n * 60_000).toISOString();

/**
 * Registered, then used for one batch after another, each entry a minute later, by commands that
 * are the same for all of one `id`; `later`: all of it, by so many minutes.
 */
export function machine(id: string, events: number, later = 0) {
  const stream = `equipment-${id}`;
  const streams = new Map<string, StoredEvent[]>();
  let read = 0;
  const stored = streams.set(stream, []).get(stream) ?? [];
  for (let n = 0; n < events; n += 1) stored.push(entry(stream, n, later));
  const log = {
    async append(to, appended, expected) {
      const there = streams.get(to) ?? [];
      const last = expected === "no_stream" ? -1 : Number(expected);
      if (last !== there.length - 1) throw new EventLogFault("WRONG_EXPECTED_REVISION", "Late.");
      const added = appended.map((event, n) => at(to, last + 1 + n, event));
      streams.set(to, [...there, ...added]);
      return { revision: last + added.length };
    },
    async *readStream(of, { from = 0, limit = Number.POSITIVE_INFINITY } = {}) {
      for (const event of (streams.get(of) ?? []).slice(from, from + limit)) {
        read += 1;
        yield event;
      }
    },
  } as Pick<EventLog, "append" | "readStream"> as EventLog;
  /** How many events are read while this is done. */
  async function reading(work: () => Promise<unknown>): Promise<number> {
    const before = read;
    await work();
    return read - before;
  }
  return { log, streams, stream, reading };
}

/** As the log gives it: other objects than those that were handed to it. */
const at = (stream: string, revision: number, event: object): StoredEvent => ({
  ...(structuredClone(event) as StoredEvent),
  stream,
  revision,
  contentType: "application/json",
});

function entry(stream: string, n: number, later: number): StoredEvent {
  const { schemaVersion, subjects, before, mac, ...facts } = metadataOf({
    recordedAt: minute(n + later),
    occurredAt: minute(n + later),
    commandId: commandOf(n),
  });
  const placed = { id: eventId(commandOf(n), stream, 0), stream, revision: n };
  return at(stream, n, codec.encode(placed, happened(n), facts));
}

/** That led to the n-th entry. */
export const commandOf = (n: number): string =>
  `00000000-0000-8000-9000-${n.toString(16).padStart(12, "0")}`;

function happened(n: number): AnyEvent {
  if (n === 0) {
    const registered = { name: "Press", kind: "equipment", identifiers: [] };
    return { type: "EquipmentRegistered", data: { ...registered, calibrationNeeded: false } };
  }
  const batchId = `batch-${(n - 1) >> 1}`;
  if (n % 2 === 0) return { type: "EquipmentUseEnded", data: { batchId } };
  return { type: "EquipmentUseStarted", data: { batchId, flags: [] } };
}

/** Files as they are after a crash or a restart, once what was begun has been written. */
export function keeping(edition = "1") {
  const files = new Map<string, Buffer>();
  const writing: Promise<unknown>[] = [];
  const written = () => Promise.allSettled(writing);
  const folds = (of = edition): KeptFolds => {
    const { get, put } = createKeptFolds({
      files: {
        read: async (name) => files.get(name),
        write: async (name, bytes) => void files.set(name, Buffer.from(bytes)),
      },
      key,
      edition: () => of,
    });
    return {
      get: (stream) => written().then(() => get(stream)),
      put(stream, fold) {
        const done = put(stream, fold);
        writing.push(done);
        return done;
      },
    };
  };
  return { files, folds, written };
}

/** As the program is after a start. */
export const started = (log: EventLog, kept?: KeptFolds, n = 1_000_000): Handler =>
  createHandler(
    log,
    codec,
    {
      appVersion: "0.0.0-test",
      configRevision: "1",
      zoneDatabase: "2026a",
      clock: { kind: "simulated", now: () => new Date(minute(n)) },
    },
    kept,
  );
