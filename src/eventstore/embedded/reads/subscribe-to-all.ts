// A subscription to $all: what is in the log after a position, then, without a seam, what is being
// appended.
import { randomUUID } from "node:crypto";
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import type { StoredRecord } from "../store/record.ts";
import type { Store } from "../store/store.ts";
import {
  caughtUp,
  encodeCheckpoint,
  encodeConfirmation,
  encodeEvent,
  fellBehind,
  type Resolved,
} from "../wire/read-response.ts";
import type { Decoded } from "../wire/tolerant.ts";
import { resolveLink } from "./link.ts";
import type { Outlet } from "./outlet.ts";
import type { ReadRequest } from "./read-request.ts";
import { TimeShare } from "./time-share.ts";
import { Waker } from "./waker.ts";

// Subscriptions at the live end send the same bytes; they are made once.
const encoded = new WeakMap<StoredRecord, Buffer>();

export async function subscribeToAll(
  { reader, tail }: Store,
  { from, filter, resolveLinks }: ReadRequest,
  outlet: Outlet<Decoded<ReadReq>>,
): Promise<void> {
  const waker = new Waker();
  outlet.onClose(tail.listen(() => waker.ring()));
  outlet.onClose(() => waker.ring());
  const share = new TimeShare();
  let after = from === "start" ? -1 : from === "end" ? tail.position : from;
  let isLive = false;
  let seen = 0;
  await outlet.write(encodeConfirmation(randomUUID()));
  while (outlet.open) {
    if (isLive && !tail.holds(after)) {
      isLive = false;
      await outlet.write(fellBehind);
    }
    const page = tail.after(after);
    for (const record of page) {
      if (!outlet.open) return;
      after = record.position;
      if (filter !== undefined) await share.turn();
      if (filter === undefined || filter.matches(record)) {
        const resolved = resolveLinks ? resolveLink(record, reader) : alone(record);
        const isShared = isLive && !resolveLinks;
        await outlet.write(isShared ? encode(record) : encodeEvent(resolved, true));
      }
      if (filter !== undefined && ++seen >= filter.checkpointEvery) {
        seen = 0;
        await outlet.write(encodeCheckpoint(after));
      }
    }
    if (page.length > 0) {
      if (!isLive) await share.yield();
      continue;
    }
    if (!isLive) {
      isLive = true;
      if (filter !== undefined && seen > 0) {
        seen = 0;
        await outlet.write(encodeCheckpoint(after));
      }
      await outlet.write(caughtUp);
    }
    await waker.rung();
  }
}

const alone = (event: StoredRecord): Resolved => ({ event, link: undefined });

function encode(record: StoredRecord): Buffer {
  const known = encoded.get(record);
  if (known !== undefined) return known;
  const message = encodeEvent(alone(record), true);
  encoded.set(record, message);
  return message;
}
