// Bytes that nobody sane sent: the codec says so, and a node that gets them goes on serving.
import { randomUUID } from "node:crypto";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import { Client, credentials, type ServiceError } from "@grpc/grpc-js";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readAppendMessage,
  readBatchChunk,
} from "../../../../src/eventstore/embedded/wire/append-messages.ts";
import { MalformedMessage } from "../../../../src/eventstore/protobuf/wire-reader.ts";
import { collect, events, freshStream, useNode } from "../node-for-test.ts";
import {
  batchOptionsStub,
  options,
  proposed,
  proposedStub,
  uuidStub,
} from "./arbitrary-message.ts";

const up = useNode();

/** Reads, or says that it is malformed; nothing else. */
function isMalformed(read: (bytes: Buffer) => unknown, bytes: Uint8Array): boolean {
  try {
    read(Buffer.from(bytes));
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMessage);
    return true;
  }
}

const whole = fc
  .tuple(options, fc.array(proposed, { minLength: 1, maxLength: 3 }))
  .map(([parts, proposals]) => {
    const stub = new streamsPb.BatchAppendReq();
    stub.setCorrelationId(uuidStub(randomUUID(), true));
    stub.setOptions(batchOptionsStub(parts));
    stub.setProposedMessagesList(
      proposals.map((event) => proposedStub(new streamsPb.BatchAppendReq.ProposedMessage(), event)),
    );
    return stub.setIsFinal(true).serializeBinary();
  });

test("random bytes are read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      isMalformed(readBatchChunk, bytes);
      isMalformed(readAppendMessage, bytes);
    }),
    { numRuns: 2_000 },
  );
});

test("a changed byte is read or refused", () => {
  const changed = fc.tuple(whole, fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(changed, ([bytes, at, value]) => {
      bytes[at % bytes.length] = value;
      isMalformed(readBatchChunk, bytes);
    }),
    { numRuns: 2_000 },
  );
});

test("a message that is cut inside its last event is refused", () => {
  fc.assert(
    fc.property(whole, (bytes) => {
      // Two bytes are the end of the list, so that the cut is inside the event before it.
      expect(isMalformed(readBatchChunk, bytes.subarray(0, bytes.length - 3))).toBe(true);
    }),
  );
});

test.each([
  ["a varint without an end", [0x20, ...Array.from({ length: 11 }, () => 0xff)]],
  ["a length beyond the message", [0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f]],
  ["a group", [0x0b, 0x0c]],
  ["field zero", [0x00, 0x00]],
  ["text that is not UTF-8", [0x1a, 0x07, 0x12, 0x05, 0x0a, 0x01, 0x80, 0x12, 0x00]],
  ["a number where a message belongs", [0x10, 0x01]],
])("%s is refused", (_name, bytes) => {
  expect(isMalformed(readBatchChunk, Uint8Array.from(bytes))).toBe(true);
});

const methods = ["Read", "Append", "BatchAppend", "Delete", "Tombstone"];

/** Sends raw bytes to a method and waits for whatever comes back. */
function sendRaw(client: Client, method: string, bytes: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const path = `/event_store.client.streams.Streams/${method}`;
    const asIs = (value: Buffer) => value;
    const call = client.makeBidiStreamRequest(path, asIs, asIs, { deadline: Date.now() + 5_000 });
    call.on("error", (error: ServiceError) => resolve(error.code));
    call.on("data", () => call.cancel());
    call.on("end", () => resolve(0));
    call.write(bytes);
    call.end();
  });
}

test("a node that is sent garbage answers with an error and goes on", async () => {
  const pid = up.node.pid;
  const client = new Client(up.node.endpoint, credentials.createInsecure());
  const garbage = fc.sample(fc.oneof(whole, fc.uint8Array({ maxLength: 100 })), 60);
  for (const [index, bytes] of garbage.entries()) {
    const mangled = Buffer.from(bytes).fill(0xff, Math.floor(bytes.length / 3), bytes.length >> 1);
    const code = await sendRaw(client, methods[index % methods.length] ?? "Read", mangled);
    expect(code).toBeLessThanOrEqual(16);
  }
  client.close();
  const stream = freshStream();
  await up.client.appendToStream(stream, events(3));
  expect((await collect(up.client.readStream(stream))).length).toBe(3);
  expect(up.node.pid).toBe(pid);
});
