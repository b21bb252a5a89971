// The genealogy: which events make nodes, edges and flows.
// Only what really went in makes an edge (design, section 2).
import type { DB } from "../../database/schema.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import { type SerialRange, serialsOf } from "../../domain/kernel/gs1/serial.ts";
import type { Identifier } from "../../domain/kernel/identifier.ts";
import { written } from "../../domain/kernel/identifier.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { MaterialReference } from "../../domain/kernel/shape/reference.ts";
import { type Line, notListed } from "../../domain/shipment/events.ts";
import { Booking, type Sheets } from "../books/booking.ts";
import { follow, idOf, type Rules } from "../books/rule.ts";
import { bookRules } from "../books/rules.ts";
import { type Occurred, projection } from "../projection.ts";
import { type Charge, Memory } from "./memory.ts";
import { type GenealogyInto, Place } from "./place.ts";

const placing: Rules<Place> = {
  MaterialLotReceived(place, { data, stream }) {
    const lotId = idOf(stream);
    newLot(place, lotId, "received", data, { supplier: data.supplier?.name });
  },
  OutputProduced(place, { data, stream }) {
    const of = data.sublotOfMaterialLotId;
    newLot(place, data.materialLotId, "produced", data, { of });
    const lot = place.node("materialLot", data.materialLotId);
    place.edge(place.node("batch", idOf(stream)), lot, "produce", {
      quantity: data.quantity,
      span: data.span,
    });
  },
  MaterialLotSplitOff(place, { data, stream }) {
    const lotId = idOf(stream);
    newLot(place, lotId, "divided", data, { of: data.fromMaterialLotId });
    const parent = place.node("materialLot", data.fromMaterialLotId);
    const { quantity } = data;
    place.edge(parent, place.node("materialLot", lotId), "split", { quantity });
  },
  MaterialLotsMerged(place, { data, stream }) {
    const lotId = idOf(stream);
    newLot(place, lotId, "merged", data);
    const target = place.node("materialLot", lotId);
    for (const { materialLotId, quantity, heel } of data.from) {
      const source = place.node("materialLot", materialLotId);
      place.edge(source, target, heel ? "heel" : "merge", { quantity });
    }
  },
  MaterialDrawn(place, { data, stream, id, position, metadata }) {
    if (data.purpose !== "charge") return;
    place.into.insert("genealogy_draw", {
      event_id: id,
      position,
      lot_id: idOf(stream),
      batch_id: data.batchId ?? null,
      recorded_at: metadata.recordedAt,
      closed_position: null,
    });
  },
  MaterialReturned(place, { data, position, metadata }) {
    if (data.reason === "notConsumed") return close(place, data.drawnEventId, position);
    place.into.insert("genealogy_return", {
      position,
      drawn_event_id: data.drawnEventId,
      quantity: data.quantity?.value ?? null,
      unit_of_measure: data.quantity?.unitOfMeasure ?? null,
      at: metadata.occurredAt,
    });
  },
  // To whom a sample went for testing is no consignee: where it is, the whereabouts say.
  MaterialReturnedToSupplier(place, { data, stream, id }) {
    const { quantity, supplier, returnNumber } = data;
    sentOut(place, idOf(stream), id, `${returnNumber} to ${supplier.name}`, quantity);
  },
  MaterialLotRelabelled(place, { data, stream, before, position: until_position }) {
    const lot_id = idOf(stream);
    place.identifiers(lot_id, data.identifiers);
    const [first] = data.identifiers;
    const [former] = Array.isArray(before.identifiers) ? before.identifiers : [];
    const name = former === undefined ? null : written(former);
    if (first) place.into.insert("genealogy_lot_name", { lot_id, until_position, name });
    if (first) place.into.update("genealogy_lot", { lot_id }, { name: written(first) });
  },
  BatchIssued(place, { data, stream, position }) {
    const batch_id = idOf(stream);
    place.node("batch", batch_id);
    place.into.insert("genealogy_batch", {
      batch_id,
      position,
      batch_number: data.batchNumber,
      product_name: data.material.name,
      former_number: null,
      renamed_position: null,
    });
  },
  BatchNumberGiven(place, { data, stream, position: renamed_position }) {
    const { batchNumber: batch_number, formerNumber: former_number } = data;
    const renamed = { batch_number, former_number, renamed_position };
    place.into.update("genealogy_batch", { batch_id: idOf(stream) }, renamed);
  },
  MaterialConsumed(place, { data, stream, position }) {
    const source = place.node("materialLot", data.materialLotId);
    const { quantity, containerId, span } = data;
    const more = { quantity, containerId, span, flowing: data.interval };
    const kind = data.kind === "charge" ? "consume" : data.kind;
    place.edge(source, place.node("batch", idOf(stream)), kind, more);
    if (data.drawnEventId) close(place, data.drawnEventId, position);
  },
  MaterialConsumptionCorrected(place, { data, stream }) {
    place.correctEdges(chargeOf(data, stream), data.quantity);
  },
  MaterialConsumptionVoided(place, { data, stream }) {
    place.correctEdges(chargeOf(data, stream), undefined);
  },
  SerialsIssued: (place, event) => serials(place, event, "issued"),
  SerialsAccounted: (place, event) => serials(place, event, event.data.as),
  LogisticUnitOpened(place, { data, stream }) {
    place.node("logisticUnit", idOf(stream), data.identifiers[0]?.value);
  },
  LogisticUnitLoaded(place, { data, stream }) {
    const lot = place.node("materialLot", data.materialLotId);
    const { quantity } = data;
    place.edge(lot, place.node("logisticUnit", idOf(stream)), "pack", { quantity });
  },
  // It is gone, also while nobody has recorded that the shipment left.
  LogisticUnitShipped: (place, { data }) => left(place, data.shipmentId, data.lines),
  ShipmentPrepared(place, { data, stream }) {
    const number = data.identifiers[0]?.value;
    place.node("shipment", idOf(stream), `${number} to ${data.consignee.name}`);
  },
  // What left is read from this event alone: a unit may have been unloaded before it went.
  ShipmentDispatched(place, { data, stream }) {
    left(place, idOf(stream), data.lines);
  },
  ShipmentReceived: (place, { data, stream }) => left(place, idOf(stream), notListed(data)),
  ShipmentReturned(place, { data, stream }) {
    left(place, idOf(stream), notListed(data));
  },
};

