// A lot, written down one event at a time, and where it is then.
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { whereaboutsOf } from "../../../src/projections/whereabouts/query.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { kg } from "../genealogy/material.ts";
import { type Happened, project, stored } from "../history.ts";

export const of = (stream: string, type: string, data: object, more: object = {}): Happened => ({
  stream,
  type,
  data,
  ...more,
});
export const lot = (type: string, data: object, more = {}) => of("materialLot-a", type, data, more);

export async function lotAfter(
  database: Database,
  history: readonly Happened[],
  asOf = history.length,
  chunk = 1_000,
) {
  await project(database, whereabouts, eventTypes, stored(eventTypes, history), chunk);
  const query = { from: "lot:a", lotIds: ["a"], asOf };
  const { lots, unknown } = await whereaboutsOf(database.kysely, query);
  return { holdings: lots[0]?.holdings, ...lots[0], lacks: unknown.map(({ code }) => code) };
}

export const room = of("location-w", "LocationRegistered", {
  name: "Warehouse",
  kind: "storage",
  identifiers: [],
});
export const drawn = (batchId: string, value: string, more: object = {}) =>
  lot("MaterialDrawn", {
    purpose: "charge",
    observed: false,
    batchId,
    quantity: kg(value),
    flags: [],
    ...more,
  });

export const shipment = {
  customerPartyId: "customer",
  consignee: { name: "Wholesale" },
  logisticUnitIds: ["u"],
  documents: [{ kind: "Delivery note", number: "D1" }],
};
export const line = (value: string) => [{ materialLotId: "a", quantity: kg(value) }];
export const prepared = of("shipment-s", "ShipmentPrepared", {
  identifiers: [{ scheme: "shipment", issuer: "Example Ltd", value: "S1" }],
  ...shipment,
  lines: line("20"),
});
