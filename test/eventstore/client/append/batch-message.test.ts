// What is asked is what the client's own stubs read; what the embedded node answers, whose answers
// the official client takes, is read as it was meant.
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { readBatchAnswer } from "../../../../src/eventstore/client/append/batch-answer.ts";
import { batchRequests } from "../../../../src/eventstore/client/append/batch-request.ts";
import { readAppendOptions } from "../../../../src/eventstore/embedded/wire/append-request.ts";
import {
  encodeBatchError,
  encodeBatchSuccess,
  streamDeletedDetail,
  wrongVersionDetail,
} from "../../../../src/eventstore/embedded/wire/append-response.ts";
import { MalformedMessage, WireReader } from "../../../../src/eventstore/protobuf/wire-reader.ts";

const { BatchAppendReq } = streamsPb;
type Request = InstanceType<typeof BatchAppendReq>;

const event = fc.record({
  id: fc.uuid(),
  type: fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed()),
  contentType: fc.constantFrom("application/json", "application/octet-stream"),
  data: fc.uint8Array({ maxLength: 200 }),
  metadata: fc.uint8Array({ maxLength: 200 }),
});
const append = fc.record({
  stream: fc.string({ minLength: 1, maxLength: 50 }),
  events: fc.array(event, { minLength: 1, maxLength: 20 }),
  expected: fc.oneof(
    fc.maxSafeNat(),
    fc.constantFrom("no_stream" as const, "any" as const, "stream_exists" as const),
  ),
  deadline: fc.integer({ min: 0, max: 4e12 }),
});

const read = (message: Buffer): Request => BatchAppendReq.deserializeBinary(message);

function expectationOf(request: Request) {
  const options = request.getOptions();
  if (options?.hasNoStream()) return "no_stream";
  if (options?.hasAny()) return "any";
  return options?.hasStreamExists() ? "stream_exists" : Number(options?.getStreamPosition());
}

const proposedIn = (request: Request) =>
  request.getProposedMessagesList().map((one) => ({
    id: one.getId()?.getString(),
    type: one.getMetadataMap().get("type"),
    contentType: one.getMetadataMap().get("content-type"),
    data: one.getData_asU8(),
    metadata: one.getCustomMetadata_asU8(),
  }));

test("an append is asked for with every fact and byte of it", () => {
  fc.assert(
    fc.property(append, fc.nat(), (given, number) => {
      const [request, ...more] = [...batchRequests(number, given, false)].map(read);
      if (!request) throw new Error("nothing was asked");
      expect(more).toEqual([]);
      expect(request.getIsFinal()).toBe(true);
      const name = request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8() ?? [];
      expect(Buffer.from(name).toString()).toBe(given.stream);
      expect(expectationOf(request)).toBe(given.expected);
      expect(request.getOptions()?.getDeadline()?.toDate().getTime()).toBe(given.deadline);
      expect(proposedIn(request)).toEqual(given.events);
    }),
  );
});

test("one that is too large for a message comes in several, the last of them final", () => {
  const events = Array.from({ length: 9 }, (_, n) => ({
    ...{
      id: `0191d6a8-0000-7000-8000-00000000000${n}`,
      type: "A",
      contentType: "application/json",
    },
    ...{ data: new Uint8Array(600_000), metadata: new Uint8Array() },
  }));
  const given = { stream: "a-1", events, expected: "any", deadline: 0 } as const;
  const requests = [...batchRequests(3, given, false)].map(read);
  expect(requests.map((one) => one.getIsFinal())).toEqual([false, false, true]);
  expect(requests.map((one) => one.hasOptions())).toEqual([true, false, false]);
  expect(new Set(requests.map((one) => one.getCorrelationId()?.getString())).size).toBe(1);
  expect(requests.flatMap(proposedIn).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
});

test("what is left of a deadline is sent to who takes it: clocks may differ", () => {
  vi.useFakeTimers({ now: 5_000_000 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const given = { stream: "a-1", events: [], expected: "any", deadline: 5_010_000 } as const;
  const [message = Buffer.of()] = batchRequests(1, given, true);
  const reader = new WireReader(message);
  while (reader.next() && reader.field !== 2) reader.passOver();
  const clockOfStore_ms = 9_000_000;
  const { deadlineMs } = readAppendOptions(reader.message(), clockOfStore_ms);
  expect(deadlineMs).toBe(clockOfStore_ms + 10_000);
});

/** As the node gives it back: unread. */
function correlationOf(number: number): Uint8Array {
  const given = { stream: "a-1", events: [], expected: "any", deadline: 0 } as const;
  const [request] = [...batchRequests(number, given, false)].map(read);
  return request?.getCorrelationId()?.serializeBinary() ?? new Uint8Array();
}

test("an answer is of the append that it names, with its revision or its refusal", () => {
  fc.assert(
    fc.property(fc.nat(), fc.maxSafeNat(), (number, revision) => {
      const to = { correlation: correlationOf(number), stream: "a-1", expected: -2 };
      const written = readBatchAnswer(encodeBatchSuccess(to, { revision, position: 7 }));
      expect(written).toEqual({ number, outcome: { revision } });
      const detail = wrongVersionDetail(revision, -1);
      const message = "no";
      const wrong = { code: 9, message, detailType: "WrongExpectedVersion", detail } as const;
      expect(readBatchAnswer(encodeBatchError(to, wrong))).toEqual({
        number,
        outcome: {
          ...{ code: 9, message, type: "wrong-expected-version" },
          actualVersion: BigInt(revision),
        },
      });
    }),
  );
});

test("a refusal that names no revision has none", () => {
  const to = { correlation: correlationOf(1), stream: "a-1", expected: 4 };
  const outcomeOf = (detailType: "WrongExpectedVersion" | "StreamDeleted", detail: Buffer) =>
    readBatchAnswer(encodeBatchError(to, { code: 9, message: "", detailType, detail })).outcome;
  expect(outcomeOf("WrongExpectedVersion", wrongVersionDetail(-1, 4))).toMatchObject({
    type: "wrong-expected-version",
    actualVersion: undefined,
  });
  expect(outcomeOf("StreamDeleted", streamDeletedDetail("a-1"))).toMatchObject({
    type: "stream-deleted",
  });
});

test("an answer to no append, or one that was cut, is a fault", () => {
  const to = { correlation: correlationOf(1), stream: "a-1", expected: -2 };
  const whole = encodeBatchSuccess(to, { revision: 1, position: 7 });
  expect(() => readBatchAnswer(whole.subarray(0, 10))).toThrow(MalformedMessage);
  expect(() => readBatchAnswer(Buffer.of())).toThrow(Error);
});
