// One event on its way into the tables: what it moves, where it puts it, what it is called.
import type { DB } from "../../database/schema.ts";
import { type Identifier, written } from "../../domain/kernel/identifier.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { amountOf, type BookedEvent, Booking, type Sheets } from "../books/booking.ts";
import type { Memory } from "../books/memory.ts";
import type { Into, TablesOf } from "../projection.ts";

export type WhereaboutsInto = Into<TablesOf<DB, "whereabouts">>;

export class Moving extends Booking {
  readonly into: WhereaboutsInto;

  constructor(into: WhereaboutsInto, event: BookedEvent, memory: Memory) {
    super(sheetsOf(into), event, memory);
    this.into = into;
  }

  lot(lotId: string, identifiers: readonly Identifier[], materialName?: string): void {
    const [first] = identifiers;
    const name = first ? written(first) : materialName;
    if (name === undefined) return;
    const { position } = this;
    const row = { lot_id: lotId, position, name, material_name: materialName ?? null };
    this.into.insert("whereabouts_lot", row);
  }

  place(lotId: string, locationId: string | undefined, containerId?: string): void {
    if (locationId === undefined) return;
    this.into.insert("whereabouts_place", {
      position: this.position,
      ord: this.next(),
      lot_id: lotId,
      container_id: containerId ?? null,
      location_id: locationId,
    });
  }

  arrival(shipmentId: string, lotId: string | null, quantity: Quantity | undefined): void {
    this.into.insert("whereabouts_arrival", {
      position: this.position,
      ord: this.next(),
      shipment_id: shipmentId,
      lot_id: lotId,
      ...amountOf(quantity),
    });
  }
}

const sheetsOf = (into: WhereaboutsInto): Sheets => ({
  movement: (line) => into.insert("whereabouts_movement", { ...line, void_position: null }),
  voided: (key, void_position) => into.update("whereabouts_movement", key, { void_position }),
  container: (line) => into.insert("whereabouts_container", line),
  count: (line) => into.insert("whereabouts_count", line),
});
