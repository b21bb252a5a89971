// Shares and bounds of a bad lot: against a replay with plain maps, and by the laws they keep.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Edge } from "../../src/genealogy/edge.ts";
import { boundsOf } from "../../src/genealogy/share/bounds.ts";
import { type BadLot, type Mixing, sharesOf } from "../../src/genealogy/share/shares.ts";
import { viewOf } from "../../src/genealogy/view.ts";
import { historyOf, type Plant, plant } from "./flows.ts";
import { graphOf, type History, history, loadedGraph, node } from "./history.ts";
import { arrows, reached } from "./reference.ts";

const mixings = ["wellMixed", "firstInFirstOut"] as const;
const mixing = fc.constantFrom<Mixing>(...mixings);
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);

/** Parcels of amount and bad part in each lot; batches give by their part of all they will give. */
function naive({ total, flows, isBatch }: Plant, bad: number, mixed: Mixing): Map<number, number> {
  const lots = new Map<number, { amount: number; bad: number }[]>([[0, [{ amount: total, bad }]]]);
  const batches = new Map<number, number>();
  const toCome = Map.groupBy(flows, ({ source }) => source);
  const take = (lot: number, amount: number): number => {
    const parcels = lots.get(lot) ?? [];
    if (mixed === "wellMixed") {
      const all = sum(parcels.map((parcel) => parcel.amount));
      const part = Math.min(1, amount / all);
      const taken = part * sum(parcels.map((parcel) => parcel.bad));
      lots.set(
        lot,
        parcels.map((one) => ({ amount: one.amount * (1 - part), bad: one.bad * (1 - part) })),
      );
      return taken;
    }
    let [left, taken] = [amount, 0];
    for (const parcel of parcels) {
      const part = parcel.amount > 0 ? Math.min(1, left / parcel.amount) : 0;
      left -= parcel.amount * part;
      taken += parcel.bad * part;
      parcel.bad *= 1 - part;
      parcel.amount *= 1 - part;
    }
    return taken;
  };
  for (const { source, target, amount } of flows) {
    let moved = 0;
    if (isBatch(source)) {
      const still = toCome.get(source)!;
      moved = (batches.get(source) ?? 0) * (amount / sum(still.map((flow) => flow.amount)));
      batches.set(source, (batches.get(source) ?? 0) - moved);
      still.shift();
    } else if (source !== 98) moved = take(source, amount);
    if (isBatch(target)) batches.set(target, (batches.get(target) ?? 0) + moved);
    else lots.set(target, [...(lots.get(target) ?? []), { amount, bad: moved }]);
  }
  const held = new Map(batches);
  for (const [lot, parcels] of lots) held.set(lot, sum(parcels.map((parcel) => parcel.bad)));
  return held;
}

test("flows in order are shared as a replay with plain maps shares them", () => {
  fc.assert(
    fc.property(plant, fc.integer({ min: 1, max: 4 }), fc.nat(30), mixing, (...asked) => {
      const [made, quarters, sealed, mixed] = asked;
      const { total } = made;
      const bad = (total * quarters) / 4;
      const told = historyOf(made);
      const view = viewOf(graphOf(told, Math.min(sealed, told.asOf)));
      const { nodes, held } = sharesOf(view, { node: 0, bad, total }, mixed);
      const expected = naive(made, bad, mixed);
      const found = new Map([...nodes].map((at, n) => [at, held[n]!]));
      for (const [at, amount] of expected) expect(found.get(at) ?? 0).toBeCloseTo(amount, 9);
    }),
    { numRuns: 200 },
  );
});

test("shares of a lot sum to its bad amount, in any history and by any model", () => {
  fc.assert(
    fc.property(history, node, mixing, fc.option(fc.nat(9)), (told, seed, mixed, total) => {
      const lot = { node: seed, bad: 3, ...(total !== null && { total }) };
      const { nodes, held, received } = sharesOf(viewOf(graphOf(told, told.asOf >> 1)), lot, mixed);
      expect(sum(held)).toBeCloseTo(3, 6);
      expect(Math.min(...held, ...received)).toBeGreaterThanOrEqual(-1e-9);
      const material = { kinds: ["consume", "rework", "heel", "produce", "split", "merge"] };
      const scope = reached(arrows(told, material), [seed], "forward");
      expect(new Set(nodes)).toEqual(new Set([seed, ...scope]));
    }),
    { numRuns: 200 },
  );
});

