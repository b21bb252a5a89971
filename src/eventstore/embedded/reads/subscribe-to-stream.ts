// A subscription to one stream: from a revision on, then what is being appended. It outlives the
// stream's absence and soft deletion and ends when the stream is tombstoned.
import { randomUUID } from "node:crypto";
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import type { Store } from "../store/store.ts";
import { firstVisible, isVisible, StreamCondition } from "../store/stream-state.ts";
import { streamDeleted } from "../streams/refusal.ts";
import { caughtUp, encodeConfirmation, encodeEvent, fellBehind } from "../wire/read-response.ts";
import type { Decoded } from "../wire/tolerant.ts";
import { resolveLink } from "./link.ts";
import type { Outlet } from "./outlet.ts";
import type { ReadRequest } from "./read-request.ts";
import { TimeShare } from "./time-share.ts";
import { Waker } from "./waker.ts";

export async function subscribeToStream(
  { reader, tail }: Store,
  name: string,
  { from, resolveLinks }: ReadRequest,
  outlet: Outlet<Decoded<ReadReq>>,
): Promise<void> {
  const waker = new Waker();
  const ringIfOurs = (fresh: readonly { readonly stream: string }[], isWhole: boolean) => {
    if (!isWhole || fresh.some((record) => record.stream === name)) waker.ring();
  };
  outlet.onClose(tail.listen(ringIfOurs));
  outlet.onClose(() => waker.ring());
  const share = new TimeShare();
  let next = from === "start" ? 0 : from === "end" ? undefined : from + 1;
  let isLive = false;
  await outlet.write(encodeConfirmation(randomUUID()));
  while (outlet.open) {
    const stream = reader.stream(name);
    if (stream?.condition === StreamCondition.tombstoned) return outlet.fail(streamDeleted(name));
    next ??= stream?.nextRevision ?? 0;
    const isReadable = stream !== undefined && stream.condition === StreamCondition.live;
    const page = isReadable
      ? reader.streamForwards(stream, Math.max(next, firstVisible(stream)))
      : [];
    const [oldest] = page;
    // What is due is no longer in memory: it was not taken in time.
    if (isLive && oldest && !tail.holds(oldest.position - 1)) {
      isLive = false;
      await outlet.write(fellBehind);
    }
    for (const record of page) {
      if (!outlet.open) return;
      next = record.revision + 1;
      if (stream === undefined || !isVisible(stream, record, Date.now())) continue;
      const resolved = resolveLinks
        ? resolveLink(record, reader)
        : { event: record, link: undefined };
      await outlet.write(encodeEvent(resolved, false));
    }
    if (page.length > 0) {
      await share.turn();
      continue;
    }
    if (!isLive) {
      isLive = true;
      await outlet.write(caughtUp);
    }
    await waker.rung();
  }
}
