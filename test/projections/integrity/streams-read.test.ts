// Each stream goes on without a gap, and is given whole to who asks for it alone.
import { expect, test } from "vitest";
import { EventLogFault } from "../../../src/eventstore/event-log-fault.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { LoggedBytes, StoredEvent } from "../../../src/eventstore/stored-event.ts";
import { StreamsRead } from "../../../src/projections/integrity/streams-read.ts";

type Place = readonly [stream: string, revision: number];

function read(log: readonly Place[], isFromTheBeginning = true): StreamsRead {
  const streams = new StreamsRead(isFromTheBeginning);
  for (const [position, [stream, revision]] of log.entries())
    streams.take(position, { stream, revision } as LoggedBytes);
  return streams;
}

const ofOne = (...revisions: readonly number[]): Place[] =>
  revisions.map((revision) => ["batch-1", revision]);

test("streams that follow on have no gap, however they are mixed", () => {
  const mixed: Place[] = [...ofOne(0), ["batch-2", 0], ...ofOne(1, 2), ["batch-2", 1]];
  expect(read(mixed).gap).toBeUndefined();
});

test.each([
  ["an event is missing in it", ofOne(0, 1, 3, 5), "EVENT_REMOVED", 2],
  ["it does not begin at its beginning", ofOne(1), "EVENT_REMOVED", 0],
  ["a revision is there twice", ofOne(0, 1, 1), "EVENT_INSERTED", 2],
] as const)("the first gap of a stream is named: %s", (_, log, code, position) => {
  expect(read(log).gap).toMatchObject({ code, position, stream: "batch-1" });
});

test("what was left out at the beginning is no gap, what is missing behind it is", () => {
  expect(read(ofOne(5, 6), false).gap).toBeUndefined();
  expect(read(ofOne(5, 7), false).gap).toMatchObject({ code: "EVENT_REMOVED", position: 1 });
});

/** A store that gives these of a stream. */
const giving = (revisions: readonly number[]): Pick<EventLog, "readStream"> => ({
  async *readStream(stream, { direction, limit } = {}) {
    const own = direction === "backwards" ? revisions.toReversed() : revisions;
    yield* own.slice(0, limit).map((revision) => ({ stream, revision }) as StoredEvent);
  },
});
const deleted: Pick<EventLog, "readStream"> = {
  // biome-ignore lint/correctness/useYield: it fails before there is anything to give
  async *readStream() {
    throw new EventLogFault("STREAM_DELETED", "Gone.");
  },
};

test.each([
  ["the first ones", giving([1, 2])],
  ["the last ones", giving([0, 1])],
  ["all of them", giving([])],
  ["all of them, for ever", deleted],
])("events that the store does not give are hidden: %s", async (_, log) => {
  const streams = read(ofOne(0, 1, 2));
  expect(await streams.hidden(log)).toMatchObject([
    { code: "EVENTS_HIDDEN", position: 0, stream: "batch-1" },
  ]);
});

test("a stream may have grown since it was read", async () => {
  expect(await read(ofOne(0, 1)).hidden(giving([0, 1, 2]))).toEqual([]);
});
