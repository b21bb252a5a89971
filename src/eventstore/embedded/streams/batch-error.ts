// A refusal inside a batch append's stream: a google.rpc.Status whose detail must be there, since
// the official client looks into it unasked.
import { type ServiceError, status } from "@grpc/grpc-js";
import type { WriteOutcome } from "../store/operation.ts";
import {
  type BatchError,
  badRequestDetail,
  maxAppendSizeDetail,
  streamDeletedDetail,
  wrongVersionDetail,
} from "../wire/append-response.ts";
import { accessDenied, faultMessage, faultStatus } from "./refusal.ts";

export const timeout: BatchError = {
  code: status.DEADLINE_EXCEEDED,
  message: "Timeout",
  detailType: "Timeout",
  detail: Buffer.alloc(0),
};

/** The same refusal as the classic append's, in a batch's clothes. */
export function batchFault(fault: ServiceError): BatchError {
  const { code } = fault;
  const [limit] = fault.metadata.get("maximum-append-size");
  if (limit !== undefined) {
    const detail = maxAppendSizeDetail(Number(limit));
    return { code, message: fault.details, detailType: "MaximumAppendSizeExceeded", detail };
  }
  const detail = badRequestDetail(fault.details);
  return { code, message: fault.details, detailType: "BadRequest", detail };
}

export function batchErrorOf(
  outcome: Exclude<WriteOutcome, { kind: "written" }>,
  stream: string,
  expected: number,
): BatchError {
  switch (outcome.kind) {
    case "wrongExpectedVersion": {
      const detail = wrongVersionDetail(outcome.current, expected);
      const message = "WrongExpectedVersion";
      return { code: status.ALREADY_EXISTS, message, detailType: "WrongExpectedVersion", detail };
    }
    case "streamDeleted": {
      const detail = streamDeletedDetail(stream);
      const message = "StreamDeleted";
      return { code: status.FAILED_PRECONDITION, message, detailType: "StreamDeleted", detail };
    }
    case "kept": {
      const { code, details: message } = accessDenied(stream);
      return { code, message, detailType: "AccessDenied", detail: Buffer.alloc(0) };
    }
    case "deadlineExceeded":
      return timeout;
    case "failed": {
      const message = faultMessage(outcome.fault);
      const code = faultStatus(outcome.fault);
      // The one kind that the client takes for final, as a log that has moved is.
      if (outcome.fault.code === "STORE_FENCED") {
        return { code, message, detailType: "AccessDenied", detail: Buffer.alloc(0) };
      }
      return { code, message, detailType: "BadRequest", detail: badRequestDetail(message) };
    }
    default:
      return outcome satisfies never;
  }
}
