// What the hand codec writes, the shipped stubs read as it was meant.
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type StoredRecord,
  tombstoneRevision,
} from "../../../../src/eventstore/embedded/store/record.ts";
import {
  badRequestDetail,
  encodeAppendSuccess,
  encodeAppendWrongVersion,
  encodeBatchError,
  encodeBatchSuccess,
  maxAppendSizeDetail,
  streamDeletedDetail,
  wrongVersionDetail,
} from "../../../../src/eventstore/embedded/wire/append-response.ts";
import {
  caughtUp,
  encodeCheckpoint,
  encodeConfirmation,
  encodeEvent,
  encodeStreamNotFound,
} from "../../../../src/eventstore/embedded/wire/read-response.ts";
import { uuidBytes, uuidText } from "../../../../src/eventstore/protobuf/uuid.ts";
import { bytes, count, expected, text, uuid, uuidStub } from "./arbitrary-message.ts";

const stored: fc.Arbitrary<StoredRecord> = fc.record({
  position: count,
  revision: fc.oneof(count, fc.constant(tombstoneRevision)),
  stream: text,
  id: uuid.map((id) => uuidBytes(id)),
  type: text,
  contentType: fc.constantFrom("application/json", "application/octet-stream"),
  createdMs: fc.integer({ min: 1, max: 4e12 }),
  metadata: bytes,
  data: bytes,
});

function readResponse(message: Buffer) {
  return streamsPb.ReadResp.deserializeBinary(message);
}

function nameOf(identifier: { getStreamName_asU8(): Uint8Array } | undefined) {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();
}

type RecordedStub = ReturnType<InstanceType<typeof streamsPb.ReadResp.ReadEvent>["getEvent"]>;

function expectRecord(found: RecordedStub, record: StoredRecord | undefined): void {
  expect(found === undefined).toBe(record === undefined);
  if (found === undefined || record === undefined) return;
  const revision = record.revision === tombstoneRevision ? 2n ** 63n - 1n : BigInt(record.revision);
  expect(found.getId()?.getString()).toBe(uuidText(record.id));
  expect(nameOf(found.getStreamIdentifier())).toBe(record.stream);
  expect(BigInt(found.getStreamRevision())).toBe(revision);
  expect(found.getCommitPosition()).toBe(String(record.position));
  expect(found.getPreparePosition()).toBe(String(record.position));
  expect(found.getMetadataMap().get("type")).toBe(record.type);
  expect(found.getMetadataMap().get("content-type")).toBe(record.contentType);
  expect(found.getMetadataMap().get("created")).toBe(String(BigInt(record.createdMs) * 10_000n));
  expect(Buffer.from(found.getCustomMetadata_asU8())).toEqual(Buffer.from(record.metadata));
  expect(Buffer.from(found.getData_asU8())).toEqual(Buffer.from(record.data));
}

test("an event, with and without link and position", () => {
  const maybe = fc.option(stored, { nil: undefined });
  fc.assert(
    fc.property(maybe, maybe, fc.boolean(), (event, link, withPosition) => {
      const found = readResponse(encodeEvent({ event, link }, withPosition)).getEvent();
      expectRecord(found?.getEvent(), event);
      expectRecord(found?.getLink(), link);
      expect(found?.hasNoPosition()).toBe(!withPosition);
      const position = String((link ?? event)?.position ?? 0);
      if (withPosition) expect(found?.getCommitPosition()).toBe(position);
    }),
  );
});

test("what else a read sends", () => {
  fc.assert(
    fc.property(uuid, count, text, (id, position, stream) => {
      const confirmation = readResponse(encodeConfirmation(id)).getConfirmation();
      expect(confirmation?.getSubscriptionId()).toBe(id);
      const checkpoint = readResponse(encodeCheckpoint(position)).getCheckpoint();
      expect(checkpoint?.getCommitPosition()).toBe(String(position));
      expect(checkpoint?.getPreparePosition()).toBe(String(position));
      const notFound = readResponse(encodeStreamNotFound(stream)).getStreamNotFound();
      expect(nameOf(notFound?.getStreamIdentifier())).toBe(stream);
    }),
  );
  expect(readResponse(caughtUp).hasCaughtUp()).toBe(true);
});

