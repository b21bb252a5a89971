// What is told late is judged by what there was then, as far as the books know.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import {
  opening,
  stockAt,
  stockNow,
  told,
  whenNext,
} from "../../../src/domain/material-lot/on-hand.ts";
import { countMaterial } from "../../../src/domain/material-lot/upkeep/commands.ts";
import {
  destroyMaterialLot,
  drawMaterial,
  recordMaterialDrawn,
} from "../../../src/domain/material-lot/use/commands.ts";
import { splitMaterialLot } from "../../../src/domain/material-lot/use/split.ts";
import { decided, given, type Past, stateOf, uuid } from "../../given.ts";
import { charge, destroyed, drawn, kg, received, released } from "./examples.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 8, n)).toISOString();
const counted = (value: string, at: string, containerId?: string): Past => ({
  type: "MaterialCounted",
  data: { quantity: kg(value), ...(containerId !== undefined && { containerId }) },
  at,
});

describe("what is told late is judged by what there was then", () => {
  const past = [received, released];
  const take = (value: string, containerId?: string) => ({
    quantity: kg(value),
    batchId: "batch-2",
    charge,
    ...(containerId !== undefined && { containerId }),
  });
  const act = (data: ReturnType<typeof take>, flags: readonly string[] = []) => ({
    type: "MaterialDrawn",
    data: { ...data, purpose: "charge", observed: false, flags },
  });
  const seen = (data: ReturnType<typeof take>, flags: readonly string[] = []) => ({
    type: "MaterialDrawn",
    data: { ...data, purpose: "charge", observed: true, flags },
  });
  const early = { occurredAt: minute(3) };

  test("a count that found less since refuses nothing, and flags nothing", () => {
    const found = [...past, counted("10", minute(5))];
    given(...found)
      .when(drawMaterial, take("90"), early)
      .then(act(take("90")));
    given(...found)
      .when(recordMaterialDrawn, take("90"), early)
      .then(seen(take("90")));
    given(...found)
      .when(drawMaterial, take("101"), early)
      .thenRefused("QUANTITY_NOT_AVAILABLE");
    given(...found)
      .when(recordMaterialDrawn, take("101"), early)
      .then(seen(take("101"), ["QUANTITY_NOT_AVAILABLE"]));
    // Now it is what was found.
    given(...found)
      .when(drawMaterial, take("11"), { occurredAt: minute(6) })
      .thenRefused("QUANTITY_NOT_AVAILABLE");
  });
  test("nor does one of a container, of what came out of it", () => {
    const found = [...past, counted("5", minute(5), "drum-1")];
    given(...found)
      .when(drawMaterial, take("60", "drum-1"), early)
      .then(act(take("60", "drum-1")));
    given(...found)
      .when(drawMaterial, take("99"), early)
      .then(act(take("99")));
    given(...found)
      .when(drawMaterial, take("61", "drum-1"), early)
      .thenRefused("QUANTITY_NOT_AVAILABLE");
  });
  test("a count that found more since gives nothing that was not there", () => {
    const found = [...past, counted("200", minute(5))];
    given(...found)
      .when(drawMaterial, take("150"), early)
      .thenRefused("QUANTITY_NOT_AVAILABLE");
    given(...found)
      .when(recordMaterialDrawn, take("150"), early)
      .then(seen(take("150"), ["QUANTITY_NOT_AVAILABLE"]));
  });
  test("what others have taken since is not there to be taken; what was taken was there", () => {
    const used = [
      ...past,
      { ...drawn, at: minute(5), data: { ...drawn.data, quantity: kg("50") } },
    ];
    given(...used)
      .when(drawMaterial, take("20", "drum-1"), early)
      .thenRefused("QUANTITY_NOT_AVAILABLE");
    given(...used)
      .when(recordMaterialDrawn, take("20", "drum-1"), early)
      .then(seen(take("20", "drum-1")));
  });
  test("of before it was destroyed, or had left", () => {
    const burnt = [...past, { ...destroyed, at: minute(5) }];
    given(...burnt)
      .when(recordMaterialDrawn, take("20"), early)
      .then(seen(take("20")));
    given(...burnt)
      .when(drawMaterial, take("20"), early)
      .thenRefused("LOT_EMPTY");
    given(...burnt)
      .when(recordMaterialDrawn, take("20"), { occurredAt: minute(6) })
      .then(seen(take("20"), ["LOT_EMPTY"]));
    const part = {
      materialLotId: "part",
      identifiers: [],
      containers: [{ containerId: "drum-1" }],
    };
    const left = { type: "MaterialLotSplit", data: { into: [part] }, at: minute(5) };
    given(...past, left)
      .when(recordMaterialDrawn, take("20", "drum-1"), early)
      .then(seen(take("20", "drum-1")));
    given(...past, left)
      .when(recordMaterialDrawn, take("20", "drum-1"), { occurredAt: minute(6) })
      .then(seen(take("20", "drum-1"), ["CONTAINER_UNKNOWN"]));
  });
  test("a count of a container that has left since, booked as it was then", () => {
    const part = {
      materialLotId: "part",
      identifiers: [],
      containers: [{ containerId: "drum-1" }],
    };
    const left = { type: "MaterialLotSplit", data: { into: [part] }, at: minute(5) };
    const count = { quantity: kg("58"), containerId: "drum-1" };
    given(...past, left)
      .when(countMaterial, count, early)
      .then({ type: "MaterialCounted", data: { ...count, booked: kg("60") } });
    given(...past, left)
      .when(countMaterial, count, { occurredAt: minute(6) })
      .thenRefused("CONTAINER_UNKNOWN");
  });
  test("a container does not leave twice, whenever it is told", () => {
    const part = {
      materialLotId: "part",
      identifiers: [],
      containers: [{ containerId: "drum-1" }],
    };
    const left = { type: "MaterialLotSplit", data: { into: [part] }, at: minute(5) };
    const into = [{ materialLotId: "other", identifiers: [], containerIds: ["drum-1"] }];
    given(...past, left)
      .when(splitMaterialLot, { into }, early)
      .thenRefused("CONTAINER_UNKNOWN");
  });
});

