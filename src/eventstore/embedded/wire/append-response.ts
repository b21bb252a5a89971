// AppendResp and BatchAppendResp, encoded by hand.
import type { status } from "@grpc/grpc-js";
import { bytesField, emptyField, textField, varintField } from "../../protobuf/wire-writer.ts";
import { Expected } from "../store/record.ts";

/**
 * Revision and position of the last event of an append; revision -1 where the stream stays empty.
 */
export interface Written {
  readonly revision: number;
  readonly position: number;
}

/**
 * What the official client looks into: google.rpc.Status with one of its own messages as detail.
 */
export interface BatchError {
  readonly code: status;
  readonly message: string;
  readonly detailType:
    | "WrongExpectedVersion"
    | "StreamDeleted"
    | "AccessDenied"
    | "Timeout"
    | "MaximumAppendSizeExceeded"
    | "BadRequest";
  readonly detail: Uint8Array;
}

interface Addressee {
  readonly correlation: Uint8Array;
  readonly stream: string;
  readonly expected: number;
}

/**
 * BatchAppendResp { UUID correlation_id = 1; oneof result { google.rpc.Status error = 2; Success
 * success = 3; } StreamIdentifier stream_identifier = 4; oneof expected { uint64 stream_position =
 * 5; Empty no_stream = 6; Empty any = 7; Empty stream_exists = 8; } }
 */
export function encodeBatchSuccess(to: Addressee, written: Written): Buffer {
  return encodeBatchResponse(to, bytesField(0x1a, encodeSuccess(written)));
}

/** google.rpc.Status here: int32 code = 1; string message = 2; google.protobuf.Any details = 3. */
export function encodeBatchError(to: Addressee, error: BatchError): Buffer {
  const typeUrl = `type.googleapis.com/event_store.client.${error.detailType}`;
  const any = bytesField(0x1a, textField(0x0a, typeUrl), bytesField(0x12, error.detail));
  const status = [varintField(0x08, error.code), textField(0x12, error.message), any];
  return encodeBatchResponse(to, bytesField(0x12, ...status));
}

/**
 * AppendResp { oneof result { Success success = 1; WrongExpectedVersion wrong_expected_version = 2;
 * } }
 */
export function encodeAppendSuccess(written: Written): Buffer {
  return bytesField(0x0a, encodeSuccess(written));
}

/**
 * AppendResp.WrongExpectedVersion: oneof { uint64 current_revision = 6; Empty current_no_stream =
 * 7; } oneof { uint64 expected_revision = 8; Empty any = 9; Empty stream_exists = 10; Empty
 * no_stream = 11; }
 */
export function encodeAppendWrongVersion(current: number, expected: number): Buffer {
  const expectation = expectedField(expected, [0x40, 0x5a, 0x4a, 0x52]);
  return bytesField(0x12, revisionField(0x30, 0x3a, current), expectation);
}

/**
 * shared.proto WrongExpectedVersion: oneof { uint64 current_stream_revision = 1; Empty
 * current_no_stream = 2; } oneof { uint64 expected_stream_position = 3; Empty any = 4; Empty
 * stream_exists = 5; Empty no_stream = 6; }
 */
export function wrongVersionDetail(current: number, expected: number): Buffer {
  const expectation = expectedField(expected, [0x18, 0x32, 0x22, 0x2a]);
  return Buffer.concat([revisionField(0x08, 0x12, current), expectation]);
}

/** shared.proto StreamDeleted { StreamIdentifier stream_identifier = 1; } */
export function streamDeletedDetail(stream: string): Buffer {
  return bytesField(0x0a, textField(0x1a, stream));
}

/** shared.proto MaximumAppendSizeExceeded { uint32 maxAppendSize = 1; } */
export function maxAppendSizeDetail(maxAppendSize: number): Buffer {
  return varintField(0x08, maxAppendSize);
}

/** shared.proto BadRequest { string message = 1; } */
export function badRequestDetail(message: string): Buffer {
  return textField(0x0a, message);
}

function encodeBatchResponse(to: Addressee, result: Buffer): Buffer {
  return Buffer.concat([
    bytesField(0x0a, to.correlation),
    result,
    bytesField(0x22, textField(0x1a, to.stream)),
    expectedField(to.expected, [0x28, 0x32, 0x3a, 0x42]),
  ]);
}

/**
 * Both Success messages: oneof { uint64 current_revision = 1; Empty no_stream = 2; } Position
 * position = 3; Position { uint64 commit_position = 1; uint64 prepare_position = 2; }
 */
function encodeSuccess({ revision, position }: Written): Buffer {
  const at = bytesField(0x1a, varintField(0x08, position), varintField(0x10, position));
  return Buffer.concat([revisionField(0x08, 0x12, revision), at]);
}

function revisionField(tag: number, noneTag: number, revision: number): Buffer {
  return revision >= 0 ? varintField(tag, revision) : emptyField(noneTag);
}

/** `tags`: exact revision, no stream, any, stream exists. */
function expectedField(expected: number, tags: readonly [number, number, number, number]): Buffer {
  if (expected === Expected.noStream) return emptyField(tags[1]);
  if (expected === Expected.any) return emptyField(tags[2]);
  if (expected === Expected.streamExists) return emptyField(tags[3]);
  return varintField(tags[0], expected);
}
