// What is written down without looking first stands there once, in order, whoever else writes, and
// whatever becomes of the answer.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openEventLog } from "../../../src/eventstore/event-log.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { type LogForTest, startLog } from "../../event-log-for-test.ts";
import { count, handlerOn, session, tally } from "./tally.ts";

let running: LogForTest;
beforeAll(async () => {
  running = await startLog();
});
afterAll(() => running[Symbol.asyncDispose]());

const tallied = (by: number) => ({ type: "Tallied", data: { by, note: "" } });
const stored = (id: string) => Array.fromAsync(running.log.readStream(`order-${id}`));
const numbers = async (id: string) => (await stored(id)).map(({ data }) => data.by);

async function logAt(endpoint: string): Promise<EventLog> {
  const log = await openEventLog({ endpoint });
  onTestFinished(() => log.close());
  return log;
}

/** Between a client and the node. Deaf, it hands on what is asked, and no answer. */
async function between() {
  let isDeaf = false;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const node = connect(running.node.endpoint.replace("unix:", ""));
    client.pipe(node);
    node.on("data", (answer) => isDeaf || client.write(answer));
    for (const [one, other] of [
      [client, node],
      [node, client],
    ] as const) {
      open.add(one);
      one
        .on("error", () => {})
        .on("close", () => {
          open.delete(one);
          other.destroy();
        });
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("not a port");
  return {
    endpoint: `127.0.0.1:${address.port}`,
    deafen: () => {
      isDeaf = true;
    },
    cut: () => {
      isDeaf = false;
      for (const socket of open) socket.destroy();
    },
  };
}

test("two services write to one stream at once: each note once, in its order", async () => {
  const id = randomUUID();
  const writers = [handlerOn(running.log), handlerOn(await logAt(running.node.endpoint))];
  const notes = writers.map((handler, writer) =>
    Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        handler.note(tally, id, tallied(100 * writer + n), session),
      ),
    ),
  );
  await Promise.all(notes);
  const found = (await numbers(id)).map(Number);
  expect(found.toSorted((a, b) => a - b)).toEqual([
    ...Array.from({ length: 20 }, (_, n) => n),
    ...Array.from({ length: 20 }, (_, n) => 100 + n),
  ]);
  const second = found.filter((by) => by >= 100);
  expect(second).toEqual(second.toSorted((a, b) => a - b));
  const first = found.filter((by) => by < 100);
  expect(first).toEqual(first.toSorted((a, b) => a - b));
});

test("where a command writes in between, the next note comes behind it", async () => {
  const id = randomUUID();
  const handler = handlerOn(running.log);
  const other = handlerOn(running.log);
  await handler.note(tally, id, tallied(1), session);
  await other.execute(count, { commandId: randomUUID(), id, data: { by: 2 } }, session);
  await handler.note(tally, id, tallied(3), session);
  expect(await numbers(id)).toEqual([1, 2, 3]);
});

test("an answer that is lost on its way: the note is there once, the next behind it", async () => {
  const id = randomUUID();
  const way = await between();
  const handler = handlerOn(await logAt(way.endpoint));
  await handler.note(tally, id, tallied(1), session);
  way.deafen();
  let isKnown = false;
  const noting = handler.note(tally, id, tallied(2), session).then(() => {
    isKnown = true;
  });
  // It is on disk, and its writer does not know.
  await expect.poll(() => numbers(id)).toEqual([1, 2]);
  expect(isKnown).toBe(false);
  way.cut();
  await noting;
  await handler.note(tally, id, tallied(3), session);
  expect(await numbers(id)).toEqual([1, 2, 3]);
});

test("the same is written twice where it is noted twice", async () => {
  const id = randomUUID();
  const handler = handlerOn(running.log);
  await handler.note(tally, id, tallied(1), session);
  await handler.note(tally, id, tallied(1), session);
  const events = await stored(id);
  expect(events.map(({ revision }) => revision)).toEqual([0, 1]);
  expect(new Set(events.map(({ id: eventId }) => eventId)).size).toBe(2);
});
