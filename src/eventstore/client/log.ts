// The event log over the wire: appends with retries, reads in pages, subscriptions that do not end.
import type { EventLog, LogCopy } from "../port.ts";
import type { LoggedBytes, StorePosition } from "../stored-event.ts";
import { createAppends } from "./append/appends.ts";
import { createPages, fetchPage } from "./read/pages.ts";
import { eventAt, eventIn, readLog, readStream } from "./read/reads.ts";
import { activeRetention, laterRetention, refusals, retentionEvents } from "./read/retention.ts";
import { createSubscriptions } from "./read/subscription.ts";
import type { EventLogSettings } from "./settings.ts";
import { isLogged, loggedEvent, storedBytes, storedEvent } from "./wire/message.ts";
import type { Wire } from "./wire/wire.ts";

const aliveMs = 2_000;

export function createEventLog(wire: Wire, settings: EventLogSettings): EventLog & LogCopy {
  const closing = new AbortController();
  const fetch = createPages(wire, settings, closing.signal);
  const appends = createAppends(wire, settings, closing.signal);
  const { follow, scan, watch } = createSubscriptions(wire, settings.stallMs, closing.signal);

  async function find(
    stream: string,
    revision: number,
    expectedAt: StorePosition | undefined,
  ): Promise<LoggedBytes | undefined> {
    const isIt = (bytes: LoggedBytes) => bytes.stream === stream && bytes.revision === revision;
    const expected = expectedAt && (await eventAt(fetch, expectedAt));
    if (expected && isIt(expected)) return expected;
    const found = await eventIn(fetch, stream, revision);
    if (!found || isLogged(found)) return found;
    for await (const bytes of scan({ streamPrefix: stream })) if (isIt(bytes)) return bytes;
    return undefined;
  }

  return {
    ...appends,
    async *readStream(stream, options = {}) {
      for await (const found of readStream(fetch, stream, options)) yield storedEvent(found);
    },
    async *readAll(options = {}) {
      for await (const bytes of readLog(fetch, options)) yield loggedEvent(bytes);
    },
    readAllBytes: (options = {}) => readLog(fetch, options),
    async readBytes(stream, revision) {
      const found = await eventIn(fetch, stream, revision);
      return found && storedBytes(found);
    },
    async find(stream, revision, expectedAt) {
      const bytes = await find(stream, revision, expectedAt);
      return bytes && loggedEvent(bytes);
    },
    follow,
    retentionRefusals: (from) => refusals(fetch, from),
    findRetentionSettings: () => activeRetention(scan(retentionEvents)),
    followRetentionSettings: (signal) => laterRetention(watch(retentionEvents, signal)),
    async alive() {
      const end = { of: "all", from: "end", backwards: true, countMax: 1 } as const;
      return fetchPage(wire, end, aliveMs).then(
        () => true,
        () => false,
      );
    },
    async close() {
      closing.abort();
      await wire.close();
    },
  };
}
