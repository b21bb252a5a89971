// What the log is for: append, read a stream, read everything, through the official client.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LoggedEvent } from "../../src/eventstore/stored-event.ts";
import { unreadable } from "../../src/eventstore/stored-event.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { clientOf } from "./embedded/node-for-test.ts";
import {
  collect,
  counted,
  countedUpTo,
  faultOf,
  freshStream,
  logOn,
  numbers,
} from "./event-log-for-test.ts";

let up: LogForTest;
beforeAll(async () => {
  up = await startLog();
});
afterAll(() => up[Symbol.asyncDispose]());

test("an event comes back as it was appended, with its place", async () => {
  const { log } = up;
  const stream = freshStream();
  const event = { ...counted(1, "ä€😀\u0000"), metadata: { z: 1, a: [null, { b: "" }] } };
  expect(await log.append(stream, [event], "no_stream")).toEqual({ revision: 0 });
  const [stored] = await collect(log.readStream(stream));
  expect(stored).toEqual({ ...event, stream, revision: 0, contentType: "application/json" });
  expect(Object.keys(stored?.metadata ?? {})).toEqual(["z", "a"]);
});

test("an append is all or nothing, at the revision that it expects", async () => {
  const { log } = up;
  const stream = freshStream();
  expect(await log.append(stream, countedUpTo(3), "no_stream")).toEqual({ revision: 2 });
  expect(await log.append(stream, [counted(3)], 2)).toEqual({ revision: 3 });
  expect(await log.append(stream, [counted(4)], "stream_exists")).toEqual({ revision: 4 });
  expect(await log.append(stream, [counted(5)], "any")).toEqual({ revision: 5 });
  const fault = await faultOf(log.append(stream, countedUpTo(2), 4));
  expect(fault).toMatchObject({ code: "WRONG_EXPECTED_REVISION", stream, actual: 5 });
  const other = await faultOf(log.append(stream, countedUpTo(2), "no_stream"));
  expect(other).toMatchObject({ code: "WRONG_EXPECTED_REVISION", actual: 5 });
  const missing = await faultOf(log.append(freshStream(), countedUpTo(2), 0));
  expect(missing).toMatchObject({ code: "WRONG_EXPECTED_REVISION", actual: -1 });
  expect(numbers(await collect(log.readStream(stream)))).toEqual([0, 1, 2, 3, 4, 5]);
});

test("a repeated append is answered like the first, also when others came after it", async () => {
  const { log } = up;
  const stream = freshStream();
  const first = countedUpTo(2);
  await log.append(stream, first, "no_stream");
  await log.append(stream, [counted(2)], 1);
  expect(await log.append(stream, first, "no_stream")).toEqual({ revision: 1 });
  const second = [counted(3)];
  await log.append(stream, second, 2);
  await log.append(stream, [counted(4)], 3);
  expect(await log.append(stream, second, 2)).toEqual({ revision: 3 });
  expect(numbers(await collect(log.readStream(stream)))).toEqual([0, 1, 2, 3, 4]);
});

test("who follows the log is spared the types that they pass over, and nothing else", async () => {
  const { log } = up;
  const stream = freshStream();
  const seldom = { ...counted(1), type: "SeldomCounted" };
  await log.append(stream, [counted(0), seldom, counted(2)], "no_stream");
  const stopping = new AbortController();
  const types: string[] = [];
  const passOver = new Set([counted(0).type]);
  for await (const one of log.follow({ signal: stopping.signal, passOver })) {
    if (one.kind === "caughtUp") stopping.abort();
    if (one.kind === "event") types.push(one.event.type);
  }
  expect(types).toContain("SeldomCounted");
  expect(types).not.toContain(counted(0).type);
});

test("a stream is read from anywhere, both ways, over many pages", async () => {
  const { log } = up;
  const stream = freshStream();
  await log.append(stream, countedUpTo(2_500), "no_stream");
  const all = Array.from({ length: 2_500 }, (_, n) => n);
  const backwards = { direction: "backwards" } as const;
  const read = async (options?: Parameters<typeof log.readStream>[1]) =>
    numbers(await collect(log.readStream(stream, options)));
  expect(await read()).toEqual(all);
  expect(await read({ from: 1_999 })).toEqual(all.slice(1_999));
  expect(await read({ from: 999, limit: 1_002 })).toEqual(all.slice(999, 2_001));
  expect(await read(backwards)).toEqual(all.toReversed());
  expect(await read({ ...backwards, from: 1_000 })).toEqual(all.slice(0, 1_001).toReversed());
  expect(await read({ ...backwards, limit: 1 })).toEqual([2_499]);
  expect(await read({ from: 2_500 })).toEqual([]);
  expect(await read({ limit: 0 })).toEqual([]);
  expect(await collect(log.readStream("lot-that-is-not"))).toEqual([]);
});

test("large events are read in smaller pages", async () => {
  const { log } = up;
  const stream = freshStream();
  for (let n = 0; n < 12; n++) {
    await log.append(stream, [counted(n, "x".repeat(1_000_000))], "any");
  }
  expect(numbers(await collect(log.readStream(stream)))).toEqual(Array.from(Array(12).keys()));
});

