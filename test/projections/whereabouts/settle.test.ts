// What is made of a lot is always the sum of where it is, whatever happened to it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { quantityOf } from "../../../src/projections/amount-row.ts";
import type { MovementRow } from "../../../src/projections/books/rows.ts";
import type { Holding } from "../../../src/projections/whereabouts/answer.ts";
import type { LotRows } from "../../../src/projections/whereabouts/rows.ts";
import { settle } from "../../../src/projections/whereabouts/settle.ts";

const accounts = ["made", "batch", "lot", "shipment", "sample", "scrap", "destroyed", "adjusted"];

const movement: fc.Arbitrary<Omit<MovementRow, "since" | "at">> = fc.record({
  containerId: fc.constantFrom(null, "c1", "c2"),
  wholeContainers: fc.constantFrom(null, null, ["c1"]),
  direction: fc.constantFrom("in", "out"),
  account: fc.constantFrom(...accounts),
  reference: fc.constantFrom("one", "two"),
  detail: fc.constantFrom(null, "why"),
  quantity: fc.nat(1_000).map(String),
  unitOfMeasure: fc.constantFrom("g", "kg"),
});

const around = {
  batches: new Map([["one", { batchNumber: "B1", completed: true, phases: [] }]]),
  shipments: new Map([
    [
      "two",
      {
        number: "S2",
        consignee: "Somebody",
        documents: [],
        isDonation: false,
        arrivedAt: 5,
      },
    ],
  ]),
  samples: new Map(),
  lots: new Map(),
};

const rowsOf = (movements: readonly Omit<MovementRow, "since" | "at">[]): LotRows => ({
  lotId: "l",
  lot: "l",
  material: "Starch",
  movements: movements.map((row, since) => ({
    ...row,
    since,
    at: since,
    ...(row.account === "made" && { direction: "in" as const }),
  })),
  containers: [],
  counts: [],
  places: [],
  packings: [],
  arrivals: [{ shipmentId: "two", quantity: "7", unitOfMeasure: "kg" }],
});

/** Exact, and by hand: kilograms here have no more than three decimals. */
function grams(quantity: Holding["quantity"]): bigint {
  const [whole = "", part = ""] = quantity?.value.split(".") ?? [];
  return BigInt(whole + part.padEnd(quantity?.unitOfMeasure === "kg" ? 3 : 0, "0"));
}

test("where it is adds up to what was made", () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 30 }), (movements) => {
      const rows = rowsOf(movements);
      const { lot } = settle(rows, around);
      const made = rows.movements.filter(({ account }) => account === "made");
      const sumOf = (all: readonly (Holding["quantity"] | undefined)[]) =>
        all.reduce((total, one) => total + grams(one), 0n);
      expect(lot.holdings.every(({ quantity }) => quantity)).toBe(true);
      expect(sumOf(lot.holdings.map(({ quantity }) => quantity))).toBe(sumOf(made.map(quantityOf)));
      expect(lot.difference).toBeUndefined();
    }),
  );
});

test("one amount that is not known makes nothing else up", () => {
  fc.assert(
    fc.property(fc.array(movement, { minLength: 1, maxLength: 20 }), fc.nat(), (movements, n) => {
      const blank = { quantity: null, unitOfMeasure: null };
      const at = n % movements.length;
      const rows = rowsOf(movements.map((row, of) => (of === at ? { ...row, ...blank } : row)));
      const { lot, lacks } = settle(rows, around);
      expect(lot.difference).toBeUndefined();
      // What was destroyed is what there was.
      fc.pre(rows.movements[at]?.account !== "destroyed");
      if (rows.movements[at]?.account === "made") {
        expect(lot.made).toBeUndefined();
        expect(lacks).toContain("LOT_QUANTITY_UNKNOWN");
      } else {
        expect(lot.holdings.some(({ quantity }) => quantity === undefined)).toBe(true);
        expect(lacks).toContain("QUANTITY_UNKNOWN");
      }
    }),
  );
});

test("units that do not convert are told, and nothing is added over them", () => {
  const of = (account: string, quantity: string, unitOfMeasure: string) => ({
    containerId: null,
    wholeContainers: null,
    direction: account === "made" ? ("in" as const) : ("out" as const),
    account,
    reference: null,
    detail: null,
    quantity,
    unitOfMeasure,
  });
  const made = rowsOf([of("made", "10", "kg"), of("scrap", "3", "{tablet}")]);
  const rows = { ...made, arrivals: [] };
  const { lot, lacks } = settle(rows, around);
  expect(lot.holdings).toEqual([
    { state: "inStock", places: [{}] },
    { state: "scrapped", quantity: { value: "3", unitOfMeasure: "{tablet}" } },
  ]);
  expect(lacks).toContain("UNIT_NOT_CONVERTIBLE");
});