const chargeOf = (
  { correctsEventId: eventId, materialLotId: lotId }: Corrects,
  stream: string,
): Charge => ({ eventId, lotId, batchId: idOf(stream) });

interface Corrects {
  readonly correctsEventId: string;
  readonly materialLotId: string;
}

/** Whatever became of them: one that comes up where none should be leads to its batch too. */
function serials(
  { into, position }: Place,
  { data, stream }: { readonly data: { readonly serials: SerialRange[] }; readonly stream: string },
  became: string,
): void {
  const found = serialsOf(data.serials);
  if (!("serials" in found)) return;
  for (const [ord, { head, width, from, to }] of found.serials.entries()) {
    const run = { head, width, first: String(from), last: String(to) };
    into.insert("genealogy_serial", { position, ord, batch_id: idOf(stream), became, ...run });
  }
}

function left(place: Place, shipmentId: string, lines: readonly Line[]): void {
  const shipment = place.node("shipment", shipmentId);
  for (const { materialLotId, quantity } of lines) {
    place.edge(place.node("materialLot", materialLotId), shipment, "ship", { quantity });
  }
}

/** Like a shipment, under the id of its event: what is there now is with somebody else. */
function sentOut(
  place: Place,
  lotId: string,
  eventId: string,
  name: string,
  quantity: Quantity | undefined,
): void {
  const away = place.node("shipment", eventId, name);
  place.edge(place.node("materialLot", lotId), away, "ship", { quantity });
}

