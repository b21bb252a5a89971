// Delete (soft: the stream may come back, revisions go on) and Tombstone (for ever).

import type {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from "@eventstore/db-client/generated/streams_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import type { ServerUnaryCall, ServiceError, sendUnaryData } from "@grpc/grpc-js";
import type { WriteOperation, WriteOutcome } from "../store/operation.ts";
import { describedBy, Expected } from "../store/record.ts";
import type { Store } from "../store/store.ts";
import { streamNameFault } from "./limits.ts";
import type { LiveCalls } from "./live-calls.ts";
import {
  accessDenied,
  deadlineExceeded,
  invalidArgument,
  storeFailed,
  streamDeleted,
  wrongExpectedVersion,
} from "./refusal.ts";

type Options = DeleteReq.Options | TombstoneReq.Options;
type Handler<Request, Response> = (
  call: ServerUnaryCall<Request, Response>,
  callback: sendUnaryData<Response>,
) => void;

export function deleteHandler(store: Store, calls: LiveCalls): Handler<DeleteReq, DeleteResp> {
  return async ({ request }, callback) => {
    const reply = calls.unary(callback);
    const result = await carryOut(store, "delete", request.getOptions());
    if (typeof result !== "number") return reply(result);
    const position = new streamsPb.DeleteResp.Position();
    position.setCommitPosition(String(result)).setPreparePosition(String(result));
    reply(null, new streamsPb.DeleteResp().setPosition(position));
  };
}

export function tombstoneHandler(
  store: Store,
  calls: LiveCalls,
): Handler<TombstoneReq, TombstoneResp> {
  return async ({ request }, callback) => {
    const reply = calls.unary(callback);
    const result = await carryOut(store, "tombstone", request.getOptions());
    if (typeof result !== "number") return reply(result);
    const position = new streamsPb.TombstoneResp.Position();
    position.setCommitPosition(String(result)).setPreparePosition(String(result));
    reply(null, new streamsPb.TombstoneResp().setPosition(position));
  };
}

/** The position of the deletion, or why there is none. */
async function carryOut(
  store: Store,
  kind: "delete" | "tombstone",
  options: Options | undefined,
): Promise<number | ServiceError> {
  const name = options?.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array();
  const stream = Buffer.from(name).toString("utf8");
  const fault = streamNameFault(stream);
  if (fault !== undefined || options === undefined) return fault ?? invalidArgument("No options.");
  if (describedBy(stream) !== undefined) {
    return invalidArgument("A metadata stream is not deleted by itself.");
  }
  const operation: WriteOperation = { kind, stream, expected: expectedOf(options) };
  return resultOf(operation, await store.write(operation));
}

function resultOf(operation: WriteOperation, outcome: WriteOutcome): number | ServiceError {
  const { stream, expected } = operation;
  switch (outcome.kind) {
    case "written":
      return outcome.position;
    case "wrongExpectedVersion":
      return wrongExpectedVersion(stream, expected, outcome.current);
    case "streamDeleted":
      return streamDeleted(stream);
    case "kept":
      return accessDenied(stream);
    case "deadlineExceeded":
      return deadlineExceeded();
    case "failed":
      return storeFailed(outcome.fault);
    default:
      return outcome satisfies never;
  }
}

function expectedOf(options: Options): number {
  if (options.hasNoStream()) return Expected.noStream;
  if (options.hasStreamExists()) return Expected.streamExists;
  if (options.hasAny()) return Expected.any;
  return Math.min(Number(options.getRevision()), Number.MAX_SAFE_INTEGER);
}