const entry = fc.record({
  minute: fc.nat(9),
  amount: fc.integer({ min: 1, max: 40 }),
  isCount: fc.boolean(),
});

test("law: late, what was there and not taken by others before a count can be taken", () => {
  const whole = { ...received, data: { ...received.data, containers: [] }, at: minute(0) };
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.nat(9), fc.nat(60), (entries, at, n) => {
      const { containerId: _, ...data } = drawn.data;
      const told = entries.map(({ minute: when, amount, isCount }, k): Past => {
        const quantity = kg(String(amount));
        if (isCount) return { type: "MaterialCounted", data: { quantity }, at: minute(when) };
        return {
          type: "MaterialDrawn",
          data: { ...data, quantity },
          id: uuid(k),
          at: minute(when),
        };
      });
      let stock = 100;
      let least = stock;
      let isCovered = false;
      for (const { minute: when, amount, isCount } of entries.toSorted(byMinute)) {
        stock = isCount ? amount : stock - amount;
        if (when <= at) least = stock;
        else {
          isCovered ||= isCount;
          if (!isCovered) least = Math.min(least, stock);
        }
      }
      const wanted = { quantity: kg(String(n + 1)), batchId: "batch-2", charge };
      const lot = stateOf(materialLot, [whole, released, ...told]);
      const act = decided(drawMaterial, wanted, lot, { occurredAt: minute(at) });
      expect("refused" in act).toBe(n + 1 > least);
    }),
  );
});

const byMinute = (one: { minute: number }, other: { minute: number }) => one.minute - other.minute;

describe("what is said to have gone before something came out of it, or was found in it", () => {
  const part = { materialLotId: "part", identifiers: [], containerIds: ["drum-1"] };
  const early = { occurredAt: minute(3) };
  const late = { occurredAt: minute(9) };
  const reason = { code: "found", text: "The paper came today, from the store." };

  test("a drum that was counted, or drawn from, since does not leave before", () => {
    const splitAt = (past: readonly Past[], when: typeof early) =>
      decided(splitMaterialLot, { into: [part] }, stateOf(materialLot, past), when);
    for (const since of [counted("60", minute(5), "drum-1"), { ...drawn, at: minute(5) }]) {
      given(received, released, since)
        .when(splitMaterialLot, { into: [part] }, early)
        .thenRefused("CONTAINER_UNKNOWN");
      expect(splitAt([received, released, since], late)).toHaveLength(1);
    }
    // What was found in another says nothing of it.
    const other = [received, released, counted("40", minute(5), "drum-2")];
    expect(splitAt(other, early)).toHaveLength(1);
  });
  test("what was drawn since was not destroyed before; what was only found missing was", () => {
    const burning = { method: "incinerated" };
    given(received, released, { ...drawn, at: minute(5) })
      .when(destroyMaterialLot, burning, { ...early, reason })
      .thenRefused("QUANTITY_NOT_AVAILABLE");
    given(received, released, { ...drawn, at: minute(5) })
      .when(destroyMaterialLot, burning, { ...late, reason })
      .then({ type: "MaterialLotDestroyed", data: { ...burning, quantity: kg("75") } });
    given(received, released, counted("10", minute(5)))
      .when(destroyMaterialLot, burning, { ...early, reason })
      .then({ type: "MaterialLotDestroyed", data: { ...burning, quantity: kg("100") } });
  });
});

test("thousands that are told newest first are worked out once, in their order", () => {
  const count = 3_000;
  const at = (n: number) => new Date(Date.UTC(2026, 10, 20) + n * 1_000).toISOString();
  let onHand = opening(kg("100000"), []);
  const began = onHand;
  let worked = 0;
  for (let n = count; n > 0; n -= 1) {
    const delta = {
      unitOfMeasure: "kg",
      get value() {
        worked += 1;
        return "-1";
      },
    };
    const what = { kind: "changed", delta, containerId: undefined } as const;
    onHand = told(onHand, whenNext(onHand, at(n)), what);
  }
  expect(worked).toBe(0);
  expect(stockNow(onHand).total).toEqual(kg(`${100_000 - count}`));
  const once = worked;
  expect(stockAt(onHand, at(1)).total).toEqual(kg("99999"));
  expect(stockNow(onHand).total).toEqual(kg(`${100_000 - count}`));
  expect(worked).toBe(once);
  expect(once).toBeLessThan(count * 20);
  expect(stockNow(began).total).toEqual(kg("100000"));
});
