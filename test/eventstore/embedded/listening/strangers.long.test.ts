// Over the network: who has not logged in is let go of; who has stays, and finds room.
import { once } from "node:events";
import { expect, test } from "vitest";
import { collect, events, freshStream, rejection } from "../node-for-test.ts";
import { begin, closed, gossip, known, useNetworkNode } from "./network-for-test.ts";

const up = useNetworkNode({ msMax: 400, connectionsMax: 10 });

test.each(["esdb", "esdb+discover"])("%s: a client that logs in stays", async (scheme) => {
  const client = up.clientAs(known, scheme);
  const stream = freshStream();
  await client.appendToStream(stream, events(1));
  const subscription = client.subscribeToStream(stream);
  const seen = subscription[Symbol.asyncIterator]();
  await seen.next();
  // Came later than the client, and is gone: so would he be.
  await closed(await up.stranger());
  await client.appendToStream(stream, events(1));
  expect((await seen.next()).value.event.revision).toBe(1n);
  await subscription.unsubscribe();
  await client.dispose();
});

test("to ask what everybody may, or with a wrong password, makes nobody known", async () => {
  const asking = await up.stranger();
  const answer = once(begin(asking, gossip).end(), "trailers");
  expect((await answer)[0]).toMatchObject({ "grpc-status": "0" });
  const wrong = up.clientAs("plant:a%20wrong%20secret%20@");
  const subscribing = rejection(collect(wrong.subscribeToAll()));
  expect(await subscribing).toMatchObject({ type: "access-denied" });
  await closed(asking);
  await wrong.dispose();
});

test("strangers that fill it make room for who logs in", async () => {
  const sessions = await Promise.all(Array.from({ length: 12 }, () => up.stranger()));
  for (let time = 0; time < 5; time++) {
    sessions.push(await up.stranger(), await up.stranger());
    const client = up.clientAs(known);
    expect((await client.appendToStream(freshStream(), events(1))).success).toBe(true);
    await client.dispose();
  }
  for (const session of sessions) session.destroy();
});

test("whoever has the log-in has it, however often he called without", async () => {
  const client = up.clientAs("");
  const credentials = { username: "plant", password: "a long enough secret" };
  expect(await rejection(client.deleteStream("none"))).toMatchObject({ type: "access-denied" });
  const appended = client.appendToStream(freshStream(), events(1), { credentials });
  expect((await appended).success).toBe(true);
  await closed(await up.stranger());
  const again = client.appendToStream(freshStream(), events(1), { credentials });
  expect((await again).success).toBe(true);
  await client.dispose();
});
