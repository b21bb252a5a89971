// What holds of a lot whatever happens to it: no quantity out of nothing, and no history that
// cannot be folded.

import Big from "big.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { materialLot, materialLotEvents } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { containersOf } from "../../../src/domain/material-lot/stock.ts";
import { eventOf } from "../../arbitrary.ts";
import { type Past, stateOf, uuid } from "../../given.ts";
import { charge, kg, received, receivedUnknown } from "./examples.ts";

const amount = fc
  .integer({ min: 1, max: 40_000 })
  .map((grams) => new Big(grams).div(1000).toFixed());
const container = fc.constantFrom("drum-1", "drum-2", undefined);
const step = fc.record({
  kind: fc.constantFrom("draw", "scrap", "sample", "split"),
  value: amount,
  unit: fc.constantFrom("kg", "g"),
  known: fc.boolean(),
  containerId: container,
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const quantityOf = ({ value, unit }: Step) =>
  unit === "kg" ? kg(value) : { value: new Big(value).times(1000).toFixed(), unitOfMeasure: "g" };

function eventFor(one: Step, n: number): Past {
  const quantity = one.known ? { quantity: quantityOf(one) } : {};
  const where = one.containerId === undefined ? {} : { containerId: one.containerId };
  const taken = { ...quantity, ...where, flags: [] };
  switch (one.kind) {
    case "draw": {
      const data = { ...taken, batchId: "b", charge, purpose: "charge", observed: true };
      return { type: "MaterialDrawn", id: uuid(n), data };
    }
    case "sample":
      return { type: "MaterialSampled", data: { ...taken, sampleNumber: "S" } };
    case "scrap":
      return { type: "MaterialScrapped", data: { ...taken, cause: "spilt" } };
    default: {
      const part = { materialLotId: `part-${n}`, identifiers: [], containers: [], ...quantity };
      return { type: "MaterialLotSplit", data: { into: [part] } };
    }
  }
}

const totalOf = (past: readonly Past[]) => {
  const state = stateOf(materialLot, past);
  return state.status === "unknown" ? undefined : stockNow(state.onHand).total;
};

test("law: what is on hand is what came less what went, or it is not known", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const total = totalOf([received, ...steps.map(eventFor)]);
      if (steps.some(({ known }) => !known)) {
        expect(total).toBeUndefined();
        return;
      }
      const gone = steps.reduce((sum, one) => sum.plus(one.value), new Big(0));
      expect(total).toEqual(kg(new Big(100).minus(gone).toFixed()));
    }),
  );
});

test("law: what was never known stays unknown until somebody counts it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), amount, (steps, value) => {
      const past = [receivedUnknown, ...steps.map(eventFor)];
      expect(totalOf(past)).toBeUndefined();
      const counted = { type: "MaterialCounted", data: { quantity: kg(value) } };
      expect(totalOf([...past, counted])).toEqual(kg(value));
    }),
  );
});

test("law: the containers of a lot never hold more than the lot, unless over-drawn", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
      const small = steps.map((one) => ({ ...one, value: new Big(one.value).div(10).toFixed() }));
      const state = stateOf(materialLot, [received, ...small.map(eventFor)]);
      if (state.status === "unknown") throw new Error("The lot is known.");
      const each = [...containersOf(stockNow(state.onHand)).values()];
      const { total } = stockNow(state.onHand);
      if (!total || each.some((one) => one === undefined)) return;
      const sum = each.reduce((all, one) => all.plus(one?.value ?? 0), new Big(0));
      expect(sum.toFixed()).toBe(new Big(total.value).toFixed());
    }),
  );
});

test("law: any history folds, and only one that opens a lot makes one known", () => {
  const events = fc.array(fc.oneof(...materialLotEvents.map(eventOf)), { maxLength: 8 });
  fc.assert(
    fc.property(events, (past) => {
      const opened = past.some(({ type }) =>
        /^MaterialLot(Received|Produced|SplitOff|sMerged)$/.test(type),
      );
      expect(stateOf(materialLot, past).status === "unknown").toBe(!opened);
    }),
  );
});
