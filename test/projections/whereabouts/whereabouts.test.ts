// Given what happened to a lot, when somebody asks where it is, then each part of it is told.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { whereaboutsOf } from "../../../src/projections/whereabouts/query.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { createTestDatabase, type TestDatabase } from "../../database-for-test.ts";
import { consumed, issued, kg, received, voided } from "../genealogy/material.ts";
import { eventIdAt, type Happened, project, stored } from "../history.ts";

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = await openDatabase(place.address);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const of = (stream: string, type: string, data: object, more: object = {}): Happened => ({
  stream,
  type,
  data,
  ...more,
});
const lot = (type: string, data: object, more = {}) => of("materialLot-a", type, data, more);

async function lotAfter(history: readonly Happened[], asOf = history.length, chunk = 1_000) {
  await project(database, whereabouts, eventTypes, stored(eventTypes, history), chunk);
  const query = { from: "lot:a", lotIds: ["a"], asOf };
  const { lots, unknown } = await whereaboutsOf(database.kysely, query);
  return { holdings: lots[0]?.holdings, ...lots[0], lacks: unknown.map(({ code }) => code) };
}

const room = of("location-w", "LocationRegistered", {
  name: "Warehouse",
  kind: "storage",
  identifiers: [],
});
const drawn = (batchId: string, value: string, more: object = {}) =>
  lot("MaterialDrawn", {
    purpose: "charge",
    observed: false,
    batchId,
    quantity: kg(value),
    flags: [],
    ...more,
  });

const shipment = {
  customerPartyId: "customer",
  consignee: { name: "Wholesale" },
  logisticUnitIds: ["u"],
  documents: [{ kind: "Delivery note", number: "D1" }],
};
const line = (value: string) => [{ materialLotId: "a", quantity: kg(value) }];
const prepared = of("shipment-s", "ShipmentPrepared", {
  identifiers: [{ scheme: "shipment", issuer: "Example Ltd", value: "S1" }],
  ...shipment,
  lines: line("20"),
});

test("in stock by container and place, in process with its phase, sampled, scrapped", async () => {
  const containers = [
    { containerId: "c1", quantity: kg("60") },
    { containerId: "c2", quantity: kg("40") },
  ];
  const history = [
    room,
    received("a", { containers, locationId: "w" }),
    issued("b"),
    of("batch-b", "PhaseStarted", { phaseId: "p", path: { phase: "Mix" }, run: 1, flags: [] }),
    drawn("b", "25", { containerId: "c1" }),
    lot("MaterialSampled", {
      sampleNumber: "Q1",
      destination: "Laboratory",
      quantity: kg("0.5"),
      containerId: "c2",
      flags: [],
    }),
    lot("MaterialScrapped", { cause: "Spilt", quantity: kg("1"), containerId: "c1", flags: [] }),
  ];
  expect(await lotAfter(history)).toMatchObject({
    made: kg("100"),
    holdings: [
      {
        state: "inStock",
        quantity: kg("73.5"),
        places: [
          { location: "Warehouse", containerId: "c1", quantity: kg("34") },
          { location: "Warehouse", containerId: "c2", quantity: kg("39.5") },
        ],
      },
      { state: "inProcess", quantity: kg("25"), in: "b", id: "b", detail: "Mix" },
      { state: "sampled", quantity: kg("0.5"), in: "Q1", detail: "Laboratory" },
      { state: "scrapped", quantity: kg("1"), detail: "Spilt" },
    ],
    lacks: [],
  });
});

