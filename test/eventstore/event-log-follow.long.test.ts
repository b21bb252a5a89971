// Following the log: in order, from anywhere, over breaks, and told where the live end is.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LoggedEvent } from "../../src/eventstore/stored-event.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { clientOf } from "./embedded/node-for-test.ts";
import {
  collect,
  counted,
  countedUpTo,
  followUntil,
  freshStream,
  numberOf,
  ownLog,
} from "./event-log-for-test.ts";

let up: LogForTest;
beforeAll(async () => {
  up = await startLog();
});
afterAll(() => up[Symbol.asyncDispose]());

test("what is there comes first, then the word of the live end, then what is new", async () => {
  const { log } = await ownLog();
  await log.append("lot-1", countedUpTo(2_000), "no_stream");
  const seen = await followUntil(log, (followed) => {
    if (followed.kind === "caughtUp") {
      void log.append("lot-1", [counted(2_000), counted(2_001)], 1_999);
    }
    return numberOf(followed) === 2_001;
  });
  expect(seen.filter(({ kind }) => kind !== "event")).toEqual([{ kind: "caughtUp" }]);
  expect(seen.findIndex(({ kind }) => kind === "caughtUp")).toBe(2_000);
  const found = seen.flatMap((followed) => (followed.kind === "event" ? [followed.event] : []));
  expect(found.map(({ data }) => data.n)).toEqual(Array.from(Array(2_002).keys()));
  expect(await collect(log.readAll())).toEqual(found);
});

test("an empty log is at its live end at once", async () => {
  const { log } = await ownLog();
  expect(await followUntil(log, () => true)).toEqual([{ kind: "caughtUp" }]);
});

test("it starts after a position", async () => {
  const { log } = up;
  await log.append(freshStream(), countedUpTo(5), "no_stream");
  const events = await collect(log.readAll());
  const last = events.at(-3) as LoggedEvent;
  const after = last.storePosition;
  const seen: unknown[] = [];
  const { signal } = new AbortController();
  for await (const followed of log.follow({ after, signal })) {
    if (followed.kind === "caughtUp") break;
    if (followed.kind === "event") seen.push(followed.event);
  }
  expect(seen).toEqual(events.slice(-2));
});

test("the store's own events do not come, and the size is that of the stored parts", async () => {
  const { log, node } = await ownLog();
  const client = clientOf(node.endpoint);
  await client.setStreamMetadata("lot-1", { owner: "us" });
  const link = { type: "$>", contentType: "application/json" as const, data: {}, metadata: {} };
  await client.appendToStream("lot-2", [{ ...link, id: counted(0).id }]);
  const event = counted(1, "ä");
  await log.append("lot-1", [event], "no_stream");
  const seen = await followUntil(log, ({ kind }) => kind === "caughtUp");
  expect(seen).toHaveLength(2);
  const bytes = Buffer.byteLength(JSON.stringify(event.data) + JSON.stringify(event.metadata));
  expect(seen[0]).toMatchObject({ kind: "event", bytes, event: { id: event.id } });
  await client.dispose();
});

test("nothing is lost or doubled when the node is killed again and again", async () => {
  const { log, node } = await ownLog();
  const count = 3_000;
  const appended = (async () => {
    for (let n = 0; n < count; n += 10) {
      const events = Array.from({ length: 10 }, (_, k) => counted(n + k));
      await log.append("lot-1", events, n === 0 ? "no_stream" : n - 1);
    }
  })();
  const kills = new Set([500, 1_200, 2_000]);
  const seen = await followUntil(log, (followed) => {
    if (kills.delete(Number(numberOf(followed)))) node.kill();
    return numberOf(followed) === count - 1;
  });
  await appended;
  const events = seen.filter(({ kind }) => kind === "event");
  expect(events.map(numberOf)).toEqual(Array.from(Array(count).keys()));
});

test("after a break the live end is told again", async () => {
  const { log, node } = await ownLog();
  await log.append("lot-1", [counted(0)], "no_stream");
  let ends = 0;
  const seen = await followUntil(log, ({ kind }) => {
    if (kind !== "caughtUp") return false;
    ends += 1;
    if (ends === 1) node.kill();
    return ends === 2;
  });
  const kinds = seen.map(({ kind }) => kind);
  expect(kinds).toEqual(["event", "caughtUp", "fellBehind", "caughtUp"]);
});

test("a slow follower gets everything", async () => {
  const { log } = up;
  const stream = freshStream();
  const from = (await collect(log.readAll())).length;
  await log.append(stream, countedUpTo(500), "no_stream");
  let count = 0;
  for await (const followed of log.follow({ signal: new AbortController().signal })) {
    if (followed.kind === "caughtUp") break;
    count += 1;
    if (count % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(count).toBe(from + 500);
});
