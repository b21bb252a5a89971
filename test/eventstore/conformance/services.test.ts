// What a client asks before anything else, what nobody serves, and who is let in.
import { EventStoreDBClient } from "@eventstore/db-client";
import gossipPb from "@eventstore/db-client/generated/gossip_pb.js";
import featuresPb from "@eventstore/db-client/generated/serverfeatures_pb.js";
import { type CallOptions, Client, type Metadata, status } from "@grpc/grpc-js";
import { describe, expect } from "vitest";
import { refusals, rejection } from "../embedded/node-for-test.ts";
import { promise } from "./promise.ts";
import { logIn, url, useStore } from "./store-under-test.ts";

const up = useStore();

/** What the official client keeps to itself: its connection, and how it logs in. */
interface Inside {
  execute<Answer>(
    kind: typeof Client,
    name: string,
    call: (connection: Client) => Promise<Answer>,
  ): Promise<Answer>;
  callArguments(options: object): [Metadata, CallOptions];
}

/** Calls a method with an empty message; rejects with the status. */
function ask<Answer>(method: string, read: (bytes: Buffer) => Answer): Promise<Answer> {
  const inside = up.client as unknown as Inside;
  const [metadata, options] = inside.callArguments({});
  const { promise: answer, resolve, reject } = Promise.withResolvers<Answer>();
  return inside.execute(Client, method, (connection) => {
    const path = `/event_store.client.${method}`;
    const none = Buffer.alloc(0);
    connection.makeUnaryRequest(
      path,
      () => none,
      read,
      none,
      metadata,
      options,
      (error, found) => (error || found === undefined ? reject(error) : resolve(found)),
    );
    return answer;
  });
}

promise("SupportedMethods", "tells its version and the methods that it serves", async () => {
  const answer = await ask("server_features.ServerFeatures/GetSupportedMethods", (bytes) =>
    featuresPb.SupportedMethods.deserializeBinary(bytes),
  );
  expect(answer.getEventStoreServerVersion()).toMatch(/^\d+\.\d+/);
  const streams = answer
    .getMethodsList()
    .filter((one) => one.getServiceName() === "event_store.client.streams.streams")
    .map((one) => one.getMethodName());
  const all = ["append", "batchappend", "delete", "read", "tombstone"];
  expect(streams).toEqual(expect.arrayContaining(all));
});

promise("ClusterInfo", "names the members of its cluster, of which one leads", async () => {
  const answer = await ask("gossip.Gossip/Read", (bytes) =>
    gossipPb.ClusterInfo.deserializeBinary(bytes),
  );
  const leading = answer
    .getMembersList()
    .filter((one) => one.getIsAlive())
    .filter((one) => one.getState() === gossipPb.MemberInfo.VNodeState.LEADER);
  expect(leading.length).toBe(1);
  expect(leading[0]?.getHttpEndPoint()?.getAddress()).toMatch(/\S/);
});

promise("gRPC status codes", "what it does not have is UNIMPLEMENTED", async () => {
  for (const method of ["streams.Streams/Nothing", "nothing.Nothing/Nothing"]) {
    const refused = await rejection(ask(method, (bytes) => bytes));
    expect(refused).toMatchObject({ code: status.UNIMPLEMENTED });
  }
});

// A node on this machine's loopback asks for none.
describe.runIf(logIn !== undefined)("log-in", () => {
  const denied = { type: "access-denied" };

  async function expectDenied(address: string, expected: object): Promise<void> {
    const client = EventStoreDBClient.connectionString(address);
    for (const refused of await refusals(client)) {
      expect(refused).toMatchObject(expected);
    }
    await client.dispose();
  }

  promise(
    "read_all_security.cs",
    "a wrong password is not let in, and is told that it is that",
    () =>
      expectDenied(String(url).replace(/:[^:@/]+@/, ":a-wrong-password@"), {
        ...denied,
        code: status.UNAUTHENTICATED,
      }),
  );

  promise("security", "who gives no log-in is not let in", () =>
    expectDenied(String(url).replace(/[^:@/]+:[^:@/]+@/, ""), denied),
  );
});
