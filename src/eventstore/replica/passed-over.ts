// What has a revision in a stream of ours and no log index: links and other events of the types
// that servers keep to themselves, where somebody appended them.
import type { EventLog } from "../port.ts";

/** Revisions of a stream at which the log has nothing; `to` is not among them. */
export interface Gap {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
}

/** Whether nothing but events of the store's own types stands there, and so nothing is missing. */
export async function isOfTheStore(
  log: Pick<EventLog, "readStream">,
  { stream, from, to }: Gap,
): Promise<boolean> {
  let next = from;
  for await (const { type, revision } of log.readStream(stream, { from, limit: to - from })) {
    if (revision !== next || !type.startsWith("$")) return false;
    next += 1;
  }
  return next === to;
}
