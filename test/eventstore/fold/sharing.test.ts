// Who asks while a question is under way shares the next one, which begins after they asked.
import { expect, test } from "vitest";
import { sharing } from "../../../src/eventstore/fold/sharing.ts";

/** Work that is let go by hand, and answers how often it was begun. */
function counted() {
  const begun: PromiseWithResolvers<void>[] = [];
  const work = async () => {
    const one = Promise.withResolvers<void>();
    const count = begun.push(one);
    await one.promise;
    return count;
  };
  return { work, begun };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("one is under way at a time; all who wait share the one behind it", async () => {
  const { work, begun } = counted();
  const shared = sharing();
  const answers = Array.from({ length: 5 }, () => shared("a", work));
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.resolve();
  await turn();
  expect(begun).toHaveLength(2);
  // It has begun, so who asks now cannot share it.
  const late = shared("a", work);
  begun[1]?.resolve();
  expect(await Promise.all(answers)).toEqual([1, 2, 2, 2, 2]);
  await turn();
  begun[2]?.resolve();
  expect(await late).toBe(3);
});

test("who asks between two shares the one that is to begin", async () => {
  const { work, begun } = counted();
  const shared = sharing();
  const first = shared("a", work);
  const second = shared("a", work);
  begun[0]?.resolve();
  await first;
  const third = shared("a", work);
  await turn();
  expect(begun).toHaveLength(2);
  begun[1]?.resolve();
  expect(await Promise.all([second, third])).toEqual([2, 2]);
});

test("a failure is that of who asked, and not of who comes next; keys are apart", async () => {
  const shared = sharing();
  const failing = shared("a", () => Promise.reject(new Error("away")));
  const next = shared("a", async () => "there");
  const other = shared("b", async () => "other");
  await expect(failing).rejects.toThrow("away");
  expect(await Promise.all([next, other])).toEqual(["there", "other"]);
});
