// Given what happened to a lot, when somebody asks where it is, then each part of it is told.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { withDatabase } from "../../database-hook.ts";
import { consumed, issued, kg, received, voided } from "../genealogy/material.ts";
import { eventIdAt, type Happened } from "../history.ts";
import {
  drawn,
  line,
  lot,
  lotAfter as lotAfterIn,
  of,
  prepared,
  room,
  shipment,
} from "./lot-for-test.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const lotAfter = (history: readonly Happened[], asOf?: number, chunk?: number) =>
  lotAfterIn(database, history, asOf, chunk);

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

test("in the phase that runs or stands still, and in none once that is over", async () => {
  const phase = { phaseId: "p", path: { phase: "Mix" }, run: 1 };
  const before = [
    received("a", { quantity: kg("100") }),
    issued("b"),
    of("batch-b", "PhaseStarted", { ...phase, flags: [] }),
    drawn("b", "25"),
  ];
  const detailAfter = async (...types: readonly string[]) => {
    const found = await lotAfter([...before, ...types.map((type) => of("batch-b", type, phase))]);
    return found.holdings?.find(({ state }) => state === "inProcess")?.detail;
  };
  expect(await detailAfter("PhasePaused", "PhaseHeld")).toBe("Mix");
  for (const ending of ["PhaseCompleted", "PhaseStopped", "PhaseAborted"]) {
    expect(await detailAfter(ending)).toBeUndefined();
  }
  expect(await detailAfter("PhaseStopped", "PhaseAborted")).toBeUndefined();
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
    of("logisticUnit-u", "LogisticUnitShipped", { shipmentId: "s", lines: [] }),
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

test("what comes back beyond what had gone is a line of its own", async () => {
  const surplus = (value: string) =>
    lot("MaterialReturned", {
      drawnEventId: eventIdAt(2),
      quantity: kg(value),
      reason: "surplus",
      batchId: "b",
      exceedsDraw: true,
    });
  const history = [received("a", { quantity: kg("100") }), issued("b"), drawn("b", "10")];
  expect(await lotAfter([...history, surplus("12")])).toMatchObject({
    made: kg("100"),
    holdings: [
      { state: "inStock", quantity: kg("102") },
      { state: "moreReturned", quantity: kg("-2"), in: "b", id: "b" },
    ],
    lacks: ["MORE_RETURNED", "PLACE_UNKNOWN"],
  });
  const completed = of("batch-b", "BatchCompleted", {});
  expect((await lotAfter([...history, surplus("12"), completed])).holdings?.at(1)).toMatchObject({
    state: "moreReturned",
    in: "b",
  });
  // Less than went: only what stayed is in process.
  expect(await lotAfter([...history, surplus("4")])).toMatchObject({
    holdings: [
      { state: "inStock", quantity: kg("94") },
      { state: "inProcess", quantity: kg("6") },
    ],
    lacks: ["PLACE_UNKNOWN"],
  });
  const back = of("shipment-s", "ShipmentReturned", {
    returnNumber: "R1",
    lines: line("25"),
    discrepancies: [],
  });
  const sent = of("shipment-s", "ShipmentDispatched", { ...shipment, lines: line("20") });
  const shippedBack = await lotAfter([history[0]!, prepared, sent, back]);
  expect(shippedBack).toMatchObject({
    holdings: [
      { state: "inStock", quantity: kg("105"), returned: kg("25") },
      { state: "moreReturned", quantity: kg("-5"), in: "S1", id: "s", consignee: "Wholesale" },
    ],
  });
  expect(shippedBack.lacks).toContain("MORE_RETURNED");
});
