// Heads in whatever order they were signed, asked for as a tree grows: as a list would answer.
import fc from "fast-check";
import { expect, test } from "vitest";
import { HeadsBySize } from "../../../src/integrity/tree/heads-by-size.ts";

const heads = fc.array(
  fc.record({
    size: fc.nat({ max: 300 }),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  }),
  { maxLength: 400 },
);
const inOrder = (roots: readonly Buffer[]) => roots.toSorted(Buffer.compare);

test("law: each is answered at its size, and what was not asked for is left", () => {
  fc.assert(
    fc.property(heads, fc.integer({ min: 0, max: 320 }), (all, end) => {
      const bySize = new HeadsBySize();
      for (const head of all) bySize.add(head);
      expect(bySize.count).toBe(all.length);
      for (let size = 0; size <= end; size += 1) {
        const expected = all.filter((one) => one.size === size).map(({ root }) => root);
        expect(inOrder(bySize.at(size))).toEqual(inOrder(expected));
      }
      const left = all.filter(({ size }) => size > end).map(({ size }) => size);
      expect(bySize.largestLeft).toBe(Math.max(0, ...left));
    }),
    { numRuns: 50 },
  );
});

test("sizes that were passed over are not answered later", () => {
  const bySize = new HeadsBySize();
  for (const size of [7, 3]) bySize.add({ size, root: Buffer.alloc(32, size) });
  expect(bySize.at(5)).toEqual([]);
  expect(bySize.at(7)).toEqual([Buffer.alloc(32, 7)]);
  expect(bySize.largestLeft).toBe(0);
});
