// What is read by hand is what the client's own stubs wrote; what is cut is a fault, no event.
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer, readAnswers } from "../../../../src/eventstore/client/wire/read-answer.ts";
import { encodeChunk } from "../../../../src/eventstore/protobuf/read-chunk.ts";
import { MalformedMessage } from "../../../../src/eventstore/protobuf/wire-reader.ts";

const { ReadResp } = streamsPb;
const { ReadEvent } = ReadResp;
const { RecordedEvent } = ReadEvent;

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const facts = fc.record({
  id: fc.uuid(),
  stream: fc.string({ unit: "binary", maxLength: 40 }),
  revision: fc.maxSafeNat(),
  commit: uint64,
  prepare: uint64,
  type: fc.string({ unit: "binary", minLength: 1 }),
  created: fc.maxSafeNat(),
  data: fc.uint8Array({ maxLength: 300 }),
  metadata: fc.uint8Array({ maxLength: 300 }),
  isStructured: fc.boolean(),
});
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

function recorded(of: Facts) {
  const hex = of.id.replaceAll("-", "");
  const half = (at: number) => BigInt.asIntN(64, BigInt(`0x${hex.slice(at, at + 16)}`)).toString();
  const numbers = new sharedPb.UUID.Structured()
    .setMostSignificantBits(half(0))
    .setLeastSignificantBits(half(16));
  const id = new sharedPb.UUID();
  const name = Uint8Array.from(Buffer.from(of.stream));
  const event = new RecordedEvent()
    .setId(of.isStructured ? id.setStructured(numbers) : id.setString(of.id))
    .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(name))
    .setStreamRevision(String(of.revision))
    .setCommitPosition(String(of.commit))
    .setPreparePosition(String(of.prepare))
    .setData(of.data)
    .setCustomMetadata(of.metadata);
  event.getMetadataMap().set("type", of.type).set("content-type", "application/json");
  event.getMetadataMap().set("created", String(of.created));
  return event;
}

const bytesOf = (message: InstanceType<typeof ReadResp>): Buffer =>
  Buffer.from(message.serializeBinary());

test("an event is read with every fact and byte of it", () => {
  fc.assert(
    fc.property(facts, (of) => {
      const message = new ReadResp().setEvent(new ReadEvent().setEvent(recorded(of)));
      const answer = readAnswer(bytesOf(message));
      const isUnknown = [of.commit, of.prepare].includes(2n ** 64n - 1n);
      expect(answer).toEqual({
        kind: "event",
        event: {
          ...{ id: of.id, stream: Buffer.from(of.stream).toString(), revision: of.revision },
          ...{ type: of.type, contentType: "application/json", created_ms: of.created / 10_000 },
          data: Buffer.from(of.data),
          metadata: Buffer.from(of.metadata),
          storePosition: isUnknown ? undefined : `${of.commit}/${of.prepare}`,
        },
      });
    }),
  );
});

test("what is no event is told apart as far as it matters", () => {
  const kinds = [
    new ReadResp().setCaughtUp(new ReadResp.CaughtUp()),
    new ReadResp().setFellBehind(new ReadResp.FellBehind()),
    new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition("7")),
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId("a")),
    new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound()),
    new ReadResp().setEvent(new ReadEvent()),
    new ReadResp(),
  ].map((message) => readAnswer(bytesOf(message)).kind);
  expect(kinds).toEqual(["caughtUp", "fellBehind", ...Array(5).fill("other")]);
});

test("a message that was cut inside is a fault", () => {
  fc.assert(
    fc.property(facts, fc.nat(), (of, place) => {
      const whole = bytesOf(new ReadResp().setEvent(new ReadEvent().setEvent(recorded(of))));
      const cut = whole.subarray(0, 1 + (place % (whole.length - 1)));
      expect(() => readAnswer(cut)).toThrow(MalformedMessage);
    }),
  );
});

test("many in one message are what each would be alone, and a cut one is a fault", () => {
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1, maxLength: 5 }), fc.nat(), (all, place) => {
      const alone = all.map((of) =>
        bytesOf(new ReadResp().setEvent(new ReadEvent().setEvent(recorded(of)))),
      );
      const chunk = encodeChunk(alone);
      expect(readAnswers(chunk)).toEqual(alone.map(readAnswer));
      const ends = alone.map((_, n) => encodeChunk(alone.slice(0, n + 1)).length);
      const cut = 1 + (place % (chunk.length - 1));
      if (ends.includes(cut)) return;
      expect(() => readAnswers(chunk.subarray(0, cut))).toThrow(MalformedMessage);
    }),
  );
});
