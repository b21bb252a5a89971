// Events that count, and what several tests of the event log do with them.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { EventLogSettings } from "../../src/eventstore/client/settings.ts";
import { type EmbeddedNode, startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import type { EventLog, Followed } from "../../src/eventstore/port.ts";
import type { ProposedEvent, StoredEvent } from "../../src/eventstore/stored-event.ts";

export const counted = (n: number, text = ""): ProposedEvent => ({
  id: randomUUID(),
  type: "Counted",
  data: { n, text },
  metadata: { by: "test" },
});

export const countedUpTo = (count: number): ProposedEvent[] =>
  Array.from({ length: count }, (_, n) => counted(n));

export const numbers = (events: readonly StoredEvent[]): unknown[] =>
  events.map(({ data }) => data.n);

let streams = 0;
export const freshStream = (): string => `lot-${streams++}`;

/** A node and a log of its own for one test; both end with it. */
export async function ownLog(
  settings: Partial<EventLogSettings> = {},
): Promise<{ log: EventLog; node: EmbeddedNode; directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), "log-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const node = await nodeIn(directory);
  return { log: await logOn(node, settings), node, directory };
}

/** On the same socket each time that it is called for a folder. */
export async function nodeIn(directory: string): Promise<EmbeddedNode> {
  const node = await startEmbeddedNode({
    directory,
    socket: join(directory, "n.sock"),
    synchronous: "NORMAL",
    logger: { info: () => {}, error: () => {} },
  });
  onTestFinished(() => node.stop());
  return node;
}

export async function logOn(
  { endpoint }: { endpoint: string },
  settings: Partial<EventLogSettings> = {},
): Promise<EventLog> {
  const log = await openEventLog({ endpoint }, settings);
  onTestFinished(() => log.close());
  return log;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What a promise was rejected with; fails when it was not. */
export async function faultOf(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error("expected a fault");
}

/** Follows until the test of a step says that it was the last one. */
export async function followUntil(
  log: EventLog,
  isLast: (followed: Followed, seen: readonly Followed[]) => boolean,
): Promise<Followed[]> {
  const seen: Followed[] = [];
  for await (const followed of log.follow({ signal: new AbortController().signal })) {
    seen.push(followed);
    if (isLast(followed, seen)) break;
  }
  return seen;
}

export const numberOf = (followed: Followed): unknown =>
  followed.kind === "event" ? followed.event.data.n : undefined;
