// What a single append may hold. The size of an append is the protocol's default; the lengths are
// ours, and keep every record well below the 16 MiB that the protocol sets for one.
import type { ServiceError } from "@grpc/grpc-js";
import type { ProposedRecord } from "../store/record.ts";
import type { AppendOptions, ProposedMessage } from "../wire/append-request.ts";
import { appendTooLarge, invalidArgument, propertyMissing } from "./refusal.ts";

/** Data and metadata of one append. Types and names do not count. */
export const appendBytesMax = 1024 * 1024;
export const streamNameBytesMax = 1024;
export const typeBytesMax = 1024;
/** One gRPC message, on either way. */
export const messageBytesMax = 17 * 1024 * 1024;

/** Gathers the events of one append and refuses the first thing that is wrong with them. */
export class Proposal {
  readonly stream: string;
  readonly expected: number;
  readonly deadlineMs: number;
  readonly events: ProposedRecord[] = [];
  /** Data and metadata so far. */
  bytes = 0;

  constructor({ stream, expected, deadlineMs }: AppendOptions) {
    this.stream = stream ?? "";
    this.expected = expected;
    this.deadlineMs = deadlineMs;
  }

  /** What is wrong with the options, if anything. */
  fault(): ServiceError | undefined {
    return streamNameFault(this.stream);
  }

  /** Adds an event, or says why not. */
  add(message: ProposedMessage): ServiceError | undefined {
    const { id, type, contentType, metadata, data } = message;
    if (id === undefined || id.every((byte) => byte === 0))
      return invalidArgument("An event needs an id.");
    if (type === "") return propertyMissing("type");
    if (contentType === "") return propertyMissing("content-type");
    const lengths = Math.max(Buffer.byteLength(type), Buffer.byteLength(contentType));
    if (lengths > typeBytesMax || hasNul(type) || hasNul(contentType)) {
      return invalidArgument(`A type has at most ${typeBytesMax} bytes and no U+0000.`);
    }
    this.bytes += data.length + metadata.length;
    if (this.bytes > appendBytesMax) return appendTooLarge(appendBytesMax);
    this.events.push({ id, type, contentType, metadata, data });
    return undefined;
  }
}

export function streamNameFault(stream: string): ServiceError | undefined {
  if (stream === "" || stream === "$$" || stream === "$all") {
    return invalidArgument(`'${stream}' is not the name of a stream.`);
  }
  if (Buffer.byteLength(stream) > streamNameBytesMax || hasNul(stream)) {
    return invalidArgument(`A stream name has at most ${streamNameBytesMax} bytes and no U+0000.`);
  }
  return undefined;
}

function hasNul(text: string): boolean {
  return text.includes("\0");
}
