// A small plant in order: lots with stock, batches that take and give, splits, heels, rework
// loops. No lot gives more than it has; all times are observed and rise.
import fc from "fast-check";
import type { Edge } from "../../src/genealogy/edge.ts";
import type { History } from "./history.ts";
import { distances } from "./reference.ts";

export interface Flow {
  readonly source: number;
  readonly target: number;
  readonly amount: number;
  readonly kind: Edge["kind"];
}
export interface Plant {
  readonly total: number;
  readonly flows: readonly Flow[];
  readonly isBatch: (node: number) => boolean;
}

/** Lots are even, batches odd; 0 is the bad lot, and what is received comes from outside. */
const outside = 98;
const isBatch = (node: number) => node % 2 === 1;
const step = fc.record({
  act: fc.constantFrom(
    "charge",
    "charge",
    "produce",
    "produce",
    "rework",
    "split",
    "heel",
    "receive",
  ),
  lot: fc.nat(20),
  other: fc.nat(20),
  quarters: fc.integer({ min: 1, max: 4 }),
  amount: fc.integer({ min: 1, max: 9 }),
});

export const plant: fc.Arbitrary<Plant> = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.array(step, { maxLength: 30 }))
  .map(([total, steps]) => {
    const stock = new Map([[0, total]]);
    const batches = new Set<number>();
    const flows: Flow[] = [];
    let nextLot = 2;
    const newLot = (amount: number) => {
      stock.set(nextLot, amount);
      nextLot += 2;
      return nextLot - 2;
    };
    const lotAt = (n: number) => [...stock.keys()][n % stock.size]!;
    const give = (source: number, target: number, amount: number, kind: Flow["kind"]) => {
      if (amount <= 0) return;
      if (stock.has(source)) stock.set(source, stock.get(source)! - amount);
      flows.push({ source, target, amount, kind });
    };
    for (const { act, lot, other, quarters, amount } of steps) {
      const from = lotAt(lot);
      const part = (stock.get(from)! * quarters) / 4;
      const batch = 2 * (other % 3) + 1;
      if (act === "receive") give(outside, newLot(amount), amount, "merge");
      if (act === "charge" && part > 0) {
        batches.add(batch);
        give(from, batch, part, lot % 2 === 0 ? "consume" : "rework");
      }
      if (act === "produce" && batches.has(batch)) give(batch, newLot(amount), amount, "produce");
      if (act === "split" && part > 0) give(from, newLot(part), part, "split");
      const into = act === "heel" || act === "rework" ? lotAt(other) : from;
      if (act === "heel" && into !== from && part > 0) {
        give(from, into, part, "heel");
        stock.set(into, stock.get(into)! + part);
      }
      if (act === "rework" && batches.has(batch)) {
        give(batch, into, amount, "produce");
        stock.set(into, stock.get(into)! + amount);
      }
    }
    return { total, flows, isBatch };
  })
  // What came to the bad lot from elsewhere is in its total already.
  .filter(({ flows }) => {
    const all = flows.map((flow, id) => ({ ...flow, id, from: 0, to: 0, observed: true }));
    const bad = distances(all, [0], "forward");
    return flows.every(({ source, target }) => target !== 0 || bad.has(source));
  });

export const historyOf = ({ flows }: Plant, more: Partial<Edge> = {}): History => ({
  told: flows.map(({ source, target, amount, kind }, n) => ({
    edge: {
      ...{ source, target, kind, quantity: amount, unit: 1 },
      ...{ position: n, from: n, to: n, timeBasis: "observed" as const, ...more },
    },
    voidAt: Number.POSITIVE_INFINITY,
  })),
  nodes: 100,
  asOf: flows.length + 1,
});
