// Whatever is told of a lot, true or not, against a few lines that share nothing with the code:
// what is known of it, what is not, and what counts found to be more or less.
import fc from "fast-check";
import { expect, test } from "vitest";
import { charge, kg, receipt } from "../../domain/material-lot/examples.ts";
import { type Past, uuid } from "../../given.ts";
import { there } from "./both.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 8, n)).toISOString();
const container = fc.constantFrom("c1", "c2", "c3");
const amount = fc.integer({ min: 1, max: 40 });
const orUnknown = fc.option(amount, { freq: 4 });
const step = fc.record({
  act: fc.constantFrom(
    ...(["draw", "correct", "void", "surplus", "scrap", "destroy"] as const),
    ...(["count", "adjust", "split", "toSupplier"] as const),
  ),
  amount: orUnknown,
  of: fc.option(container, { freq: 3 }),
  whole: fc.uniqueArray(container, { maxLength: 2 }),
  /** Of each of those. */
  inEach: orUnknown,
  minute: fc.nat(9),
  which: fc.nat(9),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
const opened = fc.record({
  total: orUnknown,
  each: fc.array(orUnknown, { maxLength: 3 }),
});

/** Null: not known. */
type Known = number | null;
type Act =
  | { readonly of: string | null; readonly more: Known }
  | { readonly of: string | null; readonly found: number }
  | { readonly whole: readonly string[]; readonly said: Known }
  | { readonly burnt: Known };

const plus = (...all: readonly Known[]): Known =>
  all.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
const minus = (one: Known, other: Known): Known => plus(one, other === null ? null : -other);

/** By hand, in the order in which it happened. */
function reference(
  total: Known,
  each: readonly (readonly [string, Known])[],
  acts: readonly Act[],
) {
  const there = new Map(each);
  let all = total;
  const inEach = () => (there.size === 0 ? null : plus(...there.values()));
  const settle = () => {
    all ??= inEach();
    if (there.size === 1) for (const [id, inside] of there) there.set(id, inside ?? all);
  };
  const nobodyKnows = () => {
    for (const id of there.keys()) there.set(id, null);
  };
  settle();
  for (const act of acts) {
    if ("burnt" in act) {
      all = all !== null && all >= 0 ? 0 : minus(all, act.burnt);
      there.clear();
    } else if ("whole" in act) {
      const held = plus(...act.whole.map((id) => there.get(id) ?? null));
      all = minus(all, held ?? act.said);
      for (const id of act.whole) there.delete(id);
    } else if ("more" in act) {
      all = plus(all, act.more);
      const inside = act.of === null ? undefined : there.get(act.of);
      if (act.of === null || inside === undefined) nobodyKnows();
      else there.set(act.of, plus(inside, act.more));
    } else if (act.of === null) {
      if (all !== act.found) nobodyKnows();
      all = act.found;
    } else {
      const booked = there.get(act.of);
      there.set(act.of, act.found);
      const isLess = [...there.values()].reduce<number>((sum, one) => sum + (one ?? 0), 0);
      if (all !== null && typeof booked === "number") all += act.found - booked;
      else if (inEach() !== null) all = inEach();
      else if (booked === undefined || (all !== null && isLess > all)) all = null;
    }
    settle();
  }
  return { total: all, containers: Object.fromEntries(there) };
}

class Told {
  readonly past: Past[] = [];
  readonly #acts: { minute: number; n: number; act: Act | undefined }[] = [];
  readonly #draws: { n: number; of: string | null; entry: { act: Act | undefined } }[] = [];

  get acts(): readonly Act[] {
    return this.#acts
      .toSorted((one, other) => one.minute - other.minute || one.n - other.n)
      .flatMap(({ act }) => act ?? []);
  }

  tell({ act, amount: said, of, whole, inEach, minute: at, which }: Step, n: number): void {
    const quantity = said === null ? {} : { quantity: kg(String(said)) };
    const where = of === null ? {} : { containerId: of };
    const event = (type: string, data: object, more: object = {}) =>
      this.past.push({ type, data, at: minute(at), ...more });
    const happens = (what: Act) => {
      const entry = { minute: at, n, act: what as Act | undefined };
      this.#acts.push(entry);
      return entry;
    };
    const draw = this.#draws[which % Math.max(1, this.#draws.length)];
    const back = { drawnEventId: uuid(draw?.n ?? 0), batchId: "b", exceedsDraw: false };
    switch (act) {
      case "draw": {
        const how = { batchId: "b", charge, purpose: "charge", observed: true, flags: [] };
        event("MaterialDrawn", { ...how, ...quantity, ...where }, { id: uuid(n) });
        this.#draws.push({ n, of, entry: happens({ of, more: minus(0, said) }) });
        return;
      }
      case "correct": {
        if (!draw || said === null) return;
        const data = { correctsEventId: uuid(draw.n), batchId: "b", ...quantity };
        event("MaterialDrawCorrected", data, { before: { quantity: null } });
        if (draw.entry.act) draw.entry.act = { of: draw.of, more: -said };
        return;
      }
      case "void":
        if (!draw) return;
        event("MaterialReturned", { ...back, reason: "notConsumed" });
        draw.entry.act = undefined;
        return;
      case "surplus":
        if (!draw) return;
        event("MaterialReturned", { ...back, ...quantity, ...where, reason: "surplus" });
        // After a voided draw nothing says where it came from.
        happens({ of: of ?? (draw.entry.act ? draw.of : null), more: said });
        return;
      case "scrap":
        event("MaterialScrapped", { ...quantity, ...where, cause: "spilt", flags: [] });
        happens({ of, more: minus(0, said) });
        return;
      case "count":
      case "adjust": {
        if (said === null) return;
        const type = act === "count" ? "MaterialCounted" : "QuantityAdjusted";
        event(
          type,
          { ...quantity, ...where },
          act === "adjust" ? { before: { quantity: null } } : {},
        );
        happens({ of, found: said });
        return;
      }
      case "split": {
        const each = inEach === null ? {} : { quantity: kg(String(inEach)) };
        const containers = whole.map((containerId) => ({ containerId, ...each }));
        const part = { materialLotId: `part${n}`, identifiers: [], ...quantity, containers };
        event("MaterialLotSplit", { into: [part] });
        const packed = inEach === null ? null : inEach * whole.length;
        const loose = whole.length === 0 ? said : minus(said, packed);
        const isMore = loose !== null && loose > 0;
        if (whole.length > 0) happens({ whole, said: isMore ? packed : (said ?? packed) });
        if (whole.length === 0 || isMore) happens({ of: null, more: minus(0, loose) });
        return;
      }
      case "toSupplier": {
        const to = { supplier: receipt.supplier, returnNumber: `R${n}`, flags: [] };
        event("MaterialReturnedToSupplier", { ...to, ...quantity, containerIds: whole });
        happens(whole.length > 0 ? { whole, said } : { of: null, more: minus(0, said) });
        return;
      }
      case "destroy":
        event("MaterialLotDestroyed", { ...quantity, method: "burnt" });
        happens({ burnt: said });
        return;
      default:
        act satisfies never;
    }
  }
}

test("law: what is known follows from the order in which it happened", () => {
  fc.assert(
    fc.property(opened, fc.array(step, { maxLength: 16 }), ({ total, each }, steps) => {
      const told = new Told();
      for (const [n, one] of steps.entries()) told.tell(one, n);
      const { quantity: _, ...rest } = receipt;
      const containers = each.map((one, n) => ({
        containerId: `c${n + 1}`,
        ...(one !== null && { quantity: kg(String(one)) }),
      }));
      const whole = total === null ? {} : { quantity: kg(String(total)) };
      const data = { ...rest, ...whole, containers };
      const past: Past[] = [{ type: "MaterialLotReceived", data, at: minute(0) }, ...told.past];
      const expected = reference(
        total,
        each.map((one, n) => [`c${n + 1}`, one] as const),
        told.acts,
      );
      const text = (known: Known) => (known === null ? undefined : String(known));
      expect(there(past)).toEqual({
        total: text(expected.total),
        containers: Object.fromEntries(
          Object.entries(expected.containers).map(([id, inside]) => [id, text(inside)]),
        ),
      });
    }),
    { numRuns: 2_000 },
  );
});
