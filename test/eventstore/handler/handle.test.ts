import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Handler } from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { clock, count, countAfter, handlerOn, named, session, tally } from "./tally.ts";

let running: LogForTest;
let log: EventLog;
let handler: Handler;
beforeAll(async () => {
  running = await startLog();
  log = running.log;
  handler = handlerOn(log);
});
afterAll(() => running[Symbol.asyncDispose]());

const call = (id: string, data: unknown, more: object = {}) => ({
  commandId: randomUUID(),
  id,
  data,
  ...more,
});
async function stored(stream: string): Promise<StoredEvent[]> {
  return Array.fromAsync(log.readStream(stream));
}

test("a command appends what the decision says, with all that metadata asks for", async () => {
  const id = randomUUID();
  const answer = await handler.execute(count, call(id, { by: 3 }), session);
  expect(answer).toMatchObject({ outcome: "accepted", revision: 0, repeated: false });
  const [event] = await stored(`order-${id}`);
  expect(event).toMatchObject({
    type: "Tallied",
    data: { by: 3, note: "" },
    metadata: {
      recordedAt: clock.at,
      occurredAt: clock.at,
      clock: "simulated",
      site: "site-1",
      actor: session.actor,
      schemaVersion: 1,
      subjects: [{ order: id }],
      basedOn: [],
    },
  });
});

test("with the clock set back the order stays, and events say what it said", async () => {
  const id = randomUUID();
  const before = clock.at;
  const stepped = ["2026-03-29T02:30:00.000Z", "2026-03-29T01:15:00.000Z"];
  for (const at of stepped) {
    clock.at = at;
    await handler.execute(count, call(id, { by: 1 }), session);
  }
  clock.at = before;
  const events = await stored(`order-${id}`);
  expect(events.map(({ metadata }) => metadata.recordedAt)).toEqual(stepped);
  const logged = await Array.fromAsync(log.readAll());
  const ofIt = logged.filter(({ stream }) => stream === `order-${id}`);
  expect(ofIt.map(({ revision }) => revision)).toEqual([0, 1]);
});

test("nothing is decided, nor appended, where the store hides events of the stream", async () => {
  const id = randomUUID();
  for (const by of [5, 1, 1]) await handler.execute(count, call(id, { by }), session);
  for (const hidden of [0, 1]) {
    const hiding: EventLog = {
      ...log,
      async *readStream(stream, options) {
        for await (const event of log.readStream(stream, options))
          if (event.revision !== hidden) yield event;
      },
    };
    const asked = handlerOn(hiding).execute(count, call(id, { by: 9 }), session);
    await expect(asked).rejects.toMatchObject({ code: "STREAM_INCOMPLETE", stream: `order-${id}` });
  }
  expect(await stored(`order-${id}`)).toHaveLength(3);
});

test.each([
  ["one letter changed", { data: { by: 8 } }, "EVENT_CHANGED"],
  ["its mac taken off", { metadata: {} }, "EVENT_FOREIGN"],
  ["the looks of another program's", { metadata: {}, type: "TheirOwn" }, "EVENT_FOREIGN"],
])("nothing is decided, nor appended, on an event with %s", async (_what, change, code) => {
  const id = randomUUID();
  await handler.execute(count, call(id, { by: 9 }), session);
  const changing: EventLog = {
    ...log,
    async *readStream(stream, options) {
      for await (const event of log.readStream(stream, options)) yield { ...event, ...change };
    },
  };
  const asked = handlerOn(changing).execute(count, call(id, { by: 9 }), session);
  await expect(asked).rejects.toMatchObject({ code, stream: `order-${id}` });
  expect(await stored(`order-${id}`)).toHaveLength(1);
});

test("what others write into a stream of ours stops that stream, and no other", async () => {
  const [id, next] = [randomUUID(), randomUUID()];
  await handler.execute(count, call(id, { by: 9 }), session);
  const other = { id: randomUUID(), type: "TheirOwn", data: {}, metadata: { mac: "no" } };
  await log.append(`order-${id}`, [other], 0);
  for (const deciding of [handler, handlerOn(log)]) {
    const asked = deciding.execute(count, call(id, { by: 1 }), session);
    await expect(asked).rejects.toMatchObject({ code: "EVENT_FOREIGN", stream: `order-${id}` });
    const elsewhere = await deciding.execute(count, call(next, { by: 1 }), session);
    expect(elsewhere).toMatchObject({ outcome: "accepted" });
  }
  expect(await stored(`order-${id}`)).toHaveLength(2);
});

test("ES-8 a repeat appends nothing and has the first answer; two alike are two", async () => {
  const id = randomUUID();
  const once = call(id, { by: 1 });
  const first = await handler.execute(count, once, session);
  await handler.execute(count, call(id, { by: 1 }), session);
  const again = await handler.execute(count, once, session);
  const elsewhere = await handlerOn(log).execute(count, once, session);
  expect(await stored(`order-${id}`)).toHaveLength(2);
  expect(again).toEqual({ ...first, repeated: true });
  expect(elsewhere).toEqual(again);
});

test("ES-10 what an inspector would ask about is kept, and repeated word for word", async () => {
  const id = randomUUID();
  await handler.execute(count, call(id, { by: 9 }), session);
  const tooMuch = call(id, { by: 2 });
  const refused = await handler.execute(count, tooMuch, session);
  const cause = "tooMany";
  expect(refused).toMatchObject({ outcome: "refused", code: "STEP_OUT_OF_ORDER", cause });
  await handler.execute(count, call(id, { by: -9 }), session);
  // By now it would be allowed: the answer stays what it was.
  expect(await handler.execute(count, tooMuch, session)).toEqual({ ...refused, repeated: true });
  const events = await stored(`order-${id}`);
  expect(events.map(({ type }) => type)).toEqual(["Tallied", "AttemptRefused", "Tallied"]);
  expect(events[1]!.data).toMatchObject({ command: "Count", attempted: { by: 2 } });
  expect((await handler.load(tally, id)).state).toBe(0);
});

