// AppendReq and BatchAppendReq, decoded by hand: these are the hot messages on the way in.
// Field numbers are those of streams.proto and shared.proto, as shipped with the client.

import { readEntry, readStreamIdentifier } from "../../protobuf/shared-messages.ts";
import { readUuid } from "../../protobuf/uuid.ts";
import type { WireReader } from "../../protobuf/wire-reader.ts";
import { Expected, type ProposedRecord } from "../store/record.ts";

export interface AppendOptions {
  /** Undefined when the identifier is missing. */
  readonly stream: string | undefined;
  readonly expected: number;
  /** Milliseconds since 1970; Infinity when the caller set none. */
  readonly deadlineMs: number;
}

/**
 * A proposed message as sent: what is missing is checked by the handler, which can say so politely.
 */
export type ProposedMessage = Omit<ProposedRecord, "id"> & { readonly id: Uint8Array | undefined };

const none: Buffer = Buffer.alloc(0);

/**
 * AppendReq.ProposedMessage, BatchAppendReq.ProposedMessage:
 * UUID id = 1; map<string, string> metadata = 2; bytes custom_metadata = 3; bytes data = 4.
 */
export function readProposedMessage(reader: WireReader): ProposedMessage {
  let id: Uint8Array | undefined;
  let type = "";
  let contentType = "";
  let metadata: Buffer = none;
  let data: Buffer = none;
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        id = readUuid(reader.message());
        break;
      case 2: {
        const { key, value } = readEntry(reader.message());
        if (key === "type") type = value;
        else if (key === "content-type") contentType = value;
        break;
      }
      case 3:
        metadata = reader.slice();
        break;
      case 4:
        data = reader.slice();
        break;
      default:
        reader.passOver();
    }
  }
  return { id, type, contentType, metadata, data };
}

/**
 * AppendReq.Options, BatchAppendReq.Options: StreamIdentifier stream_identifier = 1; oneof expected
 * { uint64 revision = 2; Empty no_stream = 3; Empty any = 4; Empty stream_exists = 5; } and, in
 * batches only, Timestamp deadline = 6; Duration deadline = 7 (later servers).
 */
export function readAppendOptions(reader: WireReader, nowMs: number): AppendOptions {
  let stream: string | undefined;
  let expected: number = Expected.any;
  let deadlineMs = Number.POSITIVE_INFINITY;
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        stream = readStreamIdentifier(reader.message());
        break;
      case 2:
        expected = Math.min(reader.varint(), Number.MAX_SAFE_INTEGER);
        break;
      case 6:
        deadlineMs = readSeconds(reader.message());
        break;
      case 7:
        deadlineMs = nowMs + readSeconds(reader.message());
        break;
      default:
        expected = expectedWord(reader.field) ?? expected;
        reader.passOver();
    }
  }
  return { stream, expected, deadlineMs };
}

function expectedWord(field: number): number | undefined {
  if (field === 3) return Expected.noStream;
  if (field === 4) return Expected.any;
  if (field === 5) return Expected.streamExists;
  return undefined;
}

/** google.protobuf.Timestamp and Duration: int64 seconds = 1; int32 nanos = 2. In milliseconds. */
function readSeconds(reader: WireReader): number {
  let milliseconds = 0;
  while (reader.next()) {
    if (reader.field === 1) milliseconds += Number(BigInt.asIntN(64, reader.varint64())) * 1000;
    else if (reader.field === 2) milliseconds += reader.varint() / 1e6;
    else reader.passOver();
  }
  return milliseconds;
}