test("everything is read in log order, after a position, up to a limit", async () => {
  const { log } = up;
  const [one, two] = [freshStream(), freshStream()];
  const before = (await collect(log.readAll())).at(-1)?.storePosition;
  for (let n = 0; n < 6; n++) await log.append(n % 2 ? one : two, [counted(n)], "any");
  const after = before === undefined ? {} : { after: before };
  const events = await collect(log.readAll(after));
  expect(numbers(events)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(numbers(await collect(log.readAll({ ...after, limit: 4 })))).toEqual([0, 1, 2, 3]);
  const third = (events[2] as LoggedEvent).storePosition;
  expect(numbers(await collect(log.readAll({ after: third })))).toEqual([3, 4, 5]);
  const last = (events[5] as LoggedEvent).storePosition;
  expect(await collect(log.readAll({ after: last }))).toEqual([]);
});

test("everything ends where the log ended when it was asked for", async () => {
  const { log } = up;
  const stream = freshStream();
  await log.append(stream, countedUpTo(5), "no_stream");
  let isFirst = true;
  for await (const event of log.readAll()) {
    if (isFirst) await log.append(stream, [counted(5)], "any");
    isFirst = false;
    expect(event.stream === stream && event.revision > 4).toBe(false);
  }
});

test("bytes are the stored bytes", async () => {
  const { log } = up;
  const stream = freshStream();
  const event = counted(7, "ü");
  await log.append(stream, [counted(6), event], "no_stream");
  const bytes = await log.readBytes(stream, 1);
  expect(Buffer.from(bytes?.data ?? []).toString()).toBe(JSON.stringify(event.data));
  expect(Buffer.from(bytes?.metadata ?? []).toString()).toBe(JSON.stringify(event.metadata));
  const { id, type } = event;
  const contentType = "application/json";
  expect(bytes).toMatchObject({ id, type, stream, revision: 1, contentType });
  expect(await log.readBytes(stream, 2)).toBeUndefined();
  expect(await log.readBytes("lot-that-is-not", 0)).toBeUndefined();
  const events = await collect(log.readAll());
  const all = await collect(log.readAllBytes());
  expect(all.map(({ storePosition }) => storePosition)).toEqual(
    events.map(({ storePosition }) => storePosition),
  );
  expect(all.map(({ data }) => JSON.parse(Buffer.from(data).toString()))).toEqual(
    events.map(({ data }) => data),
  );
});

test("an event is found by stream and revision, whatever position is believed", async () => {
  const { log } = up;
  const stream = freshStream();
  await log.append(stream, countedUpTo(3), "no_stream");
  const [first, second] = await collect(log.readAll({ limit: 2 }));
  const found = await log.find(stream, 2);
  expect(found).toMatchObject({ stream, revision: 2, data: { n: 2 } });
  expect(await log.find(stream, 2, found?.storePosition)).toEqual(found);
  expect(await log.find(stream, 2, first?.storePosition)).toEqual(found);
  expect(second && (await log.find(second.stream, second.revision))).toEqual(second);
  expect(await log.find(stream, 3, found?.storePosition)).toBeUndefined();
  expect(await log.find("lot-that-is-not", 0)).toBeUndefined();
});

test("the store's own streams and types are no events of ours", async () => {
  const { log, node } = up;
  const client = clientOf(node.endpoint);
  const stream = freshStream();
  const before = (await collect(log.readAll())).length;
  const write = { id: counted(0).id, contentType: "application/json", data: {}, metadata: {} };
  const written = { ...write, contentType: "application/json" as const };
  await client.setStreamMetadata(stream, { owner: "us" });
  await client.appendToStream("$ours-not", [{ ...written, type: "Counted" }]);
  await client.appendToStream(stream, [{ ...written, id: counted(1).id, type: "$links" }]);
  await log.append(stream, [counted(8)], "any");
  expect((await collect(log.readAll())).length).toBe(before + 1);
  expect((await collect(log.readAllBytes())).length).toBe(before + 1);
  await client.dispose();
});

test("what is no JSON object is told as such, and its bytes are there", async () => {
  const { log, node } = up;
  const client = clientOf(node.endpoint);
  const stream = freshStream();
  const bytes = Uint8Array.of(1, 2, 3);
  const odd = { type: "Odd", metadata: undefined };
  const binary = { ...odd, id: counted(0).id, contentType: "application/octet-stream" as const };
  const json = { ...odd, contentType: "application/json" as const };
  await client.appendToStream(stream, [
    { ...binary, data: bytes },
    { ...json, id: counted(1).id, data: [1, 2] },
    { ...json, id: counted(2).id, data: {}, metadata: bytes },
  ]);
  const [first, second, third] = await collect(log.readStream(stream));
  expect(first).toMatchObject({ data: unreadable, metadata: {} });
  expect(first?.contentType).toBe("application/octet-stream");
  expect(second).toMatchObject({ data: unreadable, contentType: "application/json" });
  expect(third).toMatchObject({ data: {}, metadata: unreadable });
  expect([...((await log.readBytes(stream, 0))?.data ?? [])]).toEqual([1, 2, 3]);
  await client.dispose();
});

test("nothing that comes out holds a bigint", async () => {
  const { log } = up;
  const appended = await log.append(freshStream(), [counted(1)], "no_stream");
  const events = await collect(log.readAll({ limit: 3 }));
  expect(() => JSON.stringify([appended, events])).not.toThrow();
});

test("a closed log says so", async () => {
  const log = await logOn(up.node);
  const stream = freshStream();
  await log.append(stream, [counted(1)], "no_stream");
  await log.close();
  const calls = [
    log.append(stream, [counted(2)], "any"),
    collect(log.readStream(stream)),
    collect(log.readAll()),
    collect(log.follow({ signal: new AbortController().signal })),
  ];
  for (const call of calls) expect(await faultOf(call)).toMatchObject({ code: "EVENT_LOG_CLOSED" });
  expect(numbers(await collect(up.log.readStream(stream)))).toEqual([1]);
});
