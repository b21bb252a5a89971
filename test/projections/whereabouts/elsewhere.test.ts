// With a contract maker, retained, donated: told apart, and the sum is still what was made.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { siteCalled } from "../../../src/projections/whereabouts/site-called.ts";
import { withDatabase } from "../../database-hook.ts";
import { kg, received } from "../genealogy/material.ts";
import type { Happened } from "../history.ts";
import { line, lot, lotAfter, of, prepared, room, shipment } from "./lot-for-test.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});
const after = (...history: Happened[]) => lotAfter(database, history);

const contractor = of("location-lt", "LocationRegistered", {
  name: "Coater",
  kind: "site",
  identifiers: [],
  zone: "Europe/Berlin",
  ofContractor: true,
});
const hall = of("location-hall", "LocationRegistered", {
  name: "Hall 2",
  kind: "area",
  identifiers: [],
  parentLocationId: "lt",
});
test("a site is found by the name that it was registered under, an area is not", async () => {
  const renamed = of("location-lt", "LocationRenamed", { name: "Coater Ltd" });
  await after(room, contractor, hall, renamed, received("a", { quantity: kg("1") }));
  expect(await siteCalled(database.kysely, "Coater")).toBe("lt");
  expect(await siteCalled(database.kysely, "Coater Ltd")).toBeUndefined();
  expect(await siteCalled(database.kysely, "Hall 2")).toBeUndefined();
});

const moved = (toLocationId: string, more: object = {}) =>
  lot("MaterialMoved", { fromLocationId: "w", toLocationId, ...more });

test("at a place of a contract maker, or in one, until it is moved back", async () => {
  const there = [room, contractor, hall, received("a", { quantity: kg("100"), locationId: "w" })];
  for (const to of ["lt", "hall"]) {
    expect((await after(...there, moved(to))).holdings).toMatchObject([
      { state: "atContractor", quantity: kg("100"), places: [{ locationId: to }] },
    ]);
  }
  expect((await after(...there, moved("hall"), moved("w"))).holdings).toMatchObject([
    { state: "inStock", quantity: kg("100") },
  ]);
});

test("container by container, where the containers say how much", async () => {
  const containers = ["c1", "c2"].map((containerId) => ({ containerId, quantity: kg("50") }));
  const made = received("a", { quantity: kg("100"), containers, locationId: "w" });
  const one = await after(room, contractor, made, moved("lt", { containerId: "c2" }));
  expect(one.holdings).toMatchObject([
    { state: "inStock", quantity: kg("50"), places: [{ containerId: "c1" }] },
    { state: "atContractor", quantity: kg("50"), places: [{ containerId: "c2" }] },
  ]);
  expect(one.difference).toBeUndefined();
});

test("how much is there that no container tells is not known", async () => {
  const containers = ["c1", "c2"].map((containerId) => ({ containerId }));
  const made = received("a", { quantity: kg("100"), containers, locationId: "w" });
  const one = await after(room, contractor, made, moved("lt", { containerId: "c2" }));
  expect(one.lacks).toContain("QUANTITY_UNKNOWN");
  expect(one.holdings?.map(({ state }) => state)).toEqual(["inStock", "atContractor"]);
});

const taken = [
  room,
  received("a", { quantity: kg("100"), locationId: "w" }),
  lot("MaterialSampled", {
    sampleNumber: "S-1",
    quantity: kg("3"),
    destination: "Laboratory",
    flags: [],
    sample: { sampleId: "s-1", parts: [] },
  }),
  of("sample-s-1", "SampleTaken", {
    sampleNumber: "S-1",
    materialLotId: "a",
    material: { materialDefinitionId: "m-1", name: "Starch" },
    sampledEventId: "00000000-0000-8000-8000-000000000001",
    containerIds: [],
    quantity: kg("3"),
    tests: [],
  }),
];
const retained = (more: object = {}) =>
  of("sample-s-1", "SampleRetained", { locationId: "w", keepUntil: "2030-01-31", ...more });

test("a sample is retained, whole or in part, and destroyed in the end", async () => {
  const part = await after(...taken, retained({ quantity: kg("1") }));
  expect(part.holdings).toMatchObject([
    { state: "inStock", quantity: kg("97") },
    { state: "sampled", quantity: kg("2"), in: "S-1", detail: "Laboratory" },
    {
      state: "retained",
      quantity: kg("1"),
      in: "S-1",
      places: [{ location: "Warehouse" }],
      detail: "until 2030-01-31",
    },
  ]);
  expect(part.difference).toBeUndefined();
  expect((await after(...taken, retained())).holdings?.at(1)).toMatchObject({
    state: "retained",
    quantity: kg("3"),
  });
  const gone = of("sample-s-1", "SampleDestroyed", { method: "Burnt" });
  expect((await after(...taken, retained(), gone)).holdings?.at(1)).toMatchObject({
    state: "destroyed",
    quantity: kg("3"),
    in: "S-1",
    detail: "Burnt",
  });
  expect((await lotAfter(database, [...taken, retained(), gone], 5)).holdings?.at(1)).toMatchObject(
    { state: "retained" },
  );
});

test("what was given away is donated once it has arrived", async () => {
  const given = { ...shipment, donation: true, logisticUnitIds: [], lines: line("20") };
  const made = received("a", { quantity: kg("100"), locationId: "w" });
  const data = { ...Object(prepared.data), ...given };
  const sent = [room, made, { ...prepared, data }, of("shipment-s", "ShipmentDispatched", given)];
  expect((await after(...sent)).holdings?.at(1)).toMatchObject({ state: "inTransit" });
  const receipt = { lines: line("20"), discrepancies: [], documents: [] };
  const arrived = await after(...sent, of("shipment-s", "ShipmentReceived", receipt));
  expect(arrived.holdings?.at(1)).toMatchObject({ state: "donated", quantity: kg("20") });
  expect(arrived.lacks).toContain("BEYOND_CONSIGNEE");
});

test("who saw that the lot was destroyed is named", async () => {
  const end = lot("MaterialLotDestroyed", {
    quantity: kg("100"),
    method: "Burnt",
    witness: "A. Berger",
  });
  const one = await after(room, received("a", { quantity: kg("100"), locationId: "w" }), end);
  expect(one.holdings).toMatchObject([
    { state: "destroyed", detail: "Burnt, witnessed by A. Berger" },
  ]);
});
