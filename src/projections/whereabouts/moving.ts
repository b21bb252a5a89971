// One event on its way into the tables: what it moves, where it puts it, what it is called.
import type { DB } from "../../database/schema.ts";
import { type Identifier, written } from "../../domain/kernel/identifier.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
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
  | "supplier"
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
  /** What it stands for: a correction of a correction corrects the first. */
  readonly instead?: Corrected | undefined;
}

export interface Corrected {
  readonly eventId: string;
  readonly since: number;
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

  move(movement: Movement): void {
    const { lotId, direction, account, reference, detail, quantity, containerId } = movement;
    const { position } = this;
    const { eventId, since } = movement.instead ?? { eventId: this.#eventId, since: position };
    const where = { account, reference: reference ?? null, container_id: containerId ?? null };
    const row = { position, ord: this.#next(), ...where, since };
    this.into.insert("whereabouts_movement", {
      ...row,
      lot_id: lotId,
      direction,
      detail: detail ?? null,
      ...amountOf(quantity),
      event_id: eventId,
      void_position: null,
    });
    this.#memory.add(eventId, row);
  }

  /** What an event moved is void from here on. */
  voidMoved(eventId: string): Pick<Movement, "reference" | "containerId" | "instead"> {
    const rows = this.moved(eventId);
    for (const { position, ord } of rows) {
      this.into.update("whereabouts_movement", { position, ord }, { void_position: this.position });
    }
    this.#memory.moved.delete(eventId);
    const [first] = rows;
    return {
      ...(first?.reference && { reference: first.reference }),
      ...(first?.container_id && { containerId: first.container_id }),
      instead: { eventId, since: first?.since ?? this.position },
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

  counted(lotId: string, found: Quantity, containerId?: string): void {
    this.into.insert("whereabouts_count", {
      position: this.position,
      lot_id: lotId,
      container_id: containerId ?? null,
      quantity: found.value,
      unit_of_measure: found.unitOfMeasure,
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
