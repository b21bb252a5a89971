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
import { consumed, issued, kg, received } from "../genealogy/material.ts";
import { eventIdAt, type Happened, project, recordedAt, stored } from "../history.ts";
import { lot, of, shipment } from "./lot-for-test.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const acts = [
  ...(["charge", "charge", "surplus", "notConsumed", "correct", "sample", "scrap"] as const),
  ...(["split", "ship", "comeBack", "toSupplier", "count", "adjust", "destroy"] as const),
];
const step = fc.record({
  act: fc.constantFrom(...acts),
  amount: fc.integer({ min: 1, max: 40 }),
  /** In grams: another unit of the same dimension. */
  inGrams: fc.boolean(),
  which: fc.nat(9),
});

const taken = (amount: number, inGrams: boolean) =>
  inGrams ? { value: String(amount * 1_000), unitOfMeasure: "g" } : kg(String(amount));

interface Draw {
  readonly position: number;
  readonly batch: string;
  amount: number;
  isOpen: boolean;
  /** A count came after it: what was found then stands, whatever the draw is corrected to. */
  isCounted: boolean;
}

/** Amounts in kilograms. */
class Life {
  readonly happened: Happened[] = [
    received("a", { quantity: kg("100") }),
    issued("b0"),
    issued("b1"),
  ];
  stock = 100;
  /** What is found less what is missing by counts. */
  adjusted = 0;
  readonly away = new Map<string, number>();
  readonly #draws: Draw[] = [];
  readonly #shipped: string[] = [];

  do({ act, amount, inGrams, which }: typeof step extends fc.Arbitrary<infer One> ? One : never) {
    const quantity = taken(amount, inGrams);
    const flags: readonly string[] = [];
    const { length } = this.happened;
    const draw = this.#draws[which % Math.max(1, this.#draws.length)];
    switch (act) {
      case "charge": {
        const batch = `b${which % 2}`;
        const drawn = { purpose: "charge", observed: false, batchId: batch, quantity, flags };
        const drawnEventId = eventIdAt(length);
        this.#tell(lot("MaterialDrawn", drawn), consumed(batch, "a", { quantity, drawnEventId }));
        this.#draws.push({ position: length, batch, amount, isOpen: true, isCounted: false });
        return this.#move(`batch ${batch}`, amount);
      }
      case "surplus":
      case "notConsumed": {
        if (!draw?.isOpen) return;
        // More may come back than was drawn.
        const back = act === "surplus" ? amount : draw.amount;
        if (act === "notConsumed") draw.isOpen = false;
        this.#tell(
          lot("MaterialReturned", {
            drawnEventId: eventIdAt(draw.position),
            quantity: taken(back, inGrams),
            reason: act,
            batchId: draw.batch,
            exceedsDraw: back > draw.amount,
          }),
        );
        return this.#move(`batch ${draw.batch}`, -back);
      }
      case "correct":
        if (!draw?.isOpen || draw.isCounted) return;
        this.#tell(
          lot(
            "MaterialDrawCorrected",
            { correctsEventId: eventIdAt(draw.position), quantity, batchId: draw.batch },
            { before: { quantity: null } },
          ),
        );
        this.#move(`batch ${draw.batch}`, amount - draw.amount);
        draw.amount = amount;
        return;
      case "sample":
        this.#tell(lot("MaterialSampled", { sampleNumber: `Q${length}`, quantity, flags }));
        return this.#move(`sample Q${length}`, amount);
      case "scrap":
        this.#tell(lot("MaterialScrapped", { cause: `C${which % 2}`, quantity, flags }));
        return this.#move(`scrap C${which % 2}`, amount);
      case "split":
        this.#tell(
          lot("MaterialLotSplit", {
            into: [{ materialLotId: `part${length}`, identifiers: [], quantity, containers: [] }],
          }),
        );
        return this.#move(`lot part${length}`, amount);
      case "ship":
        this.#tell(
          of(`shipment-s${length}`, "ShipmentDispatched", {
            ...shipment,
            logisticUnitIds: [],
            lines: [{ materialLotId: "a", quantity }],
          }),
        );
        this.#shipped.push(`s${length}`);
        return this.#move(`shipment s${length}`, amount);
      case "comeBack": {
        const id = this.#shipped[which % Math.max(1, this.#shipped.length)];
        if (!id) return;
        const lines = [{ materialLotId: "a", quantity }];
        this.#tell(
          of(`shipment-${id}`, "ShipmentReturned", {
            returnNumber: `R${length}`,
            discrepancies: [],
            lines,
          }),
        );
        return this.#move(`shipment ${id}`, -amount);
      }
      case "toSupplier":
        this.#tell(
          lot("MaterialReturnedToSupplier", {
            quantity,
            containerIds: [],
            supplier: { partyId: "p", name: "Mill" },
            returnNumber: `T${length}`,
            flags,
          }),
        );
        return this.#move(`supplier T${length}`, amount);
      case "count":
      case "adjust": {
        const booked = kg(String(this.stock));
        const found = { quantity, ...(act === "count" && { booked }) };
        const type = act === "count" ? "MaterialCounted" : "QuantityAdjusted";
        this.#tell(lot(type, found, act === "adjust" ? { before: { quantity: booked } } : {}));
        this.adjusted += amount - this.stock;
        this.stock = amount;
        for (const one of this.#draws) one.isCounted = true;
        return;
      }
      case "destroy":
        if (this.stock <= 0) return;
        this.#tell(
          lot("MaterialLotDestroyed", { quantity: kg(String(this.stock)), method: "Burnt" }),
        );
        return this.#move("destroyed", this.stock);
      default:
        return act satisfies never;
    }
  }

  #tell(...events: readonly Happened[]): void {
    this.happened.push(...events);
  }

  #move(account: string, amount: number): void {
    this.stock -= amount;
    this.away.set(account, (this.away.get(account) ?? 0) + amount);
  }
}

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
        expect(amounts(["inStock", "overdrawn"])).toBeCloseTo(life.stock, 6);
        expect(amounts(["adjusted"])).toBeCloseTo(-life.adjusted, 6);
        const sumOf = (prefix: string) =>
          [...life.away].reduce((all, [name, one]) => all + (name.startsWith(prefix) ? one : 0), 0);
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
        const left = answer.trace.residue.find(({ lotId }) => lotId === "a");
        expect(left ? kilograms(left) : 0).toBeCloseTo(life.stock, 6);
      },
    ),
    { numRuns: 60 },
  );
}, 300_000);
