// Of a lot in containers: what there is follows from what happened, in whatever order it is told.
// The lot itself and the books of the read models say the same of it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { booksOf } from "../../../src/projections/books/books.ts";
import { signed, sum } from "../../../src/projections/books/sum.ts";
import { charge, kg, receipt } from "../../domain/material-lot/examples.ts";
import { type Past, uuid } from "../../given.ts";
import { rowsOf, type There, there } from "./both.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 8, n)).toISOString();
const ids = ["c1", "c2", "c3"];

const step = fc.record({
  act: fc.constantFrom(
    ...(["draw", "draw", "misread", "void", "surplus", "scrap"] as const),
    ...(["count", "countOne", "split", "toSupplier"] as const),
  ),
  amount: fc.integer({ min: 1, max: 40 }),
  isKnown: fc.boolean(),
  isNamed: fc.boolean(),
  container: fc.nat(2),
  /** Told so many steps late. */
  late: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 })),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
const history = fc.record({
  containers: fc.array(fc.boolean(), { maxLength: 3 }),
  isKnown: fc.boolean(),
  steps: fc.array(step, { maxLength: 14 }),
});

/** Absent where it is not said. */
const said = (is: boolean, amount: number) => (is ? { quantity: kg(String(amount)) } : {});

function receivedIn(containers: readonly boolean[], isKnown: boolean): Past {
  const { quantity: _, ...rest } = receipt;
  const each = containers.map((is, n) => ({ containerId: ids[n], ...said(is, 1_000) }));
  const whole = said(isKnown, 1_000 * Math.max(1, containers.length));
  return {
    type: "MaterialLotReceived",
    data: { ...rest, ...whole, containers: each },
    at: minute(0),
  };
}

/** A world in which each knows what really happened, and tells of it what it was told to. */
class World {
  /** What is really in each; where there are no containers, in the lot. */
  readonly inside = new Map<string, number>();
  readonly #told: { readonly when: number; readonly past: Past }[] = [];
  readonly #hasContainers: boolean;
  readonly #received: Past;

  constructor(containers: readonly boolean[], isKnown: boolean) {
    this.#hasContainers = containers.length > 0;
    this.#received = receivedIn(containers, isKnown);
    for (const n of this.#hasContainers ? containers.keys() : [0]) {
      this.inside.set(ids[n] ?? "", 1_000);
    }
  }

  get past(): readonly Past[] {
    const inOrder = this.#told.toSorted((one, other) => one.when - other.when);
    return [this.#received, ...inOrder.map(({ past }) => past)];
  }

  get truth(): There {
    const each = [...this.inside].map(([id, inside]) => [id, String(inside)]);
    const total = [...this.inside.values()].reduce((all, one) => all + one, 0);
    return {
      total: String(total),
      containers: this.#hasContainers ? Object.fromEntries(each) : {},
    };
  }

  do({ act, amount, isKnown, isNamed, container, late }: Step, n: number): void {
    const here = [...this.inside.keys()];
    const id = here[container % here.length];
    if (id === undefined) return;
    const at = minute(n + 1);
    const tell = (type: string, data: object, more: object = {}, after = 0) =>
      this.#told.push({ when: n + late + after, past: { type, data, at, ...more } });
    const quantity = said(isKnown, amount);
    const where = this.#hasContainers && isNamed ? { containerId: id } : {};
    const inside = this.inside.get(id) ?? 0;
    const draw = (of: object) => {
      const what = { batchId: "b", charge, purpose: "charge", observed: true, flags: [] };
      tell("MaterialDrawn", { ...what, ...where, ...of }, { id: uuid(n) });
    };
    const total = () => [...this.inside.values()].reduce((all, one) => all + one, 0);
    const back = { drawnEventId: uuid(n), batchId: "b", exceedsDraw: false };
    switch (act) {
      case "draw":
        draw(quantity);
        this.inside.set(id, inside - amount);
        return;
      case "misread": {
        draw(said(isKnown, amount + 7));
        const data = { correctsEventId: uuid(n), quantity: kg(String(amount)), batchId: "b" };
        tell("MaterialDrawCorrected", data, { before: { quantity: null } }, 0.5);
        this.inside.set(id, inside - amount);
        return;
      }
      case "void":
        draw(quantity);
        tell("MaterialReturned", { ...back, ...quantity, reason: "notConsumed" }, {}, 0.5);
        return;
      case "surplus": {
        draw(said(true, amount + 3));
        tell("MaterialReturned", { ...back, ...said(true, 3), reason: "surplus" }, {}, 0.5);
        this.inside.set(id, inside - amount);
        return;
      }
      case "scrap":
        tell("MaterialScrapped", { ...quantity, ...where, cause: "spilt", flags: [] });
        this.inside.set(id, inside - amount);
        return;
      case "count":
        tell("MaterialCounted", said(true, total()));
        return;
      case "countOne":
        if (!this.#hasContainers) return;
        tell("MaterialCounted", { ...said(true, inside), containerId: id });
        return;
      case "split":
      case "toSupplier": {
        const whole = this.#hasContainers && isNamed;
        const gone = said(isKnown, whole ? inside : amount);
        if (act === "split") {
          const containers = whole ? [{ containerId: id, ...gone }] : [];
          const part = { materialLotId: `part${n}`, identifiers: [], ...gone, containers };
          tell("MaterialLotSplit", { into: [part] });
        } else {
          const to = { supplier: receipt.supplier, returnNumber: `R${n}`, flags: [] };
          tell("MaterialReturnedToSupplier", { ...to, ...gone, containerIds: whole ? [id] : [] });
        }
        if (whole) this.inside.delete(id);
        else this.inside.set(id, inside - amount);
        return;
      }
      default:
        act satisfies never;
    }
  }
}

test("law: what is known is what there really is, where what is said is true", () => {
  fc.assert(
    fc.property(history, ({ containers, isKnown, steps }) => {
      const world = new World(containers, isKnown);
      for (const [n, one] of steps.entries()) world.do(one, n);
      const { total, containers: each } = there(world.past);
      const { truth } = world;
      expect(Object.keys(each).toSorted()).toEqual(Object.keys(truth.containers).toSorted());
      // Of what all has left nobody can count what is left.
      if (total !== undefined) expect(total).toBe(truth.total);
      for (const [id, inside] of Object.entries(each)) {
        if (inside !== undefined) expect(inside).toBe(truth.containers[id]);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("law: where all is said, all is known", () => {
  fc.assert(
    fc.property(history, ({ containers, steps }) => {
      const world = new World(
        containers.map(() => true),
        true,
      );
      const open = (one: Step) => ({ ...one, isKnown: true, isNamed: true });
      for (const [n, one] of steps.entries()) world.do(open(one), n);
      expect(there(world.past)).toEqual(world.truth);
      const { movements, stock } = booksOf(rowsOf(world.past), "kg");
      expect(sum(movements.map(signed), "kg")).toEqual(stock);
    }),
    { numRuns: 300 },
  );
});
