// Random lives of a lot against plain accounts that know nothing of tables: what was made is always
// where it went, and what is left of it is the same to the genealogy and to the whereabouts.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { whereaboutsOf } from "../../../src/projections/whereabouts/query.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { withDatabase } from "../../database-hook.ts";
import { consumed, corrected, issued, kg, received, voided } from "../genealogy/material.ts";
import { eventIdAt, type Happened, project, recordedAt, stored } from "../history.ts";
import { lot, of, shipment } from "./lot-for-test.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const acts = [
  ...(["consume", "consume", "amend", "void"] as const),
  ...(["charge", "charge", "surplus", "notConsumed", "correct", "sample", "scrap"] as const),
  ...(["split", "ship", "comeBack", "toSupplier", "count", "adjust", "destroy"] as const),
];
const step = fc.record({
  act: fc.constantFrom(...acts),
  amount: fc.integer({ min: 1, max: 40 }),
  /** In grams: another unit of the same dimension. */
  inGrams: fc.boolean(),
  which: fc.nat(9),
  /** Told so many minutes after it happened. */
  late: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 })),
});

const taken = (amount: number, inGrams: boolean) =>
  inGrams ? { value: String(amount * 1_000), unitOfMeasure: "g" } : kg(String(amount));

/** A minute that it happened in, and its place in the log. */
interface When {
  readonly minute: number;
  readonly position: number;
}
type Entry = When &
  ({ readonly account: string; readonly amount: number } | { readonly found: number });

interface Draw extends When {
  readonly batch: string;
  amount: number;
  isOpen: boolean;
  isEdge: boolean;
}

/** Amounts in kilograms. */
class Life {
  readonly happened: Happened[] = [
    received("a", { quantity: kg("100") }),
    issued("b0"),
    issued("b1"),
  ];
  readonly #entries: Entry[] = [];
  readonly #draws: Draw[] = [];
  /** Charged without a draw. */
  readonly #consumed: Draw[] = [];
  readonly #shipped: string[] = [];

  /** Batches in which something of it is. */
  get batches(): readonly string[] {
    const standing = [...this.#draws, ...this.#consumed].filter(({ isEdge }) => isEdge);
    return [...new Set(standing.map(({ batch }) => batch))].sort();
  }

  /** In the order in which it happened: a count is what there was, and the rest follows from it. */
  get outcome() {
    let [stock, adjusted] = [100, 0];
    const away = new Map<string, number>();
    const inOrder = this.#entries.toSorted(
      (one, other) => one.minute - other.minute || one.position - other.position,
    );
    for (const entry of inOrder) {
      if ("found" in entry) {
        adjusted += entry.found - stock;
        stock = entry.found;
        continue;
      }
      const { account, amount } = entry;
      const gone = account === "destroyed" && stock >= 0 ? stock : amount;
      stock -= gone;
      away.set(account, (away.get(account) ?? 0) + gone);
    }
    return { stock, adjusted, away };
  }

  do({
    act,
    amount,
    inGrams,
    which,
    late,
  }: typeof step extends fc.Arbitrary<infer One> ? One : never) {
    const quantity = taken(amount, inGrams);
    const flags: readonly string[] = [];
    const { length } = this.happened;
    const draw = this.#draws[which % Math.max(1, this.#draws.length)];
    const now = { minute: Math.max(0, length - late), position: length };
    const claimed = late > 0 && { occurredAt: recordedAt(now.minute) };
    const tell = (event: Happened) => this.happened.push({ ...event, ...claimed });
    const move = (account: string, amount: number, when: When = now) => {
      this.#entries.push({ minute: when.minute, position: when.position, account, amount });
    };
    switch (act) {
      case "charge": {
        const batch = `b${which % 2}`;
        const drawn = { purpose: "charge", observed: false, batchId: batch, quantity, flags };
        tell(lot("MaterialDrawn", drawn));
        tell(consumed(batch, "a", { quantity, drawnEventId: eventIdAt(length) }));
        this.#draws.push({ ...now, batch, amount, isOpen: true, isEdge: true });
        return move(`batch ${batch}`, amount);
      }
      case "consume": {
        const batch = `b${which % 2}`;
        tell(consumed(batch, "a", { quantity }));
        this.#consumed.push({ ...now, batch, amount, isOpen: true, isEdge: true });
        return move(`batch ${batch}`, amount);
      }
      case "amend":
      case "void": {
        const charge = this.#consumed[which % Math.max(1, this.#consumed.length)];
        if (!charge?.isOpen) return;
        const { batch, position } = charge;
        const stays = act === "amend" ? amount : 0;
        tell(
          act === "amend"
            ? corrected(batch, "a", position, quantity)
            : voided(batch, "a", position),
        );
        move(`batch ${batch}`, stays - charge.amount, charge);
        Object.assign(charge, { amount: stays, isOpen: act === "amend", isEdge: act === "amend" });
        return;
      }
      case "surplus":
      case "notConsumed": {
        if (!draw?.isOpen) return;
        // More may come back than was drawn.
        const back = act === "surplus" ? amount : draw.amount;
        if (act === "notConsumed") draw.isOpen = false;
        tell(
          lot("MaterialReturned", {
            drawnEventId: eventIdAt(draw.position),
            quantity: taken(back, inGrams),
            reason: act,
            batchId: draw.batch,
            exceedsDraw: back > draw.amount,
          }),
        );
        // What the batch never took had not left.
        return move(`batch ${draw.batch}`, -back, act === "surplus" ? now : draw);
      }
      case "correct":
        if (!draw?.isOpen) return;
        tell(
          lot(
            "MaterialDrawCorrected",
            { correctsEventId: eventIdAt(draw.position), quantity, batchId: draw.batch },
            { before: { quantity: null } },
          ),
        );
        move(`batch ${draw.batch}`, amount - draw.amount, draw);
        draw.amount = amount;
        return;
      case "sample":
        tell(lot("MaterialSampled", { sampleNumber: `Q${length}`, quantity, flags }));
        return move(`sample Q${length}`, amount);
      case "scrap":
        tell(lot("MaterialScrapped", { cause: `C${which % 2}`, quantity, flags }));
        return move(`scrap C${which % 2}`, amount);
      case "split":
        tell(
          lot("MaterialLotSplit", {
            into: [{ materialLotId: `part${length}`, identifiers: [], quantity, containers: [] }],
          }),
        );
        return move(`lot part${length}`, amount);
      case "ship":
        tell(
          of(`shipment-s${length}`, "ShipmentDispatched", {
            ...shipment,
            logisticUnitIds: [],
            lines: [{ materialLotId: "a", quantity }],
          }),
        );
        this.#shipped.push(`s${length}`);
        return move(`shipment s${length}`, amount);
      case "comeBack": {
        const id = this.#shipped[which % Math.max(1, this.#shipped.length)];
        if (!id) return;
        const lines = [{ materialLotId: "a", quantity }];
        const back = { returnNumber: `R${length}`, discrepancies: [], lines };
        tell(of(`shipment-${id}`, "ShipmentReturned", back));
        return move(`shipment ${id}`, -amount);
      }
      case "toSupplier":
        tell(
          lot("MaterialReturnedToSupplier", {
            quantity,
            containerIds: [],
            supplier: { partyId: "p", name: "Mill" },
            returnNumber: `T${length}`,
            flags,
          }),
        );
        return move(`supplier T${length}`, amount);
      case "count":
      case "adjust": {
        // Whatever the lot's own stream had booked.
        const booked = kg(String(which));
        const found = { quantity, ...(act === "count" && { booked }) };
        const type = act === "count" ? "MaterialCounted" : "QuantityAdjusted";
        tell(lot(type, found, act === "adjust" ? { before: { quantity: booked } } : {}));
        this.#entries.push({ ...now, found: amount });
        return;
      }
      case "destroy": {
        const { stock } = this.outcome;
        if (stock <= 0) return;
        tell(lot("MaterialLotDestroyed", { quantity: kg(String(stock)), method: "Burnt" }));
        return move("destroyed", stock);
      }
      default:
        return act satisfies never;
    }
  }
}

