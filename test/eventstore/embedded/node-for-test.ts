// One embedded node per test file, in a folder of its own, and the official client to it.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent, type ResolvedEvent } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import {
  type EmbeddedNode,
  type EmbeddedNodeOptions,
  startEmbeddedNode,
} from "../../../src/eventstore/embedded/supervisor.ts";

export interface NodeForTest {
  readonly node: EmbeddedNode;
  readonly client: EventStoreDBClient;
  readonly directory: string;
}

/** Call it at the top of a test file; read its members inside tests. */
export function useNode(options: Partial<EmbeddedNodeOptions> = {}): NodeForTest {
  let up: NodeForTest | undefined;
  beforeAll(async () => {
    up = await nodeForTest(options);
  });
  afterAll(async () => {
    await up?.client.dispose();
    await up?.node.stop();
    if (up) await rm(up.directory, { recursive: true, force: true });
  });
  const running = () => {
    if (up === undefined) throw new Error("the node runs inside tests only");
    return up;
  };
  return {
    get node() {
      return running().node;
    },
    get client() {
      return running().client;
    },
    get directory() {
      return running().directory;
    },
  };
}

/** For tests that stop or kill their node; the caller cleans up. */
export async function nodeForTest(
  options: Partial<EmbeddedNodeOptions> = {},
): Promise<NodeForTest> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "bp-node-")));
  const node = await startEmbeddedNode({ synchronous: "NORMAL", ...options, directory });
  return { node, client: clientOf(node.endpoint), directory };
}

export function clientOf(endpoint: string): EventStoreDBClient {
  return new EventStoreDBClient({ endpoint }, { insecure: true });
}

/** `count` small events that tell their index. */
export function events(count: number, type = "Counted") {
  return Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index } }));
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function revisions(resolved: readonly ResolvedEvent[]): number[] {
  return resolved.map(({ event }) => Number(event?.revision));
}

/** What a promise was rejected with; fails when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error("expected a rejection");
}

let names = 0;
/** A server may be used by run after run. */
const run = randomUUID().slice(0, 8);

/** A stream name that no other test uses. */
export function freshStream(prefix = "stream"): string {
  return `${prefix}-${run}-${names++}`;
}

/**
 * Per-call credentials make the client use the classic Append; in insecure mode they are not sent.
 */
export const classic = { credentials: { username: "ignored", password: "ignored" } };

/** How each kind of call is refused. */
export async function refusals(client: EventStoreDBClient): Promise<unknown[]> {
  const stream = freshStream();
  const attempts = [
    () => client.appendToStream(stream, events(1)),
    () => collect(client.readStream(stream)),
    () => collect(client.readAll({ maxCount: 1 })),
    () => client.deleteStream(stream),
    () => collect(client.subscribeToAll()),
  ];
  return Promise.all(attempts.map((attempt) => rejection(attempt())));
}
