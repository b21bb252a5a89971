// Which containers are sampled: as many as the rule says, by the seed alone, and as ISO 2859-1 has
// it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  acceptanceQualityLimits,
  attributesPlan,
} from "../../../src/domain/specification/iso-2859.ts";
import { type ForLot, pick } from "../../../src/domain/specification/pick.ts";
import { draft, identity, plans } from "./examples.ts";

const version = {
  ...draft,
  version: 1,
  authorId: "p",
  status: "approved" as const,
  effectiveFrom: "2026-11-20",
};
const drums = (count: number) => Array.from({ length: count }, (_, n) => `drum-${n + 1}`);
const lot = (count: number, more: Partial<ForLot> = {}): ForLot => ({
  containerIds: drums(count),
  quantity: { value: "100", unitOfMeasure: "kg" },
  seed: "s",
  run: undefined,
  ...more,
});
function picked(of: ForLot, asked: typeof version = version) {
  const picks = pick(asked, of);
  if ("refused" in picks) throw new Error(picks.refused);
  return picks;
}

describe("ISO 2859-1, level II, normal", () => {
  test.each([
    [100, "1.0", "E", 13, 0],
    [150, "0.65", "F", 20, 0],
    // An arrow down: the next row below that has numbers.
    [200, "1.0", "H", 50, 1],
    // An arrow up: the next row above.
    [150, "1.0", "E", 13, 0],
    [500, "1.0", "H", 50, 1],
    [1_000, "1.0", "J", 80, 2],
    [3_000, "1.0", "K", 125, 3],
    [9_000, "2.5", "L", 200, 10],
    [80_000, "0.40", "N", 500, 5],
    [80_000, "2.5", "N", 500, 21],
    // Beyond 21: the row above.
    [400_000, "2.5", "N", 500, 21],
    [80_000, "4.0", "M", 315, 21],
    [3, "6.5", "A", 2, 0],
    // As many as there are.
    [10, "1.0", "E", 10, 0],
  ] as const)("%i units at %s: %s, %i, %i", (size, limit, codeLetter, sampleSize, accept) => {
    expect(attributesPlan(size, limit)).toEqual({ codeLetter, sampleSize, accept });
  });
  test("law: more units are never inspected by fewer, and never more than there are", () => {
    const size = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(size, fc.constantFrom(...acceptanceQualityLimits), (units, limit) => {
        const { sampleSize, accept } = attributesPlan(units, limit);
        expect(sampleSize).toBeLessThanOrEqual(units);
        expect(accept).toBeLessThan(sampleSize + 1);
        expect(attributesPlan(units * 2, limit).accept).toBeGreaterThanOrEqual(accept);
      }),
    );
  });
});

describe("picking", () => {
  test.each([
    [1, 1],
    [2, 2],
    [4, 3],
    [5, 4],
    [9, 4],
    [10, 5],
    [100, 11],
  ])("of %i containers every one, and %i by the square root", (count, root) => {
    const [each, pooled] = picked(lot(count));
    expect(each?.containerIds).toEqual(drums(count));
    expect(pooled?.containerIds).toHaveLength(root);
  });
  test("a lot without containers is sampled as a whole", () => {
    expect(picked(lot(0)).map(({ containerIds }) => containerIds)).toEqual([[], []]);
  });
  test("law: the seed alone decides, and nothing is picked that is not there", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 60 }), (seed, count) => {
        const of = lot(count, { seed });
        expect(picked(of)).toEqual(picked(of));
        for (const { containerIds } of picked(of)) {
          expect(new Set(containerIds).size).toBe(containerIds.length);
          expect(drums(count)).toEqual(expect.arrayContaining(containerIds));
        }
      }),
    );
  });
  test("another seed picks others", () => {
    const seeds = Array.from({ length: 20 }, (_, n) => picked(lot(100, { seed: `s ${n}` }))[1]);
    expect(new Set(seeds.map((one) => one?.containerIds.join())).size).toBeGreaterThan(15);
  });
  const label = {
    ...identity,
    testId: "print",
    identity: false,
    planId: "units",
    criterion: { kind: "attributes" as const },
  };
  const byUnits = {
    ...version,
    tests: [identity, label],
    plans: [
      plans[0],
      { planId: "units", rule: { kind: "attributes", limit: "1.0" }, composite: true },
    ],
  } as unknown as typeof version;
  test("by attributes the lot's size says how many, and how many may be bad", () => {
    const quantity = { value: "1", unitOfMeasure: "10*3.{label}" };
    const [, units] = picked(lot(3, { quantity }), byUnits);
    expect(units).toMatchObject({
      attributes: { codeLetter: "J", sampleSize: 80, accept: 2 },
      tests: [{ testId: "print", criterion: { kind: "attributes", accept: 2 } }],
    });
    expect(pick(byUnits, lot(3))).toMatchObject({ refused: "UNIT_NOT_CONVERTIBLE" });
  });
  const [each, pooled] = plans;
  const skipping = {
    ...version,
    plans: [each, { ...pooled, skipLot: { qualifyAfter: 3, oneIn: 4 } }],
  } as unknown as typeof version;
  test("a lot is skipped only in a run that is long enough, and one in so many is tested", () => {
    const skips = (run: number | undefined) =>
      Array.from(
        { length: 400 },
        (_, n) => picked(lot(4, { run, seed: `l ${n}` }), skipping)[1],
      ).filter((one) => one?.skipped).length;
    expect(skips(undefined)).toBe(0);
    expect(skips(2)).toBe(0);
    expect(skips(3)).toBeGreaterThan(260);
    expect(skips(3)).toBeLessThan(340);
  });
});
