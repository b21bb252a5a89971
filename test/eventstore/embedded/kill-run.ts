// kill -9 under load: many writers with exact expectations, a node that is killed at random
// moments, one subscription that resumes where it was. Returns what was acknowledged and what was
// found afterwards.
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import {
  type AllStreamSubscription,
  type EventStoreDBClient,
  excludeSystemEvents,
  jsonEvent,
  type Position,
} from "@eventstore/db-client";
import { collect, nodeForTest } from "./node-for-test.ts";

export interface KillReport {
  readonly kills: number;
  /** Event ids by stream, in the order in which they were acknowledged. */
  readonly acknowledged: ReadonlyMap<string, readonly string[]>;
  readonly stored: readonly {
    readonly stream: string;
    readonly revision: number;
    readonly id: string;
  }[];
  /** Event ids in the order in which the subscription told them. */
  readonly seen: readonly string[];
  readonly integrity: unknown;
}

const writers = 64;
// The client's own deadline is left to the node, which may be dead.
const patienceMs = 5_000;
const unacknowledgedMsMax = 30_000;
const catchUpMsMax = 30_000;

/** Kills come `pauseMs` to three times that apart. */
export async function killRun(kills: number, pauseMs = 300): Promise<KillReport> {
  const { node, client, directory } = await nodeForTest({ synchronous: "FULL", logger: silent });
  const acknowledged = new Map<string, string[]>();
  const stopping = new AbortController();
  const follower = follow(client);
  try {
    const writing = Array.from({ length: writers }, (_, index) => {
      const ids: string[] = [];
      acknowledged.set(`writer-${index}`, ids);
      return keepAppending(client, `writer-${index}`, ids, stopping.signal);
    });
    const killing = (async () => {
      for (let count = 0; count < kills; count++) {
        await pause(pauseMs + Math.random() * 2 * pauseMs);
        await killAndWait(node);
        // Each kill meets a node that is written to again, and so one that may lose something.
        const before = countOf(acknowledged);
        while (countOf(acknowledged) === before && !stopping.signal.aborted) await pause(10);
      }
      await pause(200);
      stopping.abort();
    })();
    await Promise.all([killing, ...writing]);
    const stored = await storedEvents(client);
    const seen = await follower.until(stored.length);
    await node.stop();
    return { kills, acknowledged, stored, seen, integrity: integrityOf(directory) };
  } finally {
    stopping.abort();
    await follower.end();
    await node.stop();
    await rm(directory, { recursive: true });
  }
}

async function storedEvents(client: EventStoreDBClient): Promise<KillReport["stored"]> {
  const resolved = await collect(client.readAll());
  return resolved.flatMap(({ event }) => {
    if (event === undefined || !event.streamId.startsWith("writer-")) return [];
    return [{ stream: event.streamId, revision: Number(event.revision), id: event.id }];
  });
}

function integrityOf(directory: string): unknown {
  const database = new DatabaseSync(`${directory}/events.sqlite`);
  const integrity = database.prepare("PRAGMA integrity_check").get()?.integrity_check;
  database.close();
  return integrity;
}

function countOf(acknowledged: KillReport["acknowledged"]): number {
  return [...acknowledged.values()].reduce((sum, ids) => sum + ids.length, 0);
}

async function killAndWait(node: { readonly pid: number; kill(): void }): Promise<void> {
  const former = node.pid;
  node.kill();
  while (node.pid === former) await pause(20);
}

async function keepAppending(
  client: EventStoreDBClient,
  stream: string,
  ids: string[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) await appendUntilAcknowledged(client, stream, ids);
}

async function appendUntilAcknowledged(
  client: EventStoreDBClient,
  stream: string,
  ids: string[],
): Promise<void> {
  const batch = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () =>
    jsonEvent({ id: randomUUID(), type: "Written", data: { stream, filler: "x".repeat(200) } }),
  );
  const expectedRevision = ids.length === 0 ? "no_stream" : BigInt(ids.length - 1);
  for (const begun = performance.now(); ; ) {
    try {
      const appending = client.appendToStream(stream, batch, { expectedRevision });
      const late = pause(patienceMs).then(() => Promise.reject(new Error("no answer")));
      late.catch(() => {});
      await Promise.race([appending, late]);
      ids.push(...batch.map(({ id }) => id));
      return;
    } catch (error) {
      // A conflict would mean that somebody else wrote to our stream: then the store is wrong, not
      // the network.
      if ((error as { type?: string }).type === "wrong-expected-version") throw error;
      if (performance.now() - begun > unacknowledgedMsMax) throw error;
      await pause(20);
    }
  }
}

function follow(client: EventStoreDBClient) {
  const seen: string[] = [];
  let isDone = false;
  let last: Position | undefined;
  let current: AllStreamSubscription | undefined;
  const running = (async () => {
    while (!isDone) {
      const subscription = client.subscribeToAll({
        fromPosition: last ?? "start",
        filter: excludeSystemEvents(),
      });
      current = subscription;
      try {
        for await (const { event } of subscription) {
          if (event === undefined) continue;
          last = event.position;
          seen.push(event.id);
        }
      } catch {
        await pause(20);
      } finally {
        await subscription.unsubscribe().catch(() => {});
      }
    }
  })();
  const end = async () => {
    isDone = true;
    current?.destroy();
    await running;
    await client.dispose();
  };
  return {
    end,
    /** Waits for so many events, but not for ever, then a little for one too many. */
    async until(count: number): Promise<readonly string[]> {
      const begun = performance.now();
      while (seen.length < count && performance.now() - begun < catchUpMsMax) await pause(20);
      await pause(100);
      await end();
      return seen;
    },
  };
}

const silent = { info: () => {}, error: () => {} };
