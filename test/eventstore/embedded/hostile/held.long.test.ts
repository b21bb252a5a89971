// Whoever has the log-in begins appends over the network and ends none: the service on this machine
// still appends.
import { binaryEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { begin, known, logIn, useNetworkNode } from "../listening/network-for-test.ts";
import { freshStream, rejection } from "../node-for-test.ts";

const up = useNetworkNode();
const batchAppend = "/event_store.client.streams.Streams/BatchAppend";

const field = (number: number, bytes: Buffer): Buffer => {
  const length: number[] = [];
  for (let left = bytes.length; ; left >>>= 7) {
    length.push(left > 0x7f ? (left & 0x7f) | 0x80 : left);
    if (left <= 0x7f) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
};
const uuid = (n: number): Buffer =>
  field(2, Buffer.from(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`));
const entry = (key: string, value: string): Buffer =>
  field(2, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))]));

/** BatchAppendReq of one event, with more to come (streams.proto). */
function begun(n: number): Buffer {
  const event = [
    field(1, uuid(n)),
    entry("type", "T"),
    entry("content-type", "application/octet-stream"),
    field(4, Buffer.alloc(1_000_000)),
  ];
  // Stream "s" in any state.
  const options = Buffer.from([0x0a, 3, 0x1a, 1, 0x73, 0x22, 0]);
  const message = [field(1, uuid(n)), field(2, options), field(3, Buffer.concat(event))];
  const body = Buffer.concat(message);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

test("what clients of the network hold is not taken from the service", async () => {
  const session = await up.stranger();
  const text = Buffer.from(`${logIn.user}:${logIn.password}`).toString("base64");
  const calling = begin(session, batchAppend, { authorization: `Basic ${text}` });
  for (let n = 1; n <= 70; n++) calling.write(begun(n));
  const other = up.clientAs(known);
  // What is left of 64 MiB is less than it takes; the client has no name for that refusal.
  const large = () => binaryEvent({ type: "Large", data: Buffer.alloc(500_000) });
  const attempt = () => other.appendToStream(freshStream(), large());
  await expect
    .poll(() => rejection(attempt()).catch(() => ({})), { timeout: 20_000 })
    .toMatchObject({ type: "unknown" });
  expect((await up.client.appendToStream(freshStream(), large())).success).toBe(true);
  session.destroy();
  await expect.poll(attempt).toMatchObject({ success: true });
  await other.dispose();
});
