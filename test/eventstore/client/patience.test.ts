// Patience: again and again for a bounded time, but never against a final answer.
import { expect, test } from "vitest";
import { patiently, within } from "../../../src/eventstore/client/patience.ts";
import { faultOf } from "../event-log-for-test.ts";

const giveUp = (last: unknown) => new Error("gave up", { cause: last });
const never = { closed: new AbortController().signal, final: () => undefined, giveUp };

test("it tries again until it succeeds", async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries < 4) throw new Error("not yet");
    return "done";
  };
  expect(await patiently(attempt, { ...never, patienceMs: 60_000 })).toBe("done");
  expect(tries).toBe(4);
});

test("without patience it tries once", async () => {
  let tries = 0;
  const failing = async () => {
    tries += 1;
    throw new RangeError("no");
  };
  const fault = await faultOf(patiently(failing, { ...never, patienceMs: 0 }));
  expect(fault.cause).toBeInstanceOf(RangeError);
  expect(tries).toBe(1);
});

test("a final answer ends it", async () => {
  let tries = 0;
  const failing = async () => {
    tries += 1;
    throw new Error("no");
  };
  const final = () => new RangeError("final");
  const trying = { ...never, final, patienceMs: 60_000 };
  await expect(patiently(failing, trying)).rejects.toThrow(RangeError);
  expect(tries).toBe(1);
});

test("closing ends it, also within a pause", async () => {
  const closing = new AbortController();
  const failing = async () => {
    closing.abort();
    throw new Error("no");
  };
  const trying = { ...never, closed: closing.signal, patienceMs: 60_000 };
  expect(await faultOf(patiently(failing, trying))).toMatchObject({ code: "EVENT_LOG_CLOSED" });
});

test("a timer around a promise lets through what comes in time", async () => {
  const late = () => new RangeError("late");
  expect(await within(Promise.resolve(1), 60_000, late)).toBe(1);
  await expect(within(Promise.reject(new TypeError()), 60_000, late)).rejects.toThrow(TypeError);
  const { promise, reject } = Promise.withResolvers<void>();
  await expect(within(promise, 5, late)).rejects.toThrow(RangeError);
  // What comes after that is nobody's unhandled rejection.
  reject(new Error("too late"));
  await new Promise((resolve) => setImmediate(resolve));
});
