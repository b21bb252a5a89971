// What the hand codec reads of an append equals what the shipped stubs wrote.
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readAppendMessage,
  readBatchChunk,
} from "../../../../src/eventstore/embedded/wire/append-messages.ts";
import type { ProposedMessage } from "../../../../src/eventstore/embedded/wire/append-request.ts";
import { uuidText } from "../../../../src/eventstore/protobuf/uuid.ts";
import {
  appendOptionsStub,
  batchOptionsStub,
  options,
  proposed,
  proposedStub,
  uuid,
  uuidStub,
} from "./arbitrary-message.ts";

function plain(message: ProposedMessage | undefined) {
  if (message?.id === undefined) return undefined;
  const { id, type, contentType, metadata, data } = message;
  return {
    id: uuidText(id),
    type,
    contentType,
    metadata: Buffer.from(metadata),
    data: Buffer.from(data),
  };
}

function wanted({
  isStructured: _,
  ...event
}: typeof proposed extends fc.Arbitrary<infer T> ? T : never) {
  return { ...event, metadata: Buffer.from(event.metadata), data: Buffer.from(event.data) };
}

test("a chunk of a batch append", () => {
  const chunk = fc.record({
    correlation: uuid,
    options: fc.option(options, { nil: undefined }),
    events: fc.array(proposed, { maxLength: 5 }),
    isFinal: fc.boolean(),
  });
  fc.assert(
    fc.property(chunk, (parts) => {
      const stub = new streamsPb.BatchAppendReq();
      stub.setCorrelationId(uuidStub(parts.correlation, false));
      if (parts.options) stub.setOptions(batchOptionsStub(parts.options));
      stub.setProposedMessagesList(
        parts.events.map((event) =>
          proposedStub(new streamsPb.BatchAppendReq.ProposedMessage(), event),
        ),
      );
      stub.setIsFinal(parts.isFinal);
      const read = readBatchChunk(Buffer.from(stub.serializeBinary()));
      expect(read.events.map(plain)).toEqual(parts.events.map(wanted));
      expect(read.isFinal).toBe(parts.isFinal);
      expect(read.correlation?.toString("latin1").endsWith(parts.correlation)).toBe(true);
      expect(read.options).toEqual(
        parts.options && {
          ...parts.options,
          deadlineMs: parts.options.deadlineMs ?? Number.POSITIVE_INFINITY,
        },
      );
    }),
  );
});

test("the messages of a classic append", () => {
  fc.assert(
    fc.property(options, proposed, (parts, event) => {
      const head = new streamsPb.AppendReq();
      head.setOptions(appendOptionsStub(parts));
      expect(readAppendMessage(Buffer.from(head.serializeBinary())).options).toEqual({
        stream: parts.stream,
        expected: parts.expected,
        deadlineMs: Number.POSITIVE_INFINITY,
      });
      const body = new streamsPb.AppendReq();
      body.setProposedMessage(
        proposedStub(new streamsPb.AppendReq.ProposedMessage(), event) as never,
      );
      const read = readAppendMessage(Buffer.from(body.serializeBinary()));
      expect(plain(read.event)).toEqual(wanted(event));
    }),
  );
});
