// The event node killed, stopped, frozen: what was acknowledged is there once, the same log goes
// on, and no fault of a connection ends the process (an unhandled rejection fails the run).
import { expect, test } from "vitest";
import {
  collect,
  counted,
  countedUpTo,
  faultOf,
  logOn,
  nodeIn,
  numbers,
  ownLog,
} from "./event-log-for-test.ts";

// Long enough for a busy machine, short enough to wait for in vain.
const patienceMs = 3_000;
const impatient = { appendPatienceMs: patienceMs, readPatienceMs: patienceMs };
const code = "EVENT_STORE_UNAVAILABLE";

async function expectUnavailable(...calls: readonly Promise<unknown>[]): Promise<void> {
  for (const fault of await Promise.all(calls.map(faultOf))) expect(fault).toMatchObject({ code });
}

test("while the store is away that is said; the same log goes on when it is back", async () => {
  const { log, node, directory } = await ownLog(impatient);
  await log.append("lot-1", [counted(0)], "no_stream");
  expect(await log.alive()).toBe(true);
  await node.stop();
  const event = counted(1);
  expect(await log.alive()).toBe(false);
  await expectUnavailable(
    log.append("lot-1", [event], 0),
    log.append("lot-2", [counted(1)], "any"),
    collect(log.readStream("lot-1")),
    collect(log.readAll()),
    log.readBytes("lot-1", 0),
  );
  await nodeIn(directory);
  expect(await log.append("lot-1", [event], 0)).toEqual({ revision: 1 });
  expect(numbers(await collect(log.readStream("lot-1")))).toEqual([0, 1]);
  expect(await log.alive()).toBe(true);
});

test("a log that is opened before its store works once that is there", async () => {
  const { node, directory } = await ownLog();
  await node.stop();
  const early = await logOn(node);
  const appended = early.append("lot-1", [counted(0)], "no_stream");
  const read = collect(early.readStream("lot-2"));
  await nodeIn(directory);
  expect(await appended).toEqual({ revision: 0 });
  expect(await read).toEqual([]);
});

test("appends under way when the node is killed are each carried out once", async () => {
  const { log, node } = await ownLog();
  const writers = Array.from({ length: 32 }, async (_, writer) => {
    for (let n = 0; n < 40; n++) {
      await log.append(`lot-${writer}`, [counted(n)], n === 0 ? "no_stream" : n - 1);
      if (writer === 0 && n % 10 === 5) node.kill();
    }
  });
  await Promise.all(writers);
  for (let writer = 0; writer < 32; writer++) {
    const events = await collect(log.readStream(`lot-${writer}`));
    expect(numbers(events)).toEqual(Array.from(Array(40).keys()));
  }
});

test("a connection that breaks with too much in it ends nothing but itself", async () => {
  const { log, node } = await ownLog();
  await log.append("lot-0", [counted(0)], "no_stream");
  process.kill(node.pid, "SIGSTOP");
  const appends = Array.from({ length: 400 }, (_, n) =>
    log.append(`lot-${n + 1}`, [counted(n, "x".repeat(20_000))], "no_stream"),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  node.kill();
  for (const { revision } of await Promise.all(appends)) expect(revision).toBe(0);
  expect(await collect(log.readAll())).toHaveLength(401);
});

test("the break of one connection does not lose the appends of another", async () => {
  const one = await ownLog();
  const two = await ownLog();
  await one.log.append("lot-1", [counted(0)], "no_stream");
  await two.log.append("lot-1", [counted(0)], "no_stream");
  // The second node has received the appends, but answers only after the first one's connection
  // broke.
  process.kill(two.node.pid, "SIGSTOP");
  const appends = Array.from({ length: 20 }, (_, n) =>
    two.log.append(`lot-${n + 2}`, [counted(n)], "no_stream"),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  one.node.kill();
  await one.log.append("lot-1", [counted(1)], 0);
  process.kill(two.node.pid, "SIGCONT");
  for (const { revision } of await Promise.all(appends)) expect(revision).toBe(0);
  expect(await collect(two.log.readAll())).toHaveLength(21);
});

test("a store that does not answer is given up on, and asked again", async () => {
  const frozen = { attemptMs: 200, stallMs: 200 };
  const { log, node } = await ownLog({ ...frozen, ...impatient });
  const patient = await logOn(node, frozen);
  await patient.append("lot-1", countedUpTo(10), "no_stream");
  await patient.append("lot-2", [counted(0)], "no_stream");
  process.kill(node.pid, "SIGSTOP");
  expect(await log.alive()).toBe(false);
  await expectUnavailable(
    log.append("lot-1", [counted(10)], 9),
    collect(log.readStream("lot-1")),
    collect(log.readAll()),
  );
  const appended = patient.append("lot-2", [counted(1)], 0);
  const read = collect(patient.readStream("lot-2"));
  const stopping = new AbortController();
  const followed = (async () => {
    for await (const { kind } of patient.follow({ signal: stopping.signal })) {
      if (kind === "caughtUp") return kind;
    }
    return undefined;
  })();
  process.kill(node.pid, "SIGCONT");
  expect(await appended).toEqual({ revision: 1 });
  expect((await read).length).toBeGreaterThan(0);
  expect(await followed).toBe("caughtUp");
  expect(numbers(await collect(patient.readStream("lot-2")))).toEqual([0, 1]);
});

test("a long read goes on over kills, without a gap", async () => {
  const { log, node } = await ownLog();
  for (let n = 0; n < 5_000; n += 1_000) {
    const events = countedUpTo(1_000).map((event, k) => ({ ...event, data: { n: n + k } }));
    await log.append("lot-1", events, n === 0 ? "no_stream" : n - 1);
  }
  const read: unknown[] = [];
  for await (const { data } of log.readAll()) {
    read.push(data.n);
    if (read.length % 1_500 === 0) node.kill();
  }
  expect(read).toEqual(Array.from(Array(5_000).keys()));
});
