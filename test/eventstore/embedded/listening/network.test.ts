// On a network: over TLS and with the right log-in, by the official client's connection string.
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll, expect, test } from "vitest";
import { collect, events, freshStream, nodeForTest, rejection, useNode } from "../node-for-test.ts";
import { certificateForTest } from "./certificate-for-test.ts";

const certificate = certificateForTest();
const { certificateFile, keyFile } = certificate;
const logIn = { user: "plant", password: "a long enough secret" };
const up = useNode({ network: { host: "127.0.0.1", port: 0, certificateFile, keyFile, logIn } });
afterAll(() => certificate.remove());

function clientAs(who: string, scheme = "esdb", options = `tls=true&tlsCAFile=${certificateFile}`) {
  // By name: Node's TLS does not send an address as the name of a server.
  const host = up.node.network?.replace("127.0.0.1", "localhost");
  return EventStoreDBClient.connectionString(`${scheme}://${who}${host}?${options}`);
}

const known = `plant:${encodeURIComponent(logIn.password)}@`;

test.each(["esdb", "esdb+discover"])("%s with user and password", async (scheme) => {
  const client = clientAs(known, scheme);
  const stream = freshStream();
  await client.appendToStream(stream, events(3));
  expect((await collect(client.readStream(stream))).length).toBe(3);
  expect((await collect(up.client.readStream(stream))).length).toBe(3);
  await client.tombstoneStream(stream);
  await client.dispose();
});

test.each(["", "plant:a%20wrong%20secret%20@", "other:a%20long%20enough%20secret@"])(
  "nobody else is let in: %j",
  async (who) => {
    const client = clientAs(who);
    const stream = freshStream();
    const attempts = [
      () => client.appendToStream(stream, events(1)),
      () => collect(client.readStream(stream)),
      () => collect(client.readAll({ maxCount: 1 })),
      () => client.deleteStream(stream),
      () => collect(client.subscribeToAll()),
    ];
    for (const attempt of attempts) {
      expect(await rejection(attempt())).toMatchObject({ type: "access-denied", code: 16 });
    }
    await client.dispose();
  },
);

test("without TLS there is nobody", async () => {
  const client = clientAs("", "esdb", "tls=false");
  expect(await rejection(client.appendToStream("none", events(1)))).toMatchObject({ code: 14 });
  await client.dispose();
});

test.each([
  ["no certificate", { certificateFile: "/nowhere.crt" }],
  ["no key", { keyFile: "/nowhere.key" }],
  ["a key that is not the certificate's", { keyFile: certificateFile }],
  ["a short password", { logIn: { user: "plant", password: "short" } }],
  ["no password", { logIn: { user: "plant", password: "" } }],
  ["no user", { logIn: { user: "", password: logIn.password } }],
])("does not start with %s", async (_name, change) => {
  const network = { host: "0.0.0.0", port: 0, certificateFile, keyFile, logIn, ...change };
  expect(await rejection(nodeForTest({ network }))).toMatchObject({
    code: "NETWORK_ENDPOINT_INSECURE",
  });
});
