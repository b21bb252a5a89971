// What is corrected more than once, or said by others than the lot itself, is counted once.
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
  shipment,
} from "./lot-for-test.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const lotAfter = (history: readonly Happened[], asOf?: number, chunk?: number) =>
  lotAfterIn(database, history, asOf, chunk);

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
    // The batch took nothing of it: all the count found is there, and the rest is missing.
    expect(await holdingsAt(history.length)).toMatchObject([
      { state: "inStock", quantity: kg("97") },
      { state: "adjusted", quantity: kg("3") },
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
    unit("LogisticUnitShipped", { shipmentId: "s", lines: [] }),
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

test("a draw told after a count and as of before it, of more than it found missing", async () => {
  const at = (hour: number) => ({ occurredAt: `2026-11-20T${hour}:00:00.000Z` });
  const counted = (value: string, hour: number) =>
    lot("MaterialCounted", { quantity: kg(value), booked: kg("10") }, at(hour));
  const late = (value: string) => [
    received("a", { quantity: kg("10") }),
    issued("b"),
    counted("5", 12),
    { ...drawn("b", value), ...at(11) },
  ];
  // Of the five that were missing four are found in a batch.
  expect(await lotAfter(late("4"))).toMatchObject({ lacks: ["PLACE_UNKNOWN"] });
  const contradicted = await lotAfter(late("8"));
  expect(contradicted).toMatchObject({
    holdings: [
      { state: "inStock", quantity: kg("5") },
      { state: "inProcess", quantity: kg("8") },
      { state: "adjusted", quantity: kg("-3") },
    ],
    lacks: ["COUNTED_MORE", "PLACE_UNKNOWN"],
  });
  expect(await lotAfter(late("8"), 3)).toMatchObject({ lacks: ["PLACE_UNKNOWN"] });
  // A later count that finds as much missing hides it in the sum, and not in what is listed.
  const hidden = await lotAfter([...late("8"), counted("2", 13)]);
  expect(hidden.holdings).not.toContainEqual(expect.objectContaining({ state: "adjusted" }));
  expect(hidden.lacks).toContain("COUNTED_MORE");
});
