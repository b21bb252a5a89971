// The appends that a log is copied with: neighbours of one stream together, so that the order of
// the log stays what it is.
import type { StoredBytes } from "../stored-event.ts";

/** The store's own limit for data and metadata of one append. */
const runBytesMax = 1024 * 1024;
const runEventsMax = 1_000;

/** Each is at least one event; events of one stream with neighbouring revisions. */
export async function* runsOf(
  events: AsyncIterable<StoredBytes>,
): AsyncGenerator<readonly [StoredBytes, ...StoredBytes[]]> {
  let run: [StoredBytes, ...StoredBytes[]] | undefined;
  let bytes = 0;
  for await (const event of events) {
    // Later servers count the type as well, twice for each of its letters.
    const size = event.data.length + event.metadata.length + 2 * event.type.length;
    const fits = run && run.length < runEventsMax && bytes + size <= runBytesMax;
    if (run && fits && run[0].stream === event.stream) {
      run.push(event);
      bytes += size;
    } else {
      if (run) yield run;
      run = [event];
      bytes = size;
    }
  }
  if (run) yield run;
}