test("packed until the shipment leaves, on the way until it arrives, then told apart", async () => {
  const before = [
    room,
    received("a", { quantity: kg("100"), locationId: "w" }),
    of("logisticUnit-u", "LogisticUnitOpened", {
      identifiers: [{ scheme: "sscc", issuer: "Example Ltd", value: "U1" }],
      kind: "pallet",
    }),
    of("logisticUnit-u", "LogisticUnitLoaded", {
      movementId: "m",
      materialLotId: "a",
      quantity: kg("20"),
    }),
    prepared,
  ];
  const away = [
    ...before,
    of("shipment-s", "ShipmentDispatched", { ...shipment, lines: line("20") }),
    of("logisticUnit-u", "LogisticUnitShipped", { shipmentId: "s" }),
  ];
  const arrived = [
    ...away,
    of("shipment-s", "ShipmentReceived", { lines: line("18"), discrepancies: [], documents: [] }),
    of("shipment-s", "ShipmentReturned", {
      returnNumber: "R1",
      lines: line("5"),
      discrepancies: [],
      toLocationId: "w",
    }),
  ];
  const inStock = (value: string, more = {}) => ({
    state: "inStock",
    quantity: kg(value),
    ...more,
  });
  const gone = { in: "S1", id: "s", consignee: "Wholesale", documents: ["Delivery note D1"] };
  const holdingsAt = async (asOf: number) => (await lotAfter(arrived, asOf)).holdings;
  expect(await holdingsAt(before.length)).toMatchObject([
    inStock("80"),
    { state: "packed", quantity: kg("20"), in: "U1" },
  ]);
  expect(await holdingsAt(away.length)).toMatchObject([
    inStock("80"),
    { state: "inTransit", quantity: kg("20"), ...gone },
  ]);
  expect(await lotAfter(arrived)).toMatchObject({
    holdings: [
      inStock("85", { returned: kg("5") }),
      { state: "shipped", quantity: kg("13"), ...gone },
      { state: "notArrived", quantity: kg("2"), ...gone },
    ],
    lacks: ["BEYOND_CONSIGNEE"],
  });
});

test("a draw that is corrected or comes back is counted once, in whatever chunks", async () => {
  const history = [
    received("a", { quantity: kg("100") }),
    issued("b"),
    drawn("b", "30"),
    lot("MaterialDrawCorrected", {
      correctsEventId: eventIdAt(2),
      quantity: kg("3"),
      batchId: "b",
    }),
    drawn("b", "10"),
    lot("MaterialReturned", {
      drawnEventId: eventIdAt(4),
      quantity: kg("10"),
      reason: "notConsumed",
      batchId: "b",
      exceedsDraw: false,
    }),
    consumed("b", "a", { quantity: kg("7") }),
    voided("b", "a", 6),
  ];
  const expected = [
    { state: "inStock", quantity: kg("97") },
    { state: "inProcess", quantity: kg("3"), in: "b" },
  ];
  expect((await lotAfter(history)).holdings).toMatchObject(expected);
  expect((await lotAfter(history, history.length, 1)).holdings).toMatchObject(expected);
  // As it was known before the correction.
  expect((await lotAfter(history, 3)).holdings).toMatchObject([
    { state: "inStock", quantity: kg("70") },
    { state: "inProcess", quantity: kg("30") },
  ]);
});

test("what a count found is what there is, and the difference is shown", async () => {
  const counted = (value: string, booked?: string) =>
    lot("MaterialCounted", { quantity: kg(value), ...(booked && { booked: kg(booked) }) });
  const history = [received("a", { quantity: kg("100") }), issued("b"), consumed("b", "a")];
  expect(await lotAfter([...history, counted("60")])).toMatchObject({
    holdings: [{ state: "inStock", quantity: kg("60") }, { state: "inProcess" }],
    lacks: ["PLACE_UNKNOWN", "QUANTITY_UNKNOWN"],
  });
  const known = [received("a", { quantity: kg("100") })];
  expect((await lotAfter([...known, counted("98", "100")])).holdings).toMatchObject([
    { state: "inStock", quantity: kg("98") },
    { state: "adjusted", quantity: kg("2") },
  ]);
  // Whatever the lot's own stream had booked: it knows nothing of shipments.
  const sent = of("shipment-s", "ShipmentDispatched", { ...shipment, lines: line("60") });
  expect((await lotAfter([...known, prepared, sent, counted("40", "100")])).holdings).toMatchObject(
    [
      { state: "inStock", quantity: kg("40") },
      { state: "inTransit", quantity: kg("60") },
    ],
  );
});

test("what was taken beyond what there was is told, and the sum still holds", async () => {
  const history = [received("a", { quantity: kg("10") }), issued("b"), drawn("b", "12")];
  expect(await lotAfter(history)).toMatchObject({
    made: kg("10"),
    holdings: [
      { state: "inProcess", quantity: kg("12") },
      { state: "overdrawn", quantity: kg("-2") },
    ],
  });
});

