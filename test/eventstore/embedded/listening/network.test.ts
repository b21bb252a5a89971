// On a network: over TLS and with the right log-in, by the official client's connection string.
import { expect, test } from "vitest";
import {
  collect,
  events,
  freshStream,
  nodeForTest,
  refusals,
  rejection,
} from "../node-for-test.ts";
import { known, logIn, useNetworkNode } from "./network-for-test.ts";

const up = useNetworkNode();
const { certificateFile, keyFile } = up;

test.each(["esdb", "esdb+discover"])("%s with user and password", async (scheme) => {
  const client = up.clientAs(known, scheme);
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
    const client = up.clientAs(who);
    for (const refused of await refusals(client)) {
      expect(refused).toMatchObject({ type: "access-denied", code: 16 });
    }
    await client.dispose();
  },
);

test("without TLS there is nobody", async () => {
  const client = up.clientAs("", "esdb", "tls=false");
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
