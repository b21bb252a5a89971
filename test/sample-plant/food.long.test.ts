// The food plant, played while its read models follow: what was planted is in the log, and a person
// sees each case in record, trail, trace, whereabouts and recall.
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrder } from "../../src/domain/recall/consignee/consignee.ts";
import { isIn } from "../../src/domain/recall/scope/scope.ts";
import { whereaboutsOf } from "../../src/projections/whereabouts/query.ts";
import { exampleOf } from "../../src/sample-plant/recipe/example.ts";
import { playAndRead, type Seen } from "./seen-for-test.ts";

let seen: Seen;
beforeAll(async () => {
  seen = await playAndRead({ plants: ["food"] });
});
afterAll(() => seen?.[Symbol.asyncDispose]());

const lot = (number: string) => `internalLot:${number}`;
const where = async (number: string, asOf = seen.played.events) => {
  const id = seen.lotId(number);
  const answer = await whereaboutsOf(seen.database.kysely, { from: number, lotIds: [id], asOf });
  const [own] = answer.lots;
  if (!own) throw new Error(`Nothing is known of ${number}.`);
  return own;
};
const said = async (batchNumber: string) =>
  (await seen.trail({ batch: seen.idOf(batchNumber) })).map(({ sentence }) => sentence);

test("each case has its line, every record is decided on in the name of the bakery", async () => {
  expect(seen.played.highlights.map(({ plant, name }) => [plant, name])).toEqual(
    [
      "A silo with a heel: flour poured on the rest",
      "A rework into the next day",
      "An allergen change-over: a batch made before the cleaning",
      "A backflushed consumption, entered after completion",
      "A contract maker's leg",
      "Catch weight: pieces, and what they weigh",
      "A return from a customer",
      "A recall over all of it",
    ].map((name) => ["food", name]),
  );
  const digests = [
    "butter-biscuits",
    "almond-biscuits",
    "chocolate-biscuits",
    "farmhouse-loaf",
  ].map((name) => exampleOf(name).digest);
  for (const { batchNumber } of seen.played.batches) {
    const { identity, reviews, controlRecipe } = await seen.record(batchNumber);
    const isBad = batchNumber === "BK26003";
    expect(identity).toMatchObject({
      status: isBad ? "notApproved" : "approved",
      legalEntity: "Brunnwald Backwaren GmbH",
    });
    const concluded = reviews.find(({ conclusion }) => conclusion !== null);
    expect(concluded?.conclusion).toContain(isBad ? "for rejection" : "for approval");
    expect(digests).toContain(controlRecipe?.digest);
  }
});

test("played again it adds nothing, the recall included", () => {
  expect(seen.again).toMatchObject({ events: 0 });
});

test("a silo with a heel: what is made of it came of both deliveries", async () => {
  const { lots } = await seen.trace(lot("BK26004"), "backward");
  expect(lots).toEqual(expect.arrayContaining([lot("FS-1-1"), lot("F26-0001"), lot("F26-0004")]));
  expect((await seen.trace(lot("BK26001"), "backward")).lots).not.toContain(lot("F26-0004"));
  const { materials } = await seen.record("BK26004");
  expect(materials.some((one) => JSON.stringify(one.lot).includes("FS-1-1"))).toBe(true);
});

test("a rework into the next day: the record says so, the trace goes through it", async () => {
  const { materials } = await seen.record("BK26002");
  const reworked = materials.filter(({ kind }) => kind === "rework");
  expect(reworked.map((one) => one.quantity?.value)).toEqual(["30"]);
  const { lots, numbers } = await seen.trace(lot("BK26002"), "backward");
  expect(numbers).toEqual(["BK26001", "BK26002"]);
  expect(lots).toContain(lot("BK26001-R"));
  expect((await said("BK26002")).some((one) => one.includes("charged as rework"))).toBe(true);
});

test("an allergen change-over: the line until its cleaning names the batch", async () => {
  const what = seen.played.highlights[2]?.what ?? "";
  const [, from = ""] = /trace (\S+) --forward/.exec(what) ?? [];
  const { seeds } = await seen.trace(from, "forward");
  expect(seeds?.flatMap(({ things }) => things.map(({ name }) => name))).toEqual([
    "BK26002",
    "BK26003",
    "internalLot:BK26003",
  ]);
  const { deviations } = await seen.record("BK26003");
  expect(deviations[0]).toMatchObject({ classification: "critical" });
  const doubtful = await where("BK26003");
  expect(doubtful.holdings.map(({ state, quantity }) => [state, quantity?.value])).toEqual([
    ["scrapped", "190"],
  ]);
  const [cleaned] = (await seen.trail({ types: ["EquipmentCleaned"] })).slice(-1);
  expect(cleaned?.sentence).toContain("allergens");
});

