// How the protocol says no: a gRPC status, and trailers by which the client tells one no from
// another.
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import type { MalformedMessage } from "../../protobuf/wire-reader.ts";
import type { StoreFault } from "../store/operation.ts";

export function refusal(
  code: status,
  message: string,
  trailers: Readonly<Record<string, string | number>> = {},
): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, asciiOf(String(value)));
  return Object.assign(new Error(message), { code, details: message, metadata });
}

export function invalidArgument(message: string): ServiceError {
  return refusal(status.INVALID_ARGUMENT, message);
}

export function malformed(message: MalformedMessage): ServiceError {
  return invalidArgument(`The message is malformed: ${message.message}.`);
}

export function tooMuchHeld(): ServiceError {
  return refusal(status.RESOURCE_EXHAUSTED, "Too many appends were begun and not ended.");
}

/** By policy: the stream keeps everything that is in it. */
export function accessDenied(stream: string): ServiceError {
  return refusal(status.PERMISSION_DENIED, `Stream '${stream}' keeps its events, for everybody.`, {
    exception: "access-denied",
  });
}

export function streamDeleted(stream: string): ServiceError {
  return refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: "stream-deleted",
    "stream-name": stream,
  });
}

/** For delete and tombstone; appends answer with a message of their own. */
export function wrongExpectedVersion(
  stream: string,
  expected: number,
  current: number,
): ServiceError {
  const message = `Stream '${stream}': expected version ${expected}, actual version ${current}.`;
  return refusal(status.FAILED_PRECONDITION, message, {
    exception: "wrong-expected-version",
    "stream-name": stream,
    "expected-version": expected,
    // Without it the client says "no stream".
    ...(current >= 0 ? { "actual-version": current } : {}),
  });
}

export function appendTooLarge(limit: number): ServiceError {
  const message = `An append holds at most ${limit} bytes of data and metadata.`;
  return refusal(status.INVALID_ARGUMENT, message, {
    exception: "maximum-append-size-exceeded",
    "maximum-append-size": limit,
  });
}

export function propertyMissing(property: string): ServiceError {
  return refusal(status.INVALID_ARGUMENT, `Required metadata property '${property}' is missing.`, {
    exception: "missing-required-metadata-property",
    "required-metadata-properties": property,
  });
}

export function deadlineExceeded(): ServiceError {
  return refusal(status.DEADLINE_EXCEEDED, "Timeout");
}

export function storeFailed(fault: StoreFault): ServiceError {
  return refusal(faultStatus(fault), faultMessage(fault));
}

export function faultStatus(fault: StoreFault): status {
  return faultStatuses[fault.code];
}

const faultStatuses = {
  STORE_FULL: status.RESOURCE_EXHAUSTED,
  // Final: the client asks for it once only.
  STORE_FENCED: status.PERMISSION_DENIED,
  STORE_IO_ERROR: status.INTERNAL,
  STORE_FAILED: status.INTERNAL,
} as const satisfies Record<StoreFault["code"], status>;

/**
 * The code comes first and is stable; the message is all that a batch append's client shows of it.
 */
export function faultMessage(fault: StoreFault): string {
  return `${fault.code}: nothing was appended; ${fault.message}`;
}

export function shuttingDown(code: status): ServiceError {
  return refusal(code, "The node is shutting down.");
}

/** Trailers take printable ASCII only; anything else goes percent-encoded. */
function asciiOf(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}