const comesBack = /^(batch|shipment) /;

const kilograms = ({ value, unitOfMeasure }: { value: string; unitOfMeasure: string }): number =>
  unitOfMeasure === "g" ? Number(value) / 1_000 : Number(value);

test("what was made is where it went, whatever came back, was found, or was burnt", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: 1, max: 9 }),
      async (acts, chunk) => {
        const life = new Life();
        for (const one of acts) life.do(one);
        const { stock, adjusted, away } = life.outcome;
        const events = stored(eventTypes, life.happened);
        await project(database, whereabouts, eventTypes, events, chunk);
        await project(database, genealogy, eventTypes, events, chunk);
        const asOf = events.length;
        const { lots } = await whereaboutsOf(database.kysely, {
          from: "lot:a",
          lotIds: ["a"],
          asOf,
        });
        const [own] = lots;
        expect(own?.difference).toBeUndefined();
        const amounts = (states: readonly string[]) =>
          (own?.holdings ?? [])
            .filter(({ state }) => states.includes(state))
            .reduce((total, { quantity }) => total + kilograms(quantity ?? kg("NaN")), 0);
        expect(amounts((own?.holdings ?? []).map(({ state }) => state))).toBeCloseTo(100, 6);
        expect(amounts(["inStock", "overdrawn"])).toBeCloseTo(stock, 6);
        expect(amounts(["adjusted"])).toBeCloseTo(-adjusted, 6);
        const more = [...away].filter(([name, one]) => comesBack.test(name) && one < 0);
        expect(amounts(["moreReturned"])).toBeCloseTo(
          more.reduce((all, [, one]) => all + one, 0),
          6,
        );
        const sumOf = (prefix: string) =>
          [...away].reduce(
            (all, [name, one]) =>
              all + (name.startsWith(prefix) && !more.some(([of]) => of === name) ? one : 0),
            0,
          );
        expect(amounts(["inProcess"])).toBeCloseTo(sumOf("batch"), 6);
        expect(amounts(["sampled"])).toBeCloseTo(sumOf("sample"), 6);
        expect(amounts(["scrapped"])).toBeCloseTo(sumOf("scrap"), 6);
        expect(amounts(["otherLot"])).toBeCloseTo(sumOf("lot"), 6);
        expect(amounts(["inTransit"])).toBeCloseTo(sumOf("shipment"), 6);
        expect(amounts(["returnedToSupplier"])).toBeCloseTo(sumOf("supplier"), 6);
        expect(amounts(["destroyed"])).toBeCloseTo(sumOf("destroyed"), 6);
        const query = { from: "lot:a", direction: "forward", at: recordedAt(9_999) } as const;
        const answer = await trace(database.kysely, query);
        if (answer.found !== "one") throw new Error(answer.found);
        const into = answer.trace.batches.map(({ batchId }) => batchId).sort();
        expect(into).toEqual(life.batches);
        const left = answer.trace.residue.find(({ lotId }) => lotId === "a");
        expect(left ? kilograms(left) : 0).toBeCloseTo(stock, 6);
      },
    ),
    { numRuns: 60 },
  );
}, 300_000);
