// A count is what there was at its time, whenever the rest is entered, corrected or taken back.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import {
  after,
  containersOf,
  type Happening,
  stockOf,
} from "../../../src/domain/material-lot/stock.ts";
import { countMaterial } from "../../../src/domain/material-lot/upkeep/commands.ts";
import { drawMaterial } from "../../../src/domain/material-lot/use/commands.ts";
import { given, type Past, stateOf, uuid } from "../../given.ts";
import { charge, drawId, drawn, kg, receipt, received, released } from "./examples.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 8, n)).toISOString();
const counted = (value: string, at: string, containerId?: string): Past => ({
  type: "MaterialCounted",
  data: { quantity: kg(value), ...(containerId !== undefined && { containerId }) },
  at,
});
const correctedTo = (value: string, at: string): Past => ({
  type: "MaterialDrawCorrected",
  data: { correctsEventId: drawId, quantity: kg(value), batchId: "batch-1" },
  before: { quantity: kg("25") },
  at,
});
const back = (reason: "notConsumed" | "surplus", at: string): Past => ({
  type: "MaterialReturned",
  data: {
    drawnEventId: drawId,
    quantity: kg("25"),
    reason,
    batchId: "batch-1",
    exceedsDraw: false,
  },
  at,
});
const onHand = (...past: readonly Past[]) => {
  const state = stateOf(materialLot, past);
  if (state.status === "unknown") throw new Error("unknown");
  const stock = stockNow(state.onHand);
  const [total, containers] = [stock.total, containersOf(stock)];
  return { total, drum: containers.get("drum-1") };
};

test.each([undefined, kg("99999")])("20,000 containers are counted one by one, of %j", (whole) => {
  const containers = Array.from({ length: 20_000 }, (_, n) => ({ containerId: `drum-${n}` }));
  const found = ({ containerId }: (typeof containers)[number]): Happening => ({
    kind: "found",
    quantity: kg("2"),
    containerId,
  });
  const but = containers.slice(1).map(found).reduce(after, stockOf(whole, containers));
  expect([but.total, but.inside.get("drum-0")]).toEqual([whole, undefined]);
  // Counted again it has less, and nothing was taken.
  const again = after(but, { kind: "found", quantity: kg("1.5"), containerId: "drum-7" });
  expect(again.total).toEqual(whole && kg("99998.5"));
  expect(after(again, found({ containerId: "drum-0" })).total).toEqual(kg("39999.5"));
});

describe("what happened before a count", () => {
  const before = [received, { ...drawn, at: minute(1) }];
  const count = counted("70", minute(5));

  test("is corrected, and what was found stands", () => {
    expect(onHand(...before, count, correctedTo("30", minute(9))).total).toEqual(kg("70"));
    expect(onHand(...before, correctedTo("30", minute(9)), count).total).toEqual(kg("70"));
    expect(onHand(...before, correctedTo("30", minute(9))).total).toEqual(kg("70"));
  });
  test("is taken back, and what was found stands", () => {
    expect(onHand(...before, count, back("notConsumed", minute(9))).total).toEqual(kg("70"));
    // What came back later is there besides.
    expect(onHand(...before, count, back("surplus", minute(9))).total).toEqual(kg("95"));
  });
  test("is entered late, and what was found stands", () => {
    expect(onHand(received, count, { ...drawn, at: minute(1) }).total).toEqual(kg("70"));
    expect(onHand(received, count, { ...drawn, at: minute(9) }).total).toEqual(kg("45"));
  });
  test("was counted itself, and told last", () => {
    expect(onHand(received, counted("70", minute(5)), counted("90", minute(2))).total).toEqual(
      kg("70"),
    );
  });
  test("and a count that is told late adds what happened since", () => {
    expect(onHand(received, { ...drawn, at: minute(7) }, count).total).toEqual(kg("45"));
  });
  test("of one container says nothing of the others", () => {
    const drum = counted("30", minute(5), "drum-1");
    expect(onHand(...before, drum, correctedTo("30", minute(9)))).toEqual({
      total: kg("70"),
      drum: kg("30"),
    });
    const other = counted("39", minute(5), "drum-2");
    expect(onHand(...before, other, correctedTo("30", minute(9)))).toEqual({
      total: kg("69"),
      drum: kg("30"),
    });
  });
});

