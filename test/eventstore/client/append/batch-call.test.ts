// The call that appends share, over a stream that a test has in its hands.
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { BatchCall } from "../../../../src/eventstore/client/append/batch-call.ts";

function opened() {
  const stream = Object.assign(new EventEmitter(), {
    written: 0,
    isCancelled: false,
    write: () => {
      stream.written += 1;
      return true;
    },
    cancel: () => {
      stream.isCancelled = true;
    },
  });
  let ends = 0;
  const call = new BatchCall(stream, true, () => {
    ends += 1;
  });
  return { stream, call, ends: () => ends };
}

const appendBy = (deadline: number) =>
  ({ stream: "lot-1", events: [], expected: "any", deadline }) as const;
const outcomeOf = (appended: Promise<unknown>) =>
  appended.then(
    () => "appended",
    () => "rejected",
  );

test("one that answers nothing is ended by the next append, long after that", async () => {
  const { stream, call, ends } = opened();
  const first = outcomeOf(call.append(appendBy(Date.now() - 60_000)));
  const second = outcomeOf(call.append(appendBy(Date.now() + 60_000)));
  expect(await Promise.all([first, second])).toEqual(["rejected", "rejected"]);
  expect([stream.isCancelled, ends(), stream.written]).toEqual([true, 1, 1]);
});

test("while the oldest has time left it is waited for", async () => {
  const { stream, call } = opened();
  const all = [1, 2].map(() => outcomeOf(call.append(appendBy(Date.now() + 60_000))));
  expect(stream.written).toBe(2);
  stream.emit("error", new Error("broken"));
  stream.emit("end");
  expect(await Promise.all(all)).toEqual(["rejected", "rejected"]);
});
