// What no client of ours sends, over connections of its own: each is answered with a status, and
// the node goes on without holding on to any of it.
import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { gzipSync } from "node:zlib";
import { binaryEvent } from "@eventstore/db-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { begin } from "../listening/network-for-test.ts";
import { collect, events, freshStream, useNode } from "../node-for-test.ts";
import { canTell, rssMegabytes } from "./rss.ts";

const up = useNode();
const streams = "/event_store.client.streams.Streams";
let session: ClientHttp2Session;

beforeEach(async () => {
  session = connect(`http://${up.node.endpoint}`);
  session.on("error", () => {});
  await once(session, "connect");
});
afterEach(() => session.destroy());

interface Answer {
  readonly http: number;
  /** Undefined where there is none. */
  readonly grpc: number | undefined;
}

type Headers = Readonly<Record<string, string>>;

async function call(path: string, body: Buffer, headers: Headers = {}): Promise<Answer> {
  const stream = begin(session, path, headers);
  let http = 0;
  let grpc: number | undefined;
  const note = (found: Record<string, unknown>) => {
    http = Number(found[":status"] ?? http);
    if (found["grpc-status"] !== undefined) grpc = Number(found["grpc-status"]);
  };
  stream.on("response", note).on("trailers", note).end(body);
  await new Promise((resolve) => {
    stream.once("close", resolve);
  });
  return { http, grpc };
}

function framed(message: Uint8Array, isCompressed = false): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(isCompressed ? 1 : 0, 0);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

async function expectServing(): Promise<void> {
  const stream = freshStream();
  await up.client.appendToStream(stream, events(3));
  expect((await collect(up.client.readStream(stream))).length).toBe(3);
}

const invalidArgument = 3;
const resourceExhausted = 8;
const unimplemented = 12;

test("unknown methods and services are not implemented", async () => {
  for (const path of [`${streams}/Nothing`, "/nothing.Nothing/Nothing", "/", "/../../etc/passwd"]) {
    expect(await call(path, framed(Buffer.alloc(0)))).toEqual({ http: 200, grpc: unimplemented });
  }
});

test("wrong content types are refused as HTTP has it", async () => {
  for (const type of ["application/json", "text/plain", "", "grpc"]) {
    const answer = await call(`${streams}/Read`, framed(Buffer.alloc(0)), { "content-type": type });
    expect(answer).toEqual({ http: 415, grpc: undefined });
  }
});

test.each(["Read", "Append", "BatchAppend", "Delete", "Tombstone"])(
  "%s: what cannot be decoded is an invalid argument",
  async (method) => {
    for (const bytes of [
      [0xff],
      [0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f],
      [0x0f, 1, 2],
      [0x00, 0x00],
    ]) {
      const { grpc } = await call(`${streams}/${method}`, framed(Uint8Array.from(bytes)));
      expect(grpc).toBe(invalidArgument);
    }
  },
);

test("an empty message is an invalid argument", async () => {
  for (const method of ["Read", "Append", "BatchAppend", "Delete", "Tombstone"]) {
    const { grpc } = await call(`${streams}/${method}`, framed(Buffer.alloc(0)));
    expect(grpc).toBe(invalidArgument);
  }
});

test("a message of more than 17 MiB is refused before it has arrived", async () => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(0xffffffff, 1);
  for (const method of ["Read", "Append", "BatchAppend"]) {
    const { grpc } = await call(`${streams}/${method}`, Buffer.concat([head, Buffer.alloc(1_000)]));
    expect(grpc).toBe(resourceExhausted);
  }
});

test.runIf(canTell)("a bomb of compressed zeros is refused, and not unpacked", async () => {
  const bomb = gzipSync(Buffer.alloc(300_000_000));
  const before = rssMegabytes(up.node.pid);
  for (let time = 0; time < 4; time++) {
    const packed = { "grpc-encoding": "gzip" };
    const { grpc } = await call(`${streams}/BatchAppend`, framed(bomb, true), packed);
    expect(grpc).toBe(resourceExhausted);
  }
  expect(rssMegabytes(up.node.pid)).toBeLessThan(before + 200);
  await expectServing();
});

test.runIf(canTell)(
  "millions of empty events in a message take no more than they should",
  async () => {
    const before = rssMegabytes(up.node.pid);
    // proposed_messages = 3, of no bytes.
    const empty = Buffer.alloc(16 * 1024 * 1024);
    for (let at = 0; at < empty.length; at += 2) empty.writeUInt8(0x1a, at);
    for (let time = 0; time < 4; time++) {
      expect((await call(`${streams}/BatchAppend`, framed(empty))).grpc).toBe(invalidArgument);
    }
    expect(rssMegabytes(up.node.pid)).toBeLessThan(before + 300);
    await expectServing();
  },
);

test.runIf(canTell)("appends that are begun and never ended are held within bounds", async () => {
  const before = rssMegabytes(up.node.pid);
  const correlation = (n: number) => {
    const text = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    return Buffer.concat([Buffer.from([0x0a, 38, 0x12, 36]), Buffer.from(text)]);
  };
  const options = Buffer.from([0x12, 7, 0x0a, 3, 0x1a, 1, 0x73, 0x22, 0]);
  const event = Buffer.concat([
    Buffer.from([0x0a, 38, 0x12, 36]),
    Buffer.from("00000000-0000-4000-8000-000000000001"),
    Buffer.from([0x12, 9, 0x0a, 4, ...Buffer.from("type"), 0x12, 1, 0x54]),
    Buffer.from([0x12, 17, 0x0a, 12, ...Buffer.from("content-type"), 0x12, 1, 0x6a]),
  ]);
  const one = Buffer.concat([Buffer.from([0x1a, event.length]), event]);
  const many = Buffer.concat(Array.from({ length: 50_000 }, () => one));
  // No data, so that the size of the append is none.
  const begun = Array.from({ length: 60 }, (_, n) =>
    framed(Buffer.concat([correlation(n), options, many])),
  );
  // Refused by the codec's bound, or by that of HTTP/2 before it.
  const { grpc } = await call(`${streams}/BatchAppend`, Buffer.concat(begun));
  expect([resourceExhausted, undefined]).toContain(grpc);
  expect(rssMegabytes(up.node.pid)).toBeLessThan(before + 400);
  await expectServing();
});

test("JSON that is none is stored as it is, as metadata too", async () => {
  const stream = freshStream();
  const broken = Buffer.from('{"$maxCount": 1');
  await up.client.appendToStream(stream, binaryEvent({ type: "Broken", data: broken }));
  await up.client.appendToStream(`$$${stream}`, binaryEvent({ type: "$metadata", data: broken }));
  const [found] = await collect(up.client.readStream(stream));
  expect(Buffer.from(found?.event?.data as Uint8Array)).toEqual(broken);
  await expectServing();
});
