// One event on its way into the tables: what it moves, where it puts it, what it is called.
import type { DB } from "../../database/schema.ts";
import { type Identifier, written } from "../../domain/kernel/identifier.ts";
import { compare, negate, add as plus, type Quantity } from "../../domain/kernel/quantity.ts";
import type { Into, TablesOf } from "../projection.ts";
import type { Memory, Moved } from "./memory.ts";

export type WhereaboutsInto = Into<TablesOf<DB, "whereabouts">>;

export type Account =
  | "made"
  | "batch"
  | "lot"
  | "shipment"
  | "sample"
  | "scrap"
  | "destroyed"
  | "adjusted";

export interface Movement {
  readonly lotId: string;
  readonly direction: "in" | "out";
  readonly account: Account;
  readonly reference?: string | undefined;
  readonly detail?: string | undefined;
  /** Undefined: not known. */
  readonly quantity: Quantity | undefined;
  readonly containerId?: string | undefined;
}

export class Moving {
  readonly into: WhereaboutsInto;
  readonly position: number;
  readonly #eventId: string;
  readonly #memory: Memory;
  #ord = 0;

  constructor(
    into: WhereaboutsInto,
    { id, position }: { readonly id: string; readonly position: number },
    memory: Memory,
  ) {
    this.into = into;
    this.position = position;
    this.#eventId = id;
    this.#memory = memory;
  }

  move({ lotId, direction, account, reference, detail, quantity, containerId }: Movement): void {
    const { position } = this;
    const where = { account, reference: reference ?? null, container_id: containerId ?? null };
    const row = { position, ord: this.#next(), ...where };
    this.into.insert("whereabouts_movement", {
      ...row,
      lot_id: lotId,
      direction,
      detail: detail ?? null,
      ...amountOf(quantity),
      event_id: this.#eventId,
      void_position: null,
    });
    this.#memory.add(this.#eventId, row);
  }

  /** What an event moved is void from here on; where it had gone is told. */
  voidMoved(eventId: string): { readonly reference?: string; readonly containerId?: string } {
    const [first] = this.moved(eventId);
    for (const { position, ord } of this.moved(eventId)) {
      this.into.update("whereabouts_movement", { position, ord }, { void_position: this.position });
    }
    this.#memory.moved.delete(eventId);
    return {
      ...(first?.reference && { reference: first.reference }),
      ...(first?.container_id && { containerId: first.container_id }),
    };
  }

  moved(eventId: string): readonly Moved[] {
    return this.#memory.moved.get(eventId) ?? [];
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
      ord: this.#next(),
      lot_id: lotId,
      container_id: containerId ?? null,
      location_id: locationId,
    });
  }

  containers(lotId: string, containers: Containers): void {
    for (const { containerId, quantity } of containers) {
      this.into.insert("whereabouts_container", {
        lot_id: lotId,
        container_id: containerId,
        position: this.position,
        ...amountOf(quantity),
      });
    }
  }

  /**
   * More or less was found than there should be: that came or went by adjustment. Where the books
   * did not know, what was found is what there is.
   */
  found(lotId: string, now: Quantity, booked: Quantity | undefined, containerId?: string): void {
    const difference = booked && plus(now, negate(booked));
    if (difference && !("refused" in difference)) {
      const order = compare(difference, { ...difference, value: "0" });
      const more = { lotId, account: "adjusted", containerId } as const;
      if (order === 1) this.move({ ...more, direction: "in", quantity: difference });
      if (order === -1) this.move({ ...more, direction: "out", quantity: negate(difference) });
      return;
    }
    this.into.insert("whereabouts_count", {
      position: this.position,
      lot_id: lotId,
      container_id: containerId ?? null,
      quantity: now.value,
      unit_of_measure: now.unitOfMeasure,
    });
  }

  arrival(shipmentId: string, lotId: string | null, quantity: Quantity | undefined): void {
    this.into.insert("whereabouts_arrival", {
      position: this.position,
      ord: this.#next(),
      shipment_id: shipmentId,
      lot_id: lotId,
      ...amountOf(quantity),
    });
  }

  #next(): number {
    this.#ord += 1;
    return this.#ord - 1;
  }
}

type Containers = readonly { readonly containerId: string; readonly quantity?: Quantity }[];

const amountOf = (quantity: Quantity | undefined) => ({
  quantity: quantity?.value ?? null,
  unit_of_measure: quantity?.unitOfMeasure ?? null,
});
