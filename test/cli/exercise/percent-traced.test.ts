// How much of a lot is accounted for: never more than there was, and never all where some is not.
import { expect, test } from "vitest";
import { tracedOf } from "../../../src/cli/exercise/perform.ts";
import type { LotWhereabouts, State } from "../../../src/projections/whereabouts/answer.ts";

const kg = (value: string) => ({ value, unitOfMeasure: "kg" });
const held = (state: State, value?: string) => ({
  state,
  ...(value !== undefined && { quantity: kg(value) }),
});
const lot = (made: string | undefined, ...holdings: LotWhereabouts["holdings"][number][]) => ({
  ...{ lot: "no:A", lotId: "a", material: "Starch", holdings },
  ...(made !== undefined && { made: kg(made) }),
});
const percent = (...of: Parameters<typeof lot>) => tracedOf(lot(...of)).percentTraced?.value;

test("what was never shipped is in stock, and all of it is accounted for", () => {
  expect(percent("25", held("inStock", "25"))).toBe("100");
});

test("of nothing, and of what nobody said, there is no percentage", () => {
  expect(percent("0")).toBeUndefined();
  expect(percent("0", held("inStock", "0"))).toBeUndefined();
  expect(tracedOf(lot(undefined, held("shipped", "5")))).toEqual({});
});

test("of what is in no stated quantity nothing is accounted for", () => {
  expect(percent("25", held("inStock"))).toBe("0");
});

test("what is missing by the last gram is not rounded up to all", () => {
  expect(percent("10000", held("inStock", "9999"), held("adjusted", "1"))).toBe("99.9");
  expect(percent("10000", held("inStock", "9999"), held("shipped"))).toBe("99.9");
});

test("what was taken beyond what there was counts against it, whatever else is known", () => {
  const taken = [held("shipped", "12"), held("overdrawn", "-2")];
  expect(percent("10", ...taken)).toBe("80");
  expect(percent("10", ...taken, held("inStock"))).toBe("80");
  expect(percent("10", held("shipped", "40"), held("overdrawn", "-30"))).toBe("0");
  expect(percent("10", held("shipped", "12"), held("inStock"))).toBeUndefined();
});
