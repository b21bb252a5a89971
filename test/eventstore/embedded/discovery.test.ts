// How clients find the node, and what they learn of it.
import { EventStoreDBClient } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { collect, events, freshStream, rejection, useNode } from "./node-for-test.ts";

const up = useNode();

test.each([
  ["esdb", (endpoint: string) => endpoint],
  ["esdb+discover", (endpoint: string) => endpoint],
  ["esdb", (endpoint: string) => `${endpoint},127.0.0.1:1,127.0.0.1:2`],
])("by a connection string: %s", async (scheme, hosts) => {
  const address = `${scheme}://${hosts(up.node.endpoint)}?tls=false`;
  const client = EventStoreDBClient.connectionString(address);
  const stream = freshStream();
  await client.appendToStream(stream, events(2));
  expect((await collect(client.readStream(stream))).length).toBe(2);
  await client.dispose();
});

test("what the node does not have is refused as such", async () => {
  expect(await rejection(up.client.listProjections())).toMatchObject({ code: 12 });
});
