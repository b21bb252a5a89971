// Messages as the shipped stubs write them, from arbitrary parts: the referee's side of the hand
// codec's tests.
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import timestampPb from "google-protobuf/google/protobuf/timestamp_pb.js";

export const uuid = fc.uuid();
export const bytes = fc.uint8Array({ maxLength: 300 });
export const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
/** What the log counts with. */
export const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

export const expected = fc.oneof(fc.constantFrom(-1, -2, -4), count);

export const proposed = fc.record({
  id: uuid,
  isStructured: fc.boolean(),
  type: text,
  contentType: fc.constantFrom("application/json", "application/octet-stream"),
  metadata: bytes,
  data: bytes,
});

export const options = fc.record({
  stream: text,
  expected,
  deadlineMs: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }),
});

type Proposed = typeof proposed extends fc.Arbitrary<infer T> ? T : never;
type Options = typeof options extends fc.Arbitrary<infer T> ? T : never;
type ProposedStub = InstanceType<typeof streamsPb.BatchAppendReq.ProposedMessage>;
type OptionsStub = InstanceType<typeof streamsPb.BatchAppendReq.Options>;

/** Both kinds of append have the same messages under different names. */
export function proposedStub<Stub extends Pick<ProposedStub, "setId" | "getMetadataMap">>(
  message: Stub & Pick<ProposedStub, "setData" | "setCustomMetadata">,
  { id, isStructured, type, contentType, metadata, data }: Proposed,
): Stub {
  message.setId(uuidStub(id, isStructured));
  message.getMetadataMap().set("type", type).set("content-type", contentType).set("other", "x");
  message.setCustomMetadata(metadata);
  message.setData(data);
  return message;
}

export function batchOptionsStub({ stream, expected, deadlineMs }: Options): OptionsStub {
  const message = new streamsPb.BatchAppendReq.Options();
  message.setStreamIdentifier(streamStub(stream));
  if (expected === -1) message.setNoStream(new sharedPb.Empty() as never);
  else if (expected === -2) message.setAny(new sharedPb.Empty() as never);
  else if (expected === -4) message.setStreamExists(new sharedPb.Empty() as never);
  else message.setStreamPosition(String(expected));
  if (deadlineMs !== undefined) {
    message.setDeadline(timestampPb.Timestamp.fromDate(new Date(deadlineMs)));
  }
  return message;
}

export function appendOptionsStub({ stream, expected }: Options) {
  const message = new streamsPb.AppendReq.Options();
  message.setStreamIdentifier(streamStub(stream));
  if (expected === -1) message.setNoStream(new sharedPb.Empty());
  else if (expected === -2) message.setAny(new sharedPb.Empty());
  else if (expected === -4) message.setStreamExists(new sharedPb.Empty());
  else message.setRevision(String(expected));
  return message;
}

export function uuidStub(id: string, isStructured: boolean) {
  const message = new sharedPb.UUID();
  if (!isStructured) return message.setString(id);
  const raw = Buffer.from(id.replaceAll("-", ""), "hex");
  const structured = new sharedPb.UUID.Structured();
  structured.setMostSignificantBits(String(raw.readBigInt64BE(0)));
  structured.setLeastSignificantBits(String(raw.readBigInt64BE(8)));
  return message.setStructured(structured);
}

export function streamStub(stream: string) {
  return new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream));
}