test("what is named in the formula is charged", async () => {
  for (const { batchNumber } of seen.played.batches) {
    const { recipe, materials } = await seen.record(batchNumber);
    const charged = materials.map(({ material }) => material);
    for (const { material } of recipe?.formula ?? []) {
      expect(charged, batchNumber).toContain(material.name);
    }
  }
});

test("a backflushed consumption: late, flagged, and in the record", async () => {
  const { materials, lateEntries } = await seen.record("BK26004");
  // By the lot and by the batch.
  expect(lateEntries.map(({ by }) => by.why?.code)).toEqual(["BACKFLUSH", "BACKFLUSH"]);
  const butter = materials.find(({ material }) => material === "Butter");
  expect(butter).toMatchObject({ quantityKnownBy: "backflushed", flags: ["BATCH_CLOSED"] });
  expect(butter?.by.late).toBe(true);
});

test("a contract maker's leg: the rest is at their place, the goods came back", async () => {
  const left = await where("BK26001-L");
  const stock = left.holdings.find(({ state }) => state === "atContractor");
  expect(stock?.quantity?.value).toBe("20");
  expect(stock?.places?.[0]?.location).toContain("Talheim");
  const moves = await seen.trail({ about: { kind: "materialLot", id: seen.lotId("BK26005") } });
  expect(moves.some(({ sentence }) => /moved from .*Talheim/.test(sentence))).toBe(true);
  const { lots } = await seen.trace(lot("BK26005"), "backward");
  expect(lots).toEqual(expect.arrayContaining([lot("BK26001-L"), lot("F26-0005")]));
});

test("catch weight: pieces and weight both stand, in output and load", async () => {
  const [{ pieces } = { pieces: null }] = (await seen.record("BK26006")).outputs;
  expect(pieces).toEqual({ value: "60", unitOfMeasure: "{loaf}" });
  const produced = (await said("BK26006")).find((one) => one.endsWith(" produced"));
  expect(produced).toMatch(/^60 .*, 6\d\.\d+ kg of Farmhouse loaf/);
  const loaded = await seen.trail({ types: ["LogisticUnitLoaded"] });
  expect(loaded[0]?.sentence).toMatch(/^60 .*, 6\d\.\d+ kg of /);
  expect((await where("BK26006")).difference).toBeUndefined();
});

test("a return: so much came back, so much is with the customer", async () => {
  const { holdings } = await where("BK26002");
  const of = (state: string) => holdings.find((one) => one.state === state);
  expect(of("shipped")?.quantity?.value).toBe("360");
  expect(of("inStock")).toMatchObject({ quantity: { value: "70" }, returned: { value: "40" } });
});

test("the recall reaches all, holds it, and knows where it is", async () => {
  const { kysely } = seen.database;
  const { recalled: state } = seen;
  if (state?.status !== "open") throw new Error("There is no open recall.");
  const traced = await seen.trace(seen.played.forwardSeed, "forward");
  expect(traced.numbers).toEqual([1, 2, 3, 4, 5, 6].map((n) => `BK2600${n}`));
  for (const { batchId, batchNumber } of seen.played.batches) {
    expect(isIn(state.scope.batches, batchId)).toBe(true);
    expect((await seen.record(batchNumber)).identity.holds).toHaveLength(1);
  }
  expect(state.scope.unsettled.size).toBe(0);
  const told = inOrder(state.consignees).map(({ name, notified }) => [name, notified]);
  expect(told.sort()).toEqual([
    ["Nordkauf Handels AG", 1],
    ["Südmarkt Lebensmittel KG", 1],
  ]);
  // What came back with a shipment the recall took note of by itself.
  expect([...state.goods.recovered.values()].flatMap(({ lines }) => lines)).toMatchObject([
    { quantity: { value: "40" } },
  ]);
  const lotIds = [...state.scope.lots.entries()].map(([one]) => one);
  expect(lotIds).toHaveLength(traced.lots.length + 1);
  const asOf = seen.played.events;
  const answer = await whereaboutsOf(kysely, { from: "recall", lotIds, asOf });
  expect(answer.lots).toHaveLength(lotIds.length);
  expect(answer.lots.filter(({ made, difference }) => !made || difference)).toEqual([]);
});

test("traceability lot codes: new where it was transformed, and by whom", async () => {
  const origin = async (code: string) => (await seen.trace(code, "backward")).numbers;
  expect(await origin("traceabilityLotCode:TLC-BK26005")).toContain("BK26005");
  expect((await seen.trace("traceabilityLotCode:TLC-WM-4471", "forward")).numbers).toHaveLength(6);
});