test("ES-10 an attempt on what does not exist is kept with the site's refusals", async () => {
  const id = randomUUID();
  const tooMuch = call(id, { by: 11 });
  const refused = await handler.execute(count, tooMuch, session);
  expect(refused).toMatchObject({ outcome: "refused", code: "STEP_OUT_OF_ORDER" });
  expect(await stored(`order-${id}`)).toEqual([]);
  const before = (await stored("refusals-site-1")).length;
  expect(await handler.execute(count, tooMuch, session)).toEqual({ ...refused, repeated: true });
  expect(await stored("refusals-site-1")).toHaveLength(before);
});

test("ES-10 what was refused before its stream existed stays refused when it exists", async () => {
  const id = randomUUID();
  const tooMuch = call(id, { by: 11 });
  const refused = await handler.execute(count, tooMuch, session);
  await handler.execute(count, call(id, { by: -5 }), session);
  // By now it would be allowed, here and in another process.
  expect(await handler.execute(count, tooMuch, session)).toEqual({ ...refused, repeated: true });
  const other = await handlerOn(log).execute(count, tooMuch, session);
  expect(other).toEqual({ ...refused, repeated: true });
  expect((await stored(`order-${id}`)).map(({ type }) => type)).toEqual(["Tallied"]);
});

test("malformed input is answered with the place, and leaves nothing", async () => {
  const id = randomUUID();
  const shape = await handler.execute(count, call(id, { by: "3" }), session);
  expect(shape).toMatchObject({ code: "MALFORMED_COMMAND", pointers: [{ pointer: "/by" }] });
  const text = await handler.execute(count, call(id, { by: 1, note: "\ud800" }), session);
  expect(text).toMatchObject({ code: "MALFORMED_TEXT", pointers: [{ pointer: "/data/note" }] });
  expect(await stored(`order-${id}`)).toEqual([]);
});

test("ES-7 a hundred writers over two handlers: the limit holds, nobody is lost", async () => {
  const id = randomUUID();
  const handlers = [handler, handlerOn(log)];
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      handlers[n % 2]!.execute(count, call(id, { by: 1 }), session).catch((error) => {
        // Five lost races in a row are told to the caller, who may repeat the same command.
        expect(error).toMatchObject({ code: "WRONG_EXPECTED_REVISION" });
        return { outcome: "lost" as const };
      }),
    ),
  );
  const events = await stored(`order-${id}`);
  const accepted = answers.filter(({ outcome }) => outcome === "accepted").length;
  expect(events.filter(({ type }) => type === "Tallied")).toHaveLength(accepted);
  expect((await handler.load(tally, id)).state).toBe(accepted);
  expect(accepted).toBeLessThanOrEqual(10);
  expect(accepted).toBeGreaterThan(0);
});

test("ES-6 a command that names a revision is refused when the stream moved on", async () => {
  const id = randomUUID();
  const fresh = await handler.execute(count, call(id, { by: 1 }, { ifRevision: -1 }), session);
  expect(fresh).toMatchObject({ outcome: "accepted" });
  const late = await handler.execute(count, call(id, { by: 1 }, { ifRevision: -1 }), session);
  expect(late).toMatchObject({ outcome: "refused", code: "REVISION_CHANGED" });
});

test("what a decision rested on is kept with it", async () => {
  const [id, other] = [randomUUID(), randomUUID()];
  await handler.execute(countAfter, call(id, { other }), session);
  await handler.execute(count, call(other, { by: 2 }), session);
  await handler.execute(count, call(other, { by: -2 }), session);
  await handler.execute(countAfter, call(id, { other }), session);
  const events = await stored(`order-${id}`);
  expect(events.map(({ metadata }) => metadata.basedOn)).toEqual([
    [{ stream: `order-${other}`, revision: -1 }],
    [{ stream: `order-${other}`, revision: 1 }],
  ]);
});

test("P11-100a of many who want one name at once, one has it, whatever its case", async () => {
  const name = randomUUID();
  const ids = Array.from({ length: 12 }, () => randomUUID());
  const answers = await Promise.all(
    ids.map((id, n) => {
      const spelt = n % 2 ? name.toUpperCase() : name;
      return handler.execute(named, call(id, { name: spelt }), session);
    }),
  );
  expect(answers.filter(({ outcome }) => outcome === "accepted")).toHaveLength(1);
  const codes = answers.flatMap((answer) => (answer.outcome === "refused" ? [answer.code] : []));
  expect(new Set(codes)).toEqual(new Set(["IDENTITY_REUSED"]));
});

test("a name is free again when its holder never came to be, but not at once", async () => {
  const [name, never, later] = [randomUUID(), randomUUID(), randomUUID()];
  const crashing: EventLog = {
    ...log,
    append: (stream, events, expected) =>
      stream === `order-${never}`
        ? Promise.reject(new Error("killed between the two appends"))
        : log.append(stream, events, expected),
  };
  const lost = handlerOn(crashing).execute(named, call(never, { name }), session);
  await expect(lost).rejects.toThrow();
  const soon = await handler.execute(named, call(later, { name }), session);
  expect(soon).toMatchObject({ code: "IDENTITY_REUSED" });
  clock.at = "2026-01-01T00:01:00.000Z";
  const after = await handler.execute(named, call(later, { name }), session);
  expect(after).toMatchObject({ outcome: "accepted" });
});
