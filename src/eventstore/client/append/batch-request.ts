// BatchAppendReq, as streams.proto and shared.proto of the client have it, written by hand: its
// stubs take several times as long, and its call makes Base64 of the data and bytes of that.
import { bytesField, emptyField, textField, varintField } from "../../protobuf/wire-writer.ts";
import type { ExpectedRevision } from "../../stored-event.ts";
import type { WireAppend, WireEvent } from "../wire/wire.ts";

/** Below what a server takes in one message. */
const chunkBytesMax = 2 * 1024 * 1024;
const longest = 2 ** 48;

/**
 * BatchAppendReq { UUID correlation_id = 1; Options options = 2; repeated ProposedMessage
 * proposed_messages = 3; bool is_final = 4; }, in as many messages as it takes.
 */
export function* batchRequests(
  number: number,
  append: WireAppend,
  byDuration: boolean,
): Generator<Buffer> {
  const correlation = bytesField(0x0a, textField(0x12, correlationOf(number)));
  let parts: Buffer[] = [correlation, optionsOf(append, byDuration)];
  let bytes = 0;
  for (const event of append.events) {
    if (bytes > chunkBytesMax) {
      yield Buffer.concat(parts);
      parts = [correlation];
      bytes = 0;
    }
    const message = proposedMessage(event);
    parts.push(message);
    bytes += message.length;
  }
  parts.push(varintField(0x20, 1));
  yield Buffer.concat(parts);
}

/** A UUID whose last six bytes are the number. */
const correlationOf = (number: number): string =>
  `62617463-6861-4070-8000-${(number % longest).toString(16).padStart(12, "0")}`;

/**
 * Options { StreamIdentifier stream_identifier = 1; oneof { uint64 stream_position = 2; Empty
 * no_stream = 3; Empty any = 4; Empty stream_exists = 5; } oneof { Timestamp deadline = 6;
 * Duration deadline = 7; } }. A duration means the same whatever the server's clock says.
 */
function optionsOf({ stream, expected, deadline }: WireAppend, byDuration: boolean): Buffer {
  const time_ms = byDuration ? Math.max(deadline - Date.now(), 0) : deadline;
  const seconds = Math.floor(time_ms / 1_000);
  const nanos = Math.round((time_ms - seconds * 1_000) * 1e6);
  return bytesField(
    0x12,
    bytesField(0x0a, textField(0x1a, stream)),
    expectedField(expected),
    bytesField(byDuration ? 0x3a : 0x32, varintField(0x08, seconds), varintField(0x10, nanos)),
  );
}

function expectedField(expected: ExpectedRevision): Buffer {
  if (typeof expected === "number") return varintField(0x10, expected);
  return emptyField({ no_stream: 0x1a, any: 0x22, stream_exists: 0x2a }[expected]);
}

/**
 * ProposedMessage { UUID id = 1; map<string, string> metadata = 2; bytes custom_metadata = 3; bytes
 * data = 4; }
 */
function proposedMessage({ id, type, contentType, data, metadata }: WireEvent): Buffer {
  return bytesField(
    0x1a,
    bytesField(0x0a, textField(0x12, id)),
    bytesField(0x12, textField(0x0a, "type"), textField(0x12, type)),
    bytesField(0x12, textField(0x0a, "content-type"), textField(0x12, contentType)),
    bytesField(0x1a, metadata),
    bytesField(0x22, data),
  );
}
