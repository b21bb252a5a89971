// Bad input is refused before the client or the store sees it, and nothing of it is written.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import type {
  ExpectedRevision,
  JsonObject,
  ProposedEvent,
  StorePosition,
} from "../../src/eventstore/stored-event.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { clientOf } from "./embedded/node-for-test.ts";
import {
  collect,
  counted,
  countedUpTo,
  faultOf,
  freshStream,
  numbers,
} from "./event-log-for-test.ts";

let up: LogForTest;
beforeAll(async () => {
  up = await startLog();
});
afterAll(() => up[Symbol.asyncDispose]());

const cycle: Record<string, unknown> = {};
cycle.self = cycle;
const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`);

test.each<[string, unknown]>([
  ["a bigint", { n: 1n }],
  ["a cycle", cycle],
  ["undefined", undefined],
  ["undefined within", { a: { b: undefined } }],
  ["a hole in a list", { a: Array(3) }],
  ["not a number", { a: Number.NaN }],
  ["infinity", { a: [Number.POSITIVE_INFINITY] }],
  ["a date", { at: new Date(0) }],
  ["a map", { a: new Map() }],
  ["a function", { a: () => 1 }],
  ["a symbol", { a: Symbol("a") }],
  ["what writes itself", { a: { toJSON: () => 1 } }],
  ["a list", []],
  ["text", "text"],
  ["null", null],
  ["nesting without end", deep],
])("%s is no data and no metadata", async (_name, part) => {
  const { log } = up;
  const stream = freshStream();
  const bad = part as JsonObject;
  for (const event of [
    { ...counted(1), data: bad },
    { ...counted(1), metadata: bad },
  ]) {
    const fault = await faultOf(log.append(stream, [counted(0), event], "no_stream"));
    expect(fault).toMatchObject({ code: "MALFORMED_EVENT", stream });
  }
  expect(await collect(log.readStream(stream))).toEqual([]);
  // The client is as good as before.
  expect(await log.append(stream, [counted(2)], "no_stream")).toEqual({ revision: 0 });
});

test.each<[string, Partial<ProposedEvent>]>([
  ["no id", { id: "" }],
  ["an id that is no UUID", { id: "one" }],
  ["an id in upper case", { id: "0191D6A8-0000-7000-8000-00000000000A" }],
  ["no type", { type: "" }],
  ["a type of the store's own", { type: "$metadata" }],
  ["a type with a lone surrogate", { type: "\ud800" }],
  ["a type with U+0000", { type: "a\u0000" }],
  ["a type without measure", { type: "a".repeat(1_025) }],
])("%s makes no event", async (_name, part) => {
  const stream = freshStream();
  const fault = await faultOf(up.log.append(stream, [{ ...counted(1), ...part }], "any"));
  expect(fault).toMatchObject({ code: "MALFORMED_EVENT" });
  expect(await collect(up.log.readStream(stream))).toEqual([]);
});

test("an append carries events, each once", async () => {
  const event = counted(1);
  const once = up.log.append(freshStream(), [event, event], "any");
  expect(await faultOf(once)).toMatchObject({ code: "MALFORMED_EVENT" });
  const none = up.log.append(freshStream(), [], "any");
  expect(await faultOf(none)).toMatchObject({ code: "MALFORMED_EVENT" });
});

test.each(["", "$all", "$$lot-1", "a\u0000", "\ud800", "a".repeat(1_025)])(
  "%j names no stream",
  async (stream) => {
    const { log } = up;
    const code = "MALFORMED_STREAM";
    expect(await faultOf(log.append(stream, [counted(1)], "any"))).toMatchObject({ code });
    expect(await faultOf(collect(log.readStream(stream)))).toMatchObject({ code });
    expect(await faultOf(log.readBytes(stream, 0))).toMatchObject({ code });
  },
);

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "none"])(
  "%s is no revision",
  async (revision) => {
    const { log } = up;
    const code = "MALFORMED_REVISION";
    const expected = revision as ExpectedRevision;
    const stream = freshStream();
    expect(await faultOf(log.append(stream, [counted(1)], expected))).toMatchObject({ code });
    const from = revision as number;
    expect(await faultOf(collect(log.readStream(stream, { from })))).toMatchObject({ code });
    const limit = collect(log.readAll({ limit: from }));
    expect(await faultOf(limit)).toMatchObject({ code });
    expect(await faultOf(log.readBytes(stream, from))).toMatchObject({ code });
  },
);

test("a position is one that the log gave", async () => {
  const { log } = up;
  const after = "12" as StorePosition;
  const signal = new AbortController().signal;
  const code = "MALFORMED_POSITION";
  expect(await faultOf(collect(log.readAll({ after })))).toMatchObject({ code });
  expect(await faultOf(collect(log.follow({ after, signal })))).toMatchObject({ code });
  expect(await faultOf(log.find(freshStream(), 0, after))).toMatchObject({ code });
});

test("an append holds 1 MiB of data and metadata, to the byte", async () => {
  const { log } = up;
  const stream = freshStream();
  const empty = counted(1);
  const overhead = Buffer.byteLength(JSON.stringify(empty.data) + JSON.stringify(empty.metadata));
  const fits = counted(1, "x".repeat(2 ** 20 - overhead));
  const tooLarge = counted(1, "x".repeat(2 ** 20 - overhead + 1));
  const code = "APPEND_TOO_LARGE";
  expect(await faultOf(log.append(stream, [tooLarge], "any"))).toMatchObject({ code, stream });
  const two = [counted(1, "ä".repeat(300_000)), counted(2, "ä".repeat(300_000))];
  expect(await faultOf(log.append(stream, two, "any"))).toMatchObject({ code });
  expect(await log.append(stream, [fits], "no_stream")).toEqual({ revision: 0 });
  expect((await log.readBytes(stream, 0))?.data.length).toBeGreaterThan(2 ** 20 - overhead);
  expect(await log.append(stream, countedUpTo(5_000), 0)).toEqual({ revision: 5_000 });
});

test("a deleted stream takes nothing more", async () => {
  const { log, node } = up;
  const client = clientOf(node.endpoint);
  const stream = freshStream();
  await log.append(stream, [counted(1)], "no_stream");
  await client.tombstoneStream(stream);
  const code = "STREAM_DELETED";
  expect(await faultOf(log.append(stream, [counted(2)], 0))).toMatchObject({ code, stream });
  expect(await faultOf(collect(log.readStream(stream)))).toMatchObject({ code, stream });
  await client.dispose();
});

test("any JSON object is data, and comes back as it was", async () => {
  const { log } = up;
  const stream = freshStream();
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), async (data) => {
      // As the codec makes it: without -0 and without a prototype of its own.
      const event = { ...counted(0), data: JSON.parse(JSON.stringify(data)) as JsonObject };
      const { revision } = await log.append(stream, [event], "any");
      const bytes = await log.readBytes(stream, revision);
      expect(Buffer.from(bytes?.data ?? []).toString()).toBe(JSON.stringify(event.data));
    }),
    { numRuns: 50 },
  );
});

const host = "admin:secret@127.0.0.1:2113";

test.each([
  { endpoint: "" },
  { endpoint: "127.0.0.1" },
  { endpoint: "unix:" },
  { endpoint: "esdb://127.0.0.1:2113" },
  { url: `http://${host}` },
  { url: `esdb://${host.slice(0, 13)}` },
  { url: `esdb://${host}?tls=perhaps` },
  { url: `esdb://${host}?tls=false&throwOnAppendFailure=false` },
])("%j is no address, and no password gets into the message", async (address) => {
  const fault = await faultOf(openEventLog(address));
  expect(fault).toMatchObject({ code: "EVENT_STORE_ADDRESS_MALFORMED", cause: undefined });
  expect(String(fault.message) + fault.stack).not.toContain("secret");
});

test("a refused append leaves the good ones alone", async () => {
  const { log } = up;
  const stream = freshStream();
  const good = Array.from({ length: 50 }, (_, n) => log.append(stream, [counted(n)], "any"));
  const bad = log.append(stream, [{ ...counted(0), data: cycle as JsonObject }], "any");
  expect(await faultOf(bad)).toMatchObject({ code: "MALFORMED_EVENT" });
  await Promise.all(good);
  const events = numbers(await collect(log.readStream(stream)));
  expect(new Set(events)).toEqual(new Set(Array.from(Array(50).keys())));
});