const sheetsOf = (into: GenealogyInto): Sheets => ({
  movement({ account: reason, reference: _, detail: __, ...flow }) {
    into.insert("genealogy_flow", { ...flow, reason, void_position: null });
  },
  voided: (key, void_position) => into.update("genealogy_flow", key, { void_position }),
  container: (line) => into.insert("genealogy_container", line),
  count: (line) => into.insert("genealogy_count", line),
});

const nowhere: GenealogyInto = { insert: () => {}, upsert: () => {}, update: () => {} };

function put(into: GenealogyInto, event: Occurred<ProductionEvent>, memory: Memory): void {
  follow(placing, new Place(into, event, memory, into === nowhere), event);
}

export const genealogy = projection<DB, ProductionEvent>()({
  name: "genealogy",
  version: 9,
  schema: new URL("schema.sql", import.meta.url),
  digest: {
    genealogy_node: "select kind, key, name, position from genealogy_node order by kind, key",
    genealogy_edge: `
      select e.position, e.ord, s.kind as source_kind, s.key as source, t.kind as target_kind,
             t.key as target, e.kind, e.quantity, e.unit_of_measure, e.container_id, e.span_from,
             e.span_to, e.span_unit, e.event_id, e.from_at, e.to_at, e.time_basis, e.zone_stated
      from genealogy_edge e join genealogy_node s on s.id = e.source
           join genealogy_node t on t.id = e.target order by e.position, e.ord`,
    genealogy_edge_void: "select * from genealogy_edge_void order by position, ord, void_position",
    genealogy_lot: "select * from genealogy_lot order by lot_id",
    genealogy_lot_name: "select * from genealogy_lot_name order by lot_id, until_position",
    genealogy_batch: "select * from genealogy_batch order by batch_id",
    genealogy_identifier:
      "select * from genealogy_identifier order by scheme, value_folded, lot_id, issuer, position",
    genealogy_flow: "select * from genealogy_flow order by position, ord",
    genealogy_container:
      "select * from genealogy_container order by lot_id, container_id, position",
    genealogy_count: "select * from genealogy_count order by position",
    genealogy_serial: "select * from genealogy_serial order by position, ord",
    genealogy_return: "select * from genealogy_return order by position",
    genealogy_draw: "select * from genealogy_draw order by event_id",
  },
  memory: () => new Memory(),
  async prefetch(events, ask, memory) {
    for (const event of events) put(nowhere, event, memory);
    await memory.load(ask);
    await memory.books.load(events, ask);
  },
  any(into, event, memory) {
    put(into, event, memory);
    follow(bookRules, new Booking(sheetsOf(into), event, memory.books), event);
  },
  on: {},
});

interface NewLot {
  readonly material: MaterialReference;
  readonly identifiers: readonly Identifier[];
}
function newLot(
  place: Place,
  lot_id: string,
  origin: string,
  { material, identifiers }: NewLot,
  {
    supplier,
    of,
  }: { readonly supplier?: string | undefined; readonly of?: string | undefined } = {},
): void {
  place.node("materialLot", lot_id);
  // No event stops the model: of two lots under one id all is kept, and answers say so.
  if (place.isAgain(lot_id)) {
    place.identifiersToo(lot_id, identifiers);
    return;
  }
  const [first] = identifiers;
  place.into.insert("genealogy_lot", {
    lot_id,
    position: place.position,
    name: first ? written(first) : material.name,
    material_id: material.materialDefinitionId,
    material_name: material.name,
    origin,
    sublot_of: of ?? null,
    supplier_name: supplier ?? null,
    again_position: null,
  });
  place.identifiers(lot_id, identifiers);
}

const close = (place: Place, event_id: string, closed_position: number): void =>
  place.into.update("genealogy_draw", { event_id }, { closed_position });