const revision = fc.oneof(fc.constant(-1), count);

test("an append that was carried out", () => {
  fc.assert(
    fc.property(uuid, text, expected, revision, count, (id, stream, wanted, last, position) => {
      const correlation = Buffer.from(uuidStub(id, false).serializeBinary());
      const to = { correlation, stream, expected: wanted };
      const written = { revision: last, position };
      const batch = streamsPb.BatchAppendResp.deserializeBinary(encodeBatchSuccess(to, written));
      const single = streamsPb.AppendResp.deserializeBinary(encodeAppendSuccess(written));
      expect(batch.getCorrelationId()?.getString()).toBe(id);
      expect(nameOf(batch.getStreamIdentifier())).toBe(stream);
      for (const success of [batch.getSuccess(), single.getSuccess()]) {
        expect(success?.hasNoStream()).toBe(last === -1);
        if (last >= 0) expect(success?.getCurrentRevision()).toBe(String(last));
        expect(success?.getPosition()?.getCommitPosition()).toBe(String(position));
      }
    }),
  );
});

test("an append that was refused", () => {
  fc.assert(
    fc.property(uuid, text, expected, revision, (id, stream, wanted, current) => {
      const correlation = Buffer.from(uuidStub(id, true).serializeBinary());
      const detail = wrongVersionDetail(current, wanted);
      const error = {
        code: 6,
        message: stream,
        detailType: "WrongExpectedVersion",
        detail,
      } as const;
      const message = encodeBatchError({ correlation, stream, expected: wanted }, error);
      const batch = streamsPb.BatchAppendResp.deserializeBinary(message);
      expect(batch.getError()?.getCode()).toBe(6);
      expect(batch.getError()?.getMessage()).toBe(stream);
      const unpacked = batch
        .getError()
        ?.getDetails()
        ?.unpack(
          sharedPb.WrongExpectedVersion.deserializeBinary,
          "event_store.client.WrongExpectedVersion",
        );
      expect(unpacked?.hasCurrentStreamRevision()).toBe(current >= 0);
      expect(unpacked?.hasExpectedNoStream()).toBe(wanted === -1);
      expect(unpacked?.hasExpectedAny()).toBe(wanted === -2);
      expect(unpacked?.hasExpectedStreamExists()).toBe(wanted === -4);
      if (wanted >= 0) expect(unpacked?.getExpectedStreamPosition()).toBe(String(wanted));
      const single = streamsPb.AppendResp.deserializeBinary(
        encodeAppendWrongVersion(current, wanted),
      );
      const wrong = single.getWrongExpectedVersion();
      expect(wrong?.hasCurrentNoStream()).toBe(current === -1);
      expect(wrong?.hasExpectedNoStream()).toBe(wanted === -1);
      if (wanted >= 0) expect(wrong?.getExpectedRevision()).toBe(String(wanted));
    }),
  );
});

test("the details of refusals", () => {
  fc.assert(
    fc.property(text, fc.nat(), (stream, limit) => {
      const deleted = sharedPb.StreamDeleted.deserializeBinary(streamDeletedDetail(stream));
      expect(nameOf(deleted.getStreamIdentifier())).toBe(stream);
      const tooLarge = sharedPb.MaximumAppendSizeExceeded.deserializeBinary(
        maxAppendSizeDetail(limit),
      );
      expect(tooLarge.getMaxappendsize()).toBe(limit);
      const bad = sharedPb.BadRequest.deserializeBinary(badRequestDetail(stream));
      expect(bad.getMessage()).toBe(stream);
    }),
  );
});
