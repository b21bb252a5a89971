// What a single append may hold. The sizes of an append and of a record are the protocol's
// defaults; the lengths are ours.
import type { ServiceError } from "@grpc/grpc-js";
import type { ProposedRecord } from "../store/record.ts";
import type { AppendOptions, ProposedMessage } from "../wire/append-request.ts";
import type { HeldBytes } from "./held-bytes.ts";
import { appendTooLarge, invalidArgument, propertyMissing, tooMuchHeld } from "./refusal.ts";

/** Data and metadata of one append. Types and names do not count. */
export const appendBytesMax = 1024 * 1024;
/**
 * All of an append: a real node writes it as one record, which holds no more. Events without data
 * are bounded by it too.
 */
const recordBytesMax = 16 * 1024 * 1024;
/** What an event takes besides its type, data and metadata. */
const eventOverheadBytes = 100;
export const streamNameBytesMax = 1024;
export const typeBytesMax = 1024;
/** From its first message to its last. */
export const arrivalMsMax = 60_000;
/** One gRPC message, on either way. */
export const messageBytesMax = 17 * 1024 * 1024;

/** Gathers the events of one append and refuses the first thing that is wrong with them. */
export class Proposal {
  readonly stream: string;
  readonly expected: number;
  readonly deadlineMs: number;
  readonly events: ProposedRecord[] = [];
  private readonly held: HeldBytes;
  /** Data and metadata so far. */
  private bytes = 0;
  /** Of the record so far, and reserved. */
  private recordBytes = 0;
  private readonly hasRoom: boolean;

  constructor({ stream, expected, deadlineMs }: AppendOptions, held: HeldBytes) {
    this.stream = stream ?? "";
    this.expected = expected;
    this.deadlineMs = deadlineMs;
    this.held = held;
    this.hasRoom = this.reserve(eventOverheadBytes + this.stream.length);
  }

  /** What is wrong with the options, if anything. */
  fault(): ServiceError | undefined {
    return this.hasRoom ? streamNameFault(this.stream) : tooMuchHeld();
  }

  /** It has arrived whole, or is not going to: what was reserved for it is free again. */
  release(): void {
    this.held.give(this.recordBytes);
    this.recordBytes = 0;
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
    const size = eventOverheadBytes + type.length + data.length + metadata.length;
    if (this.recordBytes + size > recordBytesMax) {
      return invalidArgument(`An append is one record, of at most ${recordBytesMax} bytes.`);
    }
    if (!this.reserve(size)) return tooMuchHeld();
    this.events.push({ id, type, contentType, metadata, data });
    return undefined;
  }

  private reserve(bytes: number): boolean {
    const isRoomy = this.held.take(bytes);
    if (isRoomy) this.recordBytes += bytes;
    return isRoomy;
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
