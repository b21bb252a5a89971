// Links: an event of type `$>` whose data is "<revision>@<stream>" stands for that event.
import type { LogReader } from "../store/log-reader.ts";
import type { StoredRecord } from "../store/record.ts";
import { isVisible, StreamCondition } from "../store/stream-state.ts";
import type { Resolved } from "../wire/read-response.ts";

const target = /^(\d{1,15})@(.+)$/s;

/** A link whose target is gone is given with no event. */
export function resolveLink(record: StoredRecord, reader: LogReader): Resolved {
  if (record.type !== "$>") return { event: record, link: undefined };
  const found = target.exec(Buffer.from(record.data).toString("utf8"));
  const stream = found?.[2] === undefined ? undefined : reader.stream(found[2]);
  if (stream === undefined || stream.condition !== StreamCondition.live) {
    return { event: undefined, link: record };
  }
  const revision = Number(found?.[1]);
  const [event] = reader.streamForwards(stream, revision, 1);
  const isThere = event?.revision === revision && isVisible(stream, event, Date.now());
  return { event: isThere ? event : undefined, link: record };
}
