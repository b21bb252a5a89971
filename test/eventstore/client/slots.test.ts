// Slots: never more than the capacity, in the order of asking, nobody forgotten.
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSlots } from "../../../src/eventstore/client/slots.ts";

const patience = 60_000;

test("what is held never exceeds the capacity, and all are served in order", async () => {
  const weights = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(weights, fc.integer({ min: 1, max: 10 }), async (asked, capacity) => {
      const slots = createSlots(capacity);
      let held = 0;
      const served: number[] = [];
      const users = asked.map(async (weight, n) => {
        const giveBack = await slots.take(weight, patience);
        served.push(n);
        held += Math.min(weight, capacity);
        expect(held).toBeLessThanOrEqual(capacity);
        await new Promise((resolve) => setImmediate(resolve));
        held -= Math.min(weight, capacity);
        giveBack?.();
        // Given back once, however often it is said.
        giveBack?.();
      });
      await Promise.all(users);
      expect(served).toEqual(asked.map((_, n) => n));
    }),
    { numRuns: 50 },
  );
});

test("who waits too long is told so, and does not stand in the way of the next", async () => {
  const slots = createSlots(2);
  const giveBack = await slots.take(1, patience);
  const heavy = slots.take(2, 20);
  const light = slots.take(1, patience);
  expect(await heavy).toBeUndefined();
  expect(await light).toBeTypeOf("function");
  giveBack?.();
  expect(await slots.take(1, patience)).toBeTypeOf("function");
});
