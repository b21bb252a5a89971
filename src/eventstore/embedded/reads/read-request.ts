// ReadReq in plain words. It is decoded by the shipped stubs: there is one per read, not one per
// event.
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServiceError } from "@grpc/grpc-js";
import { streamNameFault } from "../streams/limits.ts";
import { invalidArgument } from "../streams/refusal.ts";
import { type EventFilter, eventFilter } from "./event-filter.ts";

/** Where to begin: at an end of the log or stream, or at a revision or position. */
export type From = "start" | "end" | number;

export interface ReadRequest {
  /** Undefined for $all. */
  readonly stream: string | undefined;
  readonly from: From;
  readonly backwards: boolean;
  /** Undefined for a subscription, which has no end. */
  readonly count: number | undefined;
  readonly resolveLinks: boolean;
  /** Of $all only. */
  readonly filter: EventFilter | undefined;
}

export function readRequest(message: ReadReq): ReadRequest | ServiceError {
  const options = message.getOptions();
  const inStream = options?.getStream();
  const inAll = options?.getAll();
  if (options === undefined) return invalidArgument("A read needs options.");
  const common = {
    backwards: options.getReadDirection() === 1,
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    resolveLinks: options.getResolveLinks(),
  };
  if (inStream !== undefined) {
    const name = inStream.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array();
    const stream = Buffer.from(name).toString("utf8");
    const from = inStream.hasRevision() ? Number(inStream.getRevision()) : endOf(inStream.hasEnd());
    return streamNameFault(stream) ?? { ...common, stream, from: safe(from), filter: undefined };
  }
  const position = inAll?.getPosition();
  const from = position ? Number(position.getCommitPosition()) : endOf(inAll?.hasEnd() === true);
  const filterOptions = options.getFilter();
  const filter = filterOptions && eventFilter(filterOptions);
  if (inAll === undefined) return invalidArgument("A read names a stream or $all.");
  if (filter instanceof Error) return filter;
  return { ...common, stream: undefined, from: safe(from), filter };
}

function endOf(isEnd: boolean): From {
  return isEnd ? "end" : "start";
}

/** The protocol counts to 2^64, the log to 2^53. */
function safe(from: From): From {
  return typeof from === "number" ? Math.min(from, Number.MAX_SAFE_INTEGER) : from;
}