test("a draw that is corrected twice, and one that is corrected and taken back", async () => {
  const correct = (at: number, value: string) =>
    lot("MaterialDrawCorrected", {
      correctsEventId: eventIdAt(at),
      quantity: kg(value),
      batchId: "b",
    });
  const back = lot("MaterialReturned", {
    drawnEventId: eventIdAt(2),
    quantity: kg("4"),
    reason: "notConsumed",
    batchId: "b",
    exceedsDraw: false,
  });
  const history = [
    received("a", { quantity: kg("100") }),
    issued("b"),
    drawn("b", "30"),
    correct(2, "3"),
    lot("MaterialCounted", { quantity: kg("97"), booked: kg("97") }),
    correct(2, "4"),
    back,
    consumed("b", "a", { quantity: kg("7") }),
    of("batch-b", "MaterialConsumptionCorrected", {
      correctsEventId: eventIdAt(7),
      materialLotId: "a",
      quantity: kg("8"),
    }),
    voided("b", "a", 7),
  ];
  for (const chunk of [1, 1_000]) {
    const holdingsAt = async (asOf: number) => (await lotAfter(history, asOf, chunk)).holdings;
    expect(await holdingsAt(4)).toMatchObject([
      { state: "inStock", quantity: kg("97") },
      { state: "inProcess", quantity: kg("3") },
    ]);
    // Known afterwards, the draw of before the count was larger: the count found one too many.
    expect(await holdingsAt(6)).toMatchObject([
      { state: "inStock", quantity: kg("97") },
      { state: "inProcess", quantity: kg("4") },
      { state: "adjusted", quantity: kg("-1") },
    ]);
    expect(await holdingsAt(history.length)).toMatchObject([
      { state: "inStock", quantity: kg("101") },
      { state: "adjusted", quantity: kg("-1") },
    ]);
  }
});

test("what was refused at the door is not missing, and what nobody sent is told", async () => {
  const returned = of("shipment-s", "ShipmentReturned", {
    returnNumber: "R1",
    lines: line("4"),
    discrepancies: [],
  });
  const receipt = (lots: Record<string, string>) =>
    of("shipment-s", "ShipmentReceived", {
      lines: Object.entries(lots).map(([materialLotId, value]) => ({
        materialLotId,
        quantity: kg(value),
      })),
      discrepancies: [],
      documents: [],
    });
  const sent = of("shipment-s", "ShipmentDispatched", { ...shipment, lines: line("10") });
  const made = received("a", { quantity: kg("100") });
  const door = await lotAfter([made, prepared, sent, returned, receipt({ a: "6" })]);
  expect(door.holdings).toMatchObject([
    { state: "inStock", quantity: kg("94"), returned: kg("4") },
    { state: "shipped", quantity: kg("6") },
  ]);
  const mixedUp = await lotAfter([made, prepared, receipt({ a: "3" })]);
  expect(mixedUp.holdings).toMatchObject([
    { state: "inStock", quantity: kg("100") },
    { state: "shipped", quantity: kg("3") },
    { state: "notArrived", quantity: kg("-3") },
  ]);
});

test("a unit that left by its own record, and a lot of which only a shipment speaks", async () => {
  const unit = (type: string, data: object) => of("logisticUnit-u", type, data);
  const history = [
    received("a", { quantity: kg("100") }),
    unit("LogisticUnitOpened", {
      identifiers: [{ scheme: "sscc", issuer: "Example Ltd", value: "U1" }],
      kind: "pallet",
    }),
    unit("LogisticUnitLoaded", { movementId: "m", materialLotId: "a", quantity: kg("40") }),
    unit("LogisticUnitShipped", { shipmentId: "s" }),
  ];
  expect(await lotAfter(history)).toMatchObject({
    holdings: [
      { state: "inStock", quantity: kg("60") },
      { state: "inTransit", quantity: kg("40"), in: "unit U1", id: "s" },
    ],
    lacks: ["BEYOND_CONSIGNEE", "DISPATCH_NOT_RECORDED", "PLACE_UNKNOWN"],
  });
  const sent = of("shipment-s", "ShipmentDispatched", { ...shipment, lines: line("10") });
  expect(await lotAfter([prepared, sent])).toMatchObject({
    lot: "lot:a",
    holdings: [
      { state: "inTransit", quantity: kg("10") },
      { state: "overdrawn", quantity: kg("-10") },
    ],
  });
});
