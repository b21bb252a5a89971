// Who guesses passwords over the network is told of, and has to wait longer each time.
import { expect, onTestFinished, test, vi } from "vitest";
import { WrongLogIns } from "../../../../src/eventstore/embedded/listening/wrong-log-ins.ts";
import { collect, freshStream, rejection } from "../node-for-test.ts";
import { known, useNetworkNode } from "./network-for-test.ts";

const minute = 60_000;

function opened() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  let now = 0;
  const log = { error: (code: string, error: unknown) => void said.push(`${code} ${error}`) };
  const logIns = new WrongLogIns(log, () => now);
  const pass = (ms: number) => {
    now += ms;
    vi.advanceTimersByTime(ms);
  };
  /** How long it takes until so many guesses were looked at. */
  const guess = (count: number, from: string) => {
    for (let n = 0; n < count; n += 1) {
      while (logIns.mustWait(from)) pass(1_000);
      logIns.wrong(from);
    }
  };
  return { logIns, said, pass, guess, now: () => now };
}

test("a few are free, each further one has to wait twice as long, up to a minute", () => {
  const { logIns, guess, now, pass } = opened();
  guess(9, "a");
  expect([logIns.mustWait("a"), now()]).toEqual([false, 0]);
  const waits = Array.from({ length: 9 }, () => {
    const before = now();
    guess(1, "a");
    return now() - before;
  });
  expect(waits).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000));
  expect([logIns.mustWait("a"), logIns.mustWait("b")]).toEqual([true, false]);
  pass(16 * minute);
  guess(9, "a");
  expect(logIns.mustWait("a")).toBe(false);
});

test("a right one begins anew", () => {
  const { logIns, guess } = opened();
  guess(9, "a");
  logIns.right("a");
  guess(9, "a");
  expect(logIns.mustWait("a")).toBe(false);
});

test("they are said at once, and then once a minute", () => {
  const { guess, said, pass } = opened();
  guess(1, "a");
  expect(said).toHaveLength(1);
  guess(8, "a");
  guess(5, "b");
  expect(said).toHaveLength(1);
  pass(minute);
  expect(said[1]).toContain("13 calls");
  expect(said[1]).toContain("from b");
  pass(10 * minute);
  expect(said).toHaveLength(2);
});

const told: { code?: string; message?: string }[] = [];
const up = useNetworkNode({}, { info: () => {}, error: (fields) => void told.push(fields) });

test("at the node: who has logged in goes on, who comes anew waits", async () => {
  const inside = up.clientAs(known);
  const stream = freshStream();
  const read = (client: typeof inside) =>
    rejection(collect(client.readStream(stream))).then(({ code, type }) =>
      type === "stream-not-found" ? type : code,
    );
  expect(await read(inside)).toBe("stream-not-found");
  const guessing = up.clientAs("plant:wrong%20secret%20no%201@");
  for (let n = 0; n < 12; n += 1) await read(guessing);
  const late = up.clientAs(known);
  expect(await read(late)).toBe(14);
  expect(await read(inside)).toBe("stream-not-found");
  const lines = told.filter(({ code }) => code === "WRONG_LOG_IN");
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain("secret");
  await expect.poll(() => read(late), { timeout: 20_000, interval: 500 }).toBe("stream-not-found");
  for (const client of [inside, guessing, late]) await client.dispose();
}, 60_000);
