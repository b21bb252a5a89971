// Read: everything that reads comes in here; a subscription is a read without an end.
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import { MalformedMessage } from "../../protobuf/wire-reader.ts";
import type { Log } from "../log.ts";
import type { StoredRecord } from "../store/record.ts";
import type { Store } from "../store/store.ts";
import {
  firstVisible,
  isVisible,
  StreamCondition,
  type StreamState,
} from "../store/stream-state.ts";
import type { LiveCalls } from "../streams/live-calls.ts";
import { invalidArgument, malformed, refusal, streamDeleted } from "../streams/refusal.ts";
import { encodeEvent, encodeStreamNotFound } from "../wire/read-response.ts";
import type { Decoded } from "../wire/tolerant.ts";
import { ChunkOutlet } from "./chunk-outlet.ts";
import { resolveLink } from "./link.ts";
import { Outlet } from "./outlet.ts";
import { type ReadRequest, readRequest } from "./read-request.ts";
import { subscribeToAll } from "./subscribe-to-all.ts";
import { subscribeToStream } from "./subscribe-to-stream.ts";
import { TimeShare } from "./time-share.ts";

type Request = Decoded<ReadReq>;
export type ReadHandler = (call: ServerWritableStream<Request, Buffer>) => void;
type Out = Outlet<Request>;

export interface ReadParts {
  readonly store: Store;
  readonly calls: LiveCalls;
  readonly log: Log;
}

/** `inChunks`: the answers of ReadChunks, instead of Read's. */
export function readHandler({ store, calls, log }: ReadParts, inChunks: boolean): ReadHandler {
  return async (call) => {
    const outlet = inChunks ? new ChunkOutlet(call, calls) : new Outlet(call, calls);
    try {
      const { request: message } = call;
      const isMalformed = message instanceof MalformedMessage;
      const request = isMalformed ? malformed(message) : readRequest(message);
      if (request instanceof Error) return outlet.fail(request);
      await serve(store, request, outlet);
    } catch (error) {
      log.error("READ_FAILED", error);
      outlet.fail(refusal(status.INTERNAL, "The read failed; the node's log says why."));
    }
  };
}

async function serve(store: Store, request: ReadRequest, outlet: Out): Promise<void> {
  const { stream, count, backwards } = request;
  if (count === undefined) {
    if (backwards) return outlet.fail(invalidArgument("A subscription goes forwards."));
    if (stream === undefined) return subscribeToAll(store, request, outlet);
    return subscribeToStream(store, stream, request, outlet);
  }
  if (stream === undefined) await readAll(store, request, count, outlet);
  else await readStream(store, stream, request, count, outlet);
  outlet.end();
}

/**
 * Forwards from a position with it, backwards from a position without it, as the protocol has it.
 */
async function readAll(
  { reader, tail }: Store,
  { from, backwards, resolveLinks, filter }: ReadRequest,
  count: number,
  outlet: Out,
): Promise<void> {
  const share = new TimeShare();
  let at = from === "start" ? 0 : from === "end" ? tail.position + 1 : from;
  for (let left = count; left > 0 && outlet.open; ) {
    const limit = filter === undefined ? left : undefined;
    const page = backwards ? reader.pageBackwards(at, limit) : reader.pageForwards(at, limit);
    const last = page.at(-1);
    if (last === undefined) return;
    for (const record of page) {
      if (left === 0 || !outlet.open) return;
      if (filter !== undefined) {
        await share.turn();
        if (!filter.matches(record)) continue;
      }
      left--;
      const full = outlet.write(encode(record, resolveLinks, reader, true));
      if (full) await full;
    }
    at = backwards ? last.position : last.position + 1;
    await share.yield();
  }
}

async function readStream(
  { reader }: Store,
  name: string,
  { from, backwards, resolveLinks }: ReadRequest,
  count: number,
  outlet: Out,
): Promise<void> {
  const stream = reader.stream(name);
  // A tombstone ends the stream with its metadata.
  const ends = name.startsWith("$$") ? reader.stream(name.slice(2)) : stream;
  if (ends?.condition === StreamCondition.tombstoned) return outlet.fail(streamDeleted(name));
  if (stream === undefined || isEmpty(stream)) {
    await outlet.write(encodeStreamNotFound(name));
    return;
  }
  const share = new TimeShare();
  const first = firstVisible(stream);
  let at = from === "start" ? 0 : from === "end" ? stream.nextRevision : from;
  for (let left = count; left > 0 && outlet.open; ) {
    const page = backwards
      ? reader.streamBackwards(stream, at, left)
      : reader.streamForwards(stream, Math.max(at, first), left);
    const last = page.at(-1);
    if (last === undefined) return;
    for (const record of page) {
      if (left === 0 || !outlet.open) return;
      if (!isVisible(stream, record, Date.now())) continue;
      left--;
      const full = outlet.write(encode(record, resolveLinks, reader, false));
      if (full) await full;
    }
    if (backwards && last.revision <= first) return;
    at = backwards ? last.revision - 1 : last.revision + 1;
    await share.turn();
  }
}

function isEmpty({ nextRevision, condition }: StreamState): boolean {
  return nextRevision === 0 || condition === StreamCondition.softDeleted;
}

function encode(
  record: StoredRecord,
  resolveLinks: boolean,
  reader: Store["reader"],
  withPosition: boolean,
): Buffer {
  const resolved = resolveLinks ? resolveLink(record, reader) : { event: record, link: undefined };
  return encodeEvent(resolved, withPosition);
}
