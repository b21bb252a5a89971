// How often somebody is refused is told in full, and how many events it takes is bounded.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  RefusalRate,
  type ToldRefusal,
} from "../../../../src/eventstore/embedded/store/writer/refusal-rate.ts";

const minute = 60_000;
const asking = (stream: string, ...asked: readonly ("delete" | "$tb")[]) => ({ stream, asked });

test("the same is told once a minute, and then how often it was asked in between", () => {
  const rate = new RefusalRate();
  const ask = (atMs: number) => rate.take(asking("batch-1", "delete"), atMs);
  expect(ask(0)).toEqual(asking("batch-1", "delete"));
  for (let atMs = 1; atMs < 100; atMs++) expect(ask(atMs)).toBeUndefined();
  expect(ask(minute - 1)).toBeUndefined();
  expect(ask(minute)).toEqual({ ...asking("batch-1", "delete"), repeats: 100 });
  expect(ask(2 * minute)).toEqual(asking("batch-1", "delete"));
});

test("something else, or of another stream, is told at once", () => {
  const rate = new RefusalRate();
  const all = [
    asking("batch-1", "delete"),
    asking("batch-1", "$tb"),
    asking("batch-1", "delete", "$tb"),
    asking("batch-2", "delete"),
  ];
  expect(all.map((refused) => rate.take(refused, 0))).toEqual(all);
  expect(all.map((refused) => rate.take(refused, 1))).toEqual(all.map(() => undefined));
});

test("of many streams twenty are told in a minute, and then how many there were", () => {
  const rate = new RefusalRate();
  const told = Array.from({ length: 1_000 }, (_, n) => rate.take(asking(`batch-${n}`, "$tb"), n));
  expect(told.filter((one) => one !== undefined).length).toBe(20);
  expect(rate.take(asking("batch-5000", "$tb"), 2 * minute)).toEqual({
    ...asking("batch-5000", "$tb"),
    others: 980,
  });
});

test("what could not be written is told again, and counted once", () => {
  const rate = new RefusalRate();
  const ask = (atMs: number) => rate.take(asking("batch-1", "delete"), atMs);
  expect(ask(0)).toBeDefined();
  rate.undo();
  expect(ask(1)).toBeDefined();
  rate.settle();
  expect(ask(2)).toBeUndefined();
  rate.undo();
  expect(ask(3)).toBeUndefined();
  rate.settle();
  expect(ask(1 + minute)).toMatchObject({ repeats: 1 });
});

test("a clock that is set back hides nothing", () => {
  const rate = new RefusalRate();
  expect(rate.take(asking("batch-1", "delete"), 10 * minute)).toBeDefined();
  expect(rate.take(asking("batch-1", "delete"), 0)).toBeDefined();
});

test("law: each is told or counted, once", () => {
  const attempts = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 20_000 })), {
    minLength: 300,
    maxLength: 800,
  });
  fc.assert(
    fc.property(attempts, (all) => {
      const rate = new RefusalRate();
      let now = 0;
      const told: ToldRefusal[] = [];
      const ask = (stream: string) => {
        const one = rate.take(asking(stream, "delete"), now);
        if (one) told.push(one);
      };
      for (const [stream, later] of all) {
        now += later;
        ask(`batch-${stream}`);
      }
      // Whoever goes on asking hears of everything.
      now += minute;
      for (let round = 0; round < 60; round++, now += minute) {
        for (let n = 0; n < 10; n++) ask(`batch-${(round * 10 + n) % 401}`);
      }
      now += minute;
      ask("batch-last");
      const counted = told.map(({ repeats = 0, others = 0 }) => 1 + repeats + others);
      expect(counted.reduce((sum, one) => sum + one, 0)).toBe(all.length + 600 + 1);
    }),
    { numRuns: 10 },
  );
});