test("what is certain has come, and no more is there than is possible", () => {
  fc.assert(
    fc.property(plant, fc.integer({ min: 1, max: 4 }), (made, quarters) => {
      const { total } = made;
      const lot = { node: 0, bad: (total * quarters) / 4, total };
      const view = viewOf(loadedGraph(historyOf(made)));
      const { certain, possible } = boundsOf(view, lot);
      for (const mixed of mixings) {
        const { nodes, held, received } = sharesOf(view, lot, mixed);
        for (let n = 0; n < nodes.length; n++) {
          expect(certain[n]!).toBeLessThanOrEqual(Math.min(lot.bad, received[n]!) + 1e-9);
          expect(held[n]!).toBeLessThanOrEqual(possible[n]! + 1e-9);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test("all that can have come is counted on, whatever the order of the flows", () => {
  fc.assert(
    fc.property(history, node, (told, seed) => {
      const bad = 20;
      const { nodes, possible } = boundsOf(viewOf(graphOf(told, told.asOf >> 1)), {
        node: seed,
        bad,
      });
      const most = new Map([...nodes].map((at, n) => [at, possible[n]!]));
      const came = new Map<number, number>();
      for (const { edge, voidAt } of told.told) {
        const isKnown = edge.position < told.asOf && voidAt >= told.asOf;
        if (!isKnown || edge.kind === "pack" || edge.kind === "ship") continue;
        const had = most.get(edge.source) ?? 0;
        const moved = Math.min(had, edge.quantity ?? had);
        came.set(edge.target, (came.get(edge.target) ?? 0) + moved);
      }
      for (const [at, amount] of came) {
        expect(most.get(at) ?? 0).toBeGreaterThanOrEqual(Math.min(bad, amount) - 1e-9);
      }
    }),
    { numRuns: 500 },
  );
});

const edge = (source: number, target: number, kind: Edge["kind"], more: Partial<Edge>): Edge => ({
  ...{ source, target, kind, unit: 1, position: 0, from: 0, timeBasis: "observed", ...more },
});
const told = (...edges: Edge[]): History => ({
  told: edges.map((one, position) => ({
    edge: { ...one, position, to: one.to ?? one.from },
    voidAt: Number.POSITIVE_INFINITY,
  })),
  nodes: 10,
  asOf: edges.length,
});
const heldBy = (story: History, lot: BadLot, mixed: Mixing = "wellMixed") => {
  const { nodes, held } = sharesOf(viewOf(loadedGraph(story)), lot, mixed);
  return Object.fromEntries([...nodes].map((at, n) => [at, held[n]!]));
};

test("a charge that is backflushed after the product has its part in it; observed, none", () => {
  const late = { from: 9, quantity: 4 };
  const story = (timeBasis: Edge["timeBasis"]) =>
    told(
      edge(1, 2, "produce", { from: 3, quantity: 10 }),
      edge(0, 1, "consume", { ...late, timeBasis }),
    );
  const lot = { node: 0, bad: 4, total: 4 };
  expect(heldBy(story("backflushed"), lot)).toMatchObject({ 1: 0, 2: 4 });
  expect(heldBy(story("observed"), lot)).toMatchObject({ 1: 4 });
});

test("a lot that was drawn before it was booked gives what it owed", () => {
  const story = told(
    edge(2, 3, "consume", { from: 2, quantity: 6 }),
    edge(1, 2, "produce", { from: 5, quantity: 8, timeBasis: "claimed" }),
    edge(0, 1, "consume", { from: 1, quantity: 4 }),
  );
  for (const mixed of mixings) {
    expect(heldBy(story, { node: 0, bad: 4, total: 4 }, mixed)).toMatchObject({ 2: 1, 3: 3 });
  }
});

test("what is not known is not shared out, but counted; the only product has all", () => {
  const story = told(
    edge(0, 1, "consume", { quantity: 2 }),
    edge(0, 3, "consume", {}),
    edge(1, 2, "produce", {}),
  );
  const lot = { node: 0, bad: 8, total: 8 };
  expect(heldBy(story, lot)).toEqual({ 0: 6, 1: 0, 2: 2, 3: 0 });
  expect(sharesOf(viewOf(loadedGraph(story)), lot, "wellMixed").unknown).toBe(1);
  const { nodes, certain, possible } = boundsOf(viewOf(loadedGraph(story)), lot);
  const at = (numbers: Float64Array) =>
    Object.fromEntries([...nodes].map((n, i) => [n, numbers[i]]));
  expect(at(certain)).toEqual({ 0: 8, 1: 2, 2: 2, 3: 0 });
  expect(at(possible)).toEqual({ 0: 8, 1: 2, 2: 2, 3: 8 });
});

test("what is drawn between two arrivals may hold of both", () => {
  const story = told(
    edge(0, 1, "split", { quantity: 50 }),
    edge(0, 2, "split", { quantity: 10 }),
    edge(2, 3, "split", { quantity: 100 }),
    edge(1, 2, "merge", { quantity: 50 }),
  );
  const { nodes, possible } = boundsOf(viewOf(loadedGraph(story)), { node: 0, bad: 70 });
  expect(Object.fromEntries([...nodes].map((n, i) => [n, possible[i]]))).toMatchObject({ 3: 60 });
});

test("kilograms do not divide a lot of litres", () => {
  const story = told(
    edge(0, 1, "split", { quantity: 2, unit: 1 }),
    edge(0, 2, "split", { quantity: 2000, unit: 2 }),
  );
  expect(heldBy(story, { node: 0, bad: 4, total: 4 })).toEqual({ 0: 2, 1: 2, 2: 0 });
});
