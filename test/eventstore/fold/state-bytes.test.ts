// A state is as it was, and goes on as it would have, whatever it is made of.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Keyed, keyed } from "../../../src/domain/kernel/keyed.ts";
import { fromBytes, toBytes } from "../../../src/eventstore/fold/state-bytes.ts";

const keyedOf = (all: readonly (readonly [string, unknown])[]): Keyed<unknown> =>
  all.reduce((map, [name, one]) => map.with(name, one), keyed<unknown>());
const again = async <State>(state: State) => {
  const { of } = fromBytes(await toBytes({ of: state })) as { of: State };
  return of;
};
const key = fc.integer({ min: 0, max: 99 }).map(String);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(), fc.integer(), fc.constant(undefined), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((all) => new Map(all)),
    fc.array(key, { maxLength: 4 }).map((all) => new Set(all)),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 40 }).map(keyedOf),
  ),
})).value;

test("it is as it was, and has no member more", async () => {
  await fc.assert(
    fc.asyncProperty(value, async (state) => {
      expect(await again(state)).toStrictEqual(state);
    }),
  );
});

test("a persistent map goes on: another entry, beside those that it had", async () => {
  const entries = fc.array(fc.tuple(key, fc.string()));
  await fc.assert(
    fc.asyncProperty(entries, key, async (all, added) => {
      const { of } = await again({ of: new Map([["all", keyedOf(all)]]) });
      const map = of.get("all") ?? keyed();
      expect(map.with(added, "now")).toStrictEqual(keyedOf([...all, [added, "now"]]));
      for (const [name] of all) expect(map.get(name)).toBe(keyedOf(all).get(name));
    }),
  );
});

test("what is shared stays shared: of maps that differ by one entry", async () => {
  const first = keyedOf(Array.from({ length: 5_000 }, (_, n) => [`${n}`, { n }]));
  const versions = Array.from({ length: 100 }, (_, n) => first.with("7", { n }));
  const size = async (state: object) => (await toBytes(state)).length;
  expect(await size(versions)).toBeLessThan((await size(first)) * 2);
  const [one, other] = await again(versions);
  expect(one?.get("8")).toBe(other?.get("8"));
});

test("a list is linked as often as it likes, and is written while others go on", async () => {
  interface Link {
    readonly n: number;
    readonly before: Link | undefined;
  }
  let last: Link | undefined;
  for (let n = 0; n < 30_000; n += 1) last = { n, before: last };
  let turns = 0;
  const turning = setInterval(() => (turns += 1));
  let one = await again(last);
  clearInterval(turning);
  expect(turns).toBeGreaterThan(1);
  for (let n = 29_999; n >= 0; n -= 1, one = one?.before) expect(one?.n).toBe(n);
  expect(one).toBeUndefined();
});

test("what cannot be written is refused, and so is what is none", async () => {
  await expect(toBytes({ next: () => {} })).rejects.toThrow();
  expect(() => fromBytes(Buffer.from("none"))).toThrow();
});
