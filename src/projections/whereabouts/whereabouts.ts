// Where material is, as a read model: which events move it, and between which accounts.
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { MaterialReference } from "../../domain/kernel/shape/reference.ts";
import { Memory } from "../books/memory.ts";
import { follow, idOf, type Rules } from "../books/rule.ts";
import { bookRules } from "../books/rules.ts";
import { projection } from "../projection.ts";
import { named } from "./around/name.ts";
import { sampled } from "./around/sample.ts";
import { Moving } from "./moving.ts";

const madeAndKept: Rules<Moving> = {
  MaterialLotReceived: (moving, { data, stream }) => made(moving, idOf(stream), data),
  OutputProduced: (moving, { data }) => made(moving, data.materialLotId, data),
  MaterialLotSplitOff: (moving, { data, stream }) => made(moving, idOf(stream), data),
  MaterialLotsMerged: (moving, { data, stream }) => made(moving, idOf(stream), data),
  MaterialLotRelabelled: (moving, { data, stream }) => moving.lot(idOf(stream), data.identifiers),
  MaterialMoved: (moving, { data, stream }) =>
    moving.place(idOf(stream), data.toLocationId, data.containerId),
};

const sentAway: Rules<Moving> = {
  LogisticUnitOpened(moving, { data, stream, position }) {
    moving.into.insert("whereabouts_unit", {
      unit_id: idOf(stream),
      position,
      name: data.identifiers[0]?.value ?? idOf(stream),
      location_id: data.locationId ?? null,
    });
  },
  LogisticUnitLoaded: (moving, { data, stream }) => packed(moving, stream, "in", data),
  LogisticUnitUnloaded: (moving, { data, stream }) => packed(moving, stream, "out", data),
  LogisticUnitShipped: (moving, { data, stream }) =>
    departed(moving, idOf(stream), data.shipmentId, false),
  ShipmentPrepared(moving, { data, stream, position }) {
    moving.into.insert("whereabouts_shipment", {
      shipment_id: idOf(stream),
      position,
      number: data.identifiers[0]?.value ?? idOf(stream),
      consignee: data.consignee.name,
      documents: data.documents.map(({ kind, number }) => `${kind} ${number}`),
      is_donation: data.donation === true,
    });
  },
  ShipmentDispatched(moving, { data, stream }) {
    for (const unitId of data.logisticUnitIds) departed(moving, unitId, idOf(stream), true);
  },
  ShipmentReceived(moving, { data, stream }) {
    moving.arrival(idOf(stream), null, undefined);
    for (const { materialLotId, quantity } of data.lines) {
      moving.arrival(idOf(stream), materialLotId, quantity);
    }
  },
};

const rules: Rules<Moving> = { ...madeAndKept, ...sentAway, ...sampled, ...named };

export const whereabouts = projection<DB, ProductionEvent>()({
  name: "whereabouts",
  version: 5,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    whereabouts_lot: "select * from whereabouts_lot order by lot_id, position",
    whereabouts_movement: "select * from whereabouts_movement order by position, ord",
    whereabouts_container:
      "select * from whereabouts_container order by lot_id, container_id, position",
    whereabouts_count: "select * from whereabouts_count order by position",
    whereabouts_place: "select * from whereabouts_place order by position, ord",
    whereabouts_location: "select * from whereabouts_location order by location_id, position",
    whereabouts_batch: "select * from whereabouts_batch order by batch_id",
    whereabouts_phase: "select * from whereabouts_phase order by position",
    whereabouts_shipment: "select * from whereabouts_shipment order by shipment_id",
    whereabouts_sample: "select * from whereabouts_sample order by sample_id",
    whereabouts_arrival: "select * from whereabouts_arrival order by position, ord",
    whereabouts_unit: "select * from whereabouts_unit order by unit_id",
    whereabouts_packing: "select * from whereabouts_packing order by position",
    whereabouts_departure: "select * from whereabouts_departure order by position, unit_id",
  },
  memory: () => new Memory("whereabouts_movement"),
  prefetch: (events, ask, memory) => memory.load(events, ask),
  any(into, event, memory) {
    const moving = new Moving(into, event, memory);
    follow(bookRules, moving, event);
    follow(rules, moving, event);
  },
  on: {},
});

interface Made {
  readonly material: MaterialReference;
  readonly identifiers: readonly Identifier[];
  readonly locationId?: string;
}

function made(moving: Moving, lotId: string, data: Made): void {
  moving.lot(lotId, data.identifiers, data.material.name);
  moving.place(lotId, data.locationId);
}

function packed(
  { into, position }: Moving,
  stream: string,
  direction: "in" | "out",
  { materialLotId, quantity }: { readonly materialLotId: string; readonly quantity: Quantity },
): void {
  into.insert("whereabouts_packing", {
    position,
    unit_id: idOf(stream),
    lot_id: materialLotId,
    direction,
    quantity: quantity.value,
    unit_of_measure: quantity.unitOfMeasure,
  });
}

const departed = (
  { into, position }: Moving,
  unit_id: string,
  shipment_id: string,
  dispatched: boolean,
): void => into.upsert("whereabouts_departure", { position, unit_id, shipment_id, dispatched });