describe("a count of before a whole container left, told after", () => {
  const drum = { materialLotId: "part", identifiers: [], containers: [{ containerId: "drum-1" }] };
  const left: [string, Past][] = [
    ["split off", { type: "MaterialLotSplit", data: { into: [{ ...drum, quantity: kg("60") }] } }],
    [
      "returned",
      {
        type: "MaterialReturnedToSupplier",
        data: {
          quantity: kg("60"),
          containerIds: ["drum-1"],
          supplier: receipt.supplier,
          returnNumber: "RT-1",
          flags: [],
        },
      },
    ],
  ];
  test.each(left)("%s: what left is not there", (_, event) => {
    const past: Past[] = [received, { ...event, at: minute(7) }, counted("99", minute(5))];
    expect(onHand(...past)).toEqual({ total: kg("39"), drum: undefined });
    expect(onHand(...past, counted("38", minute(9))).total).toEqual(kg("38"));
  });
});

test("what was found is there to be drawn, and is what the next count was booked at", () => {
  const past = [received, released, { ...drawn, at: minute(1) }, counted("70", minute(5))];
  const after = [...past, correctedTo("60", minute(9))];
  const now = { occurredAt: minute(10) };
  const rest = { quantity: kg("70"), batchId: "batch-2", charge };
  given(...after)
    .when(drawMaterial, rest, now)
    .then({
      type: "MaterialDrawn",
      data: { ...rest, purpose: "charge", observed: false, flags: [] },
    });
  given(...after)
    .when(drawMaterial, { ...rest, quantity: kg("71") }, now)
    .thenRefused("QUANTITY_NOT_AVAILABLE");
  given(...after)
    .when(countMaterial, { quantity: kg("69") }, now)
    .then({ type: "MaterialCounted", data: { quantity: kg("69"), booked: kg("70") } });
});

const step = fc.record({
  act: fc.constantFrom("draw", "scrap", "count", "correct", "surplus", "notConsumed"),
  amount: fc.integer({ min: 1, max: 40 }),
  minute: fc.nat(9),
  which: fc.nat(9),
});

test("what there is follows from the order in which it happened", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const past: Past[] = [{ ...received, data: { ...receipt, containers: [] } }];
      const entries: { minute: number; n: number; delta?: number; found?: number }[] = [];
      const draws: { id: string; minute: number; n: number; amount: number }[] = [];
      for (const [n, { act, amount, minute: at, which }] of steps.entries()) {
        const quantity = kg(String(amount));
        const draw = draws[which % Math.max(1, draws.length)];
        const tell = (type: string, data: object, more: object = {}) =>
          past.push({ type, data, at: minute(at), ...more });
        if (act === "draw") {
          const { containerId: _, ...data } = drawn.data;
          tell("MaterialDrawn", { ...data, quantity }, { id: uuid(n) });
          draws.push({ id: uuid(n), minute: at, n, amount });
          entries.push({ minute: at, n, delta: -amount });
        } else if (act === "scrap") {
          tell("MaterialScrapped", { quantity, cause: "spilt", flags: [] });
          entries.push({ minute: at, n, delta: -amount });
        } else if (act === "count") {
          tell("MaterialCounted", { quantity });
          entries.push({ minute: at, n, found: amount });
        } else if (draw && act === "correct") {
          const data = { correctsEventId: draw.id, quantity, batchId: "batch-1" };
          tell("MaterialDrawCorrected", data, { before: { quantity: null } });
          entries.push({ ...draw, delta: draw.amount - amount });
          draw.amount = amount;
        } else if (draw) {
          const whole = { drawnEventId: draw.id, batchId: "batch-1", exceedsDraw: false };
          const came = act === "surplus" ? amount : draw.amount;
          tell("MaterialReturned", { ...whole, quantity: kg(String(came)), reason: act });
          const when = act === "surplus" ? { minute: at, n } : draw;
          entries.push({ minute: when.minute, n: when.n, delta: came });
          if (act === "notConsumed") draws.splice(draws.indexOf(draw), 1);
        }
      }
      const stock = entries
        .toSorted((one, other) => one.minute - other.minute || one.n - other.n)
        .reduce((all, { delta = 0, found }) => found ?? all + delta, 100);
      expect(onHand(...past).total).toEqual(kg(String(stock)));
    }),
  );
});
