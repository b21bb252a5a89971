// Whoever is the only writer reads what the log would have told, and asks it seldom.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EventLogFault } from "../../../src/eventstore/event-log-fault.ts";
import { onlyWriter } from "../../../src/eventstore/only-writer/only-writer.ts";
import { StreamsWritten } from "../../../src/eventstore/only-writer/streams-written.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";

type Log = Pick<EventLog, "append" | "readStream">;

function inMemory() {
  const streams = new Map<string, StoredEvent[]>();
  let asked = 0;
  const log: Log = {
    append(stream, events, expected) {
      const there = streams.get(stream) ?? [];
      const revision = expected === "no_stream" ? -1 : Number(expected);
      if (revision !== there.length - 1) {
        const message = "Somebody else has written.";
        return Promise.reject(new EventLogFault("WRONG_EXPECTED_REVISION", message));
      }
      const stored = events.map((event, n) => {
        const contentType = "application/json";
        return { ...event, stream, revision: there.length + n, contentType };
      });
      streams.set(stream, [...there, ...stored]);
      return Promise.resolve({ revision: there.length + events.length - 1 });
    },
    async *readStream(stream, { from = 0, limit = Number.POSITIVE_INFINITY } = {}) {
      asked += 1;
      yield* (streams.get(stream) ?? []).slice(from, from + limit);
    },
  };
  return { log, streams, asked: () => asked };
}

const event = () => ({ id: randomUUID(), type: "Noted", data: {}, metadata: {} });
const read = (log: Log, stream: string, from = 0) =>
  Array.fromAsync(log.readStream(stream, { from }));

test("reads are those of the log, whatever is written and read in which order", async () => {
  const step = fc.record({
    stream: fc.constantFrom("a-1", "a-2"),
    write: fc.nat(2),
    from: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, empty) => {
      const { log, streams } = inMemory();
      const own = onlyWriter(log, { empty });
      for (const { stream, write, from } of steps) {
        const there = streams.get(stream)?.length ?? 0;
        const events = Array.from({ length: write }, event);
        if (write > 0) await own.append(stream, events, there === 0 ? "no_stream" : there - 1);
        expect(await read(own, stream, from)).toEqual((streams.get(stream) ?? []).slice(from));
      }
    }),
  );
});

test("what was written here or read to its end is not asked for again", async () => {
  const { log, asked } = inMemory();
  const own = onlyWriter(log);
  expect(await read(own, "a-1")).toEqual([]);
  await own.append("a-1", [event()], "no_stream");
  expect(await read(own, "a-1")).toHaveLength(1);
  expect(await read(own, "a-1", 1)).toEqual([]);
  expect(asked()).toBe(1);
});

test("another writer is told of for good, by whatever comes next", async () => {
  const { log } = inMemory();
  const own = onlyWriter(log);
  await own.append("a-1", [event()], "no_stream");
  await own.settled();
  await log.append("a-1", [event()], 0);
  const code = "WRONG_EXPECTED_REVISION";
  expect(await own.append("a-1", [event()], 0)).toEqual({ revision: 1 });
  await expect(own.settled()).rejects.toMatchObject({ code });
  await expect(own.append("a-2", [event()], "no_stream")).rejects.toMatchObject({ code });
});

test("nothing waits for the disk but who asks, and what is read from the log", async () => {
  const { log, streams } = inMemory();
  const gate = Promise.withResolvers<void>();
  const own = onlyWriter<Log>({
    ...log,
    async append(...given) {
      await gate.promise;
      return log.append(...given);
    },
  });
  await own.append("a-1", [event()], "no_stream");
  await own.append("a-1", [event()], 0);
  expect(streams.size).toBe(0);
  expect(await read(own, "a-1")).toHaveLength(2);
  const again = read(own, "a-1");
  gate.resolve();
  expect(await again).toHaveLength(2);
  await own.settled();
  expect(streams.get("a-1")).toHaveLength(2);
});

test("one that overtook another, whose connection was lost, is repeated behind it", async () => {
  const { log, streams } = inMemory();
  const back = Promise.withResolvers<void>();
  let calls = 0;
  const own = onlyWriter<Log>({
    ...log,
    async append(...given) {
      calls += 1;
      if (calls === 1) await back.promise;
      return log.append(...given);
    },
  });
  await own.append("a-1", [event()], "no_stream");
  await own.append("a-1", [event()], 0);
  await own.append("a-1", [event()], 1);
  expect(streams.size).toBe(0);
  back.resolve();
  await own.settled();
  expect(streams.get("a-1")).toHaveLength(3);
});

test("in a log that was empty, what it has not written is not asked for", async () => {
  const { log, asked } = inMemory();
  const own = onlyWriter(log, { empty: true });
  expect(await read(own, "a-1")).toEqual([]);
  const [first, second] = [event(), event()];
  await own.append("a-1", [first], "no_stream");
  await own.append("a-1", [second], 0);
  expect((await read(own, "a-1")).map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(asked()).toBe(0);
});

test("what was written may be there, and of nearly all else it is known that it is not", () => {
  const written = new StreamsWritten();
  const names = Array.from({ length: 200_000 }, () => `batch-${randomUUID()}`);
  for (const name of names) written.add(name);
  expect(names.every((name) => written.mayHave(name))).toBe(true);
  const others = Array.from({ length: 20_000 }, () => `batch-${randomUUID()}`);
  expect(others.filter((name) => written.mayHave(name)).length).toBeLessThan(20);
});
