// One event on its way into the books of lots: what it moves into their stock and out of it, and
// what a count found. Which tables they are in is the affair of the read model.
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { Memory, Moved } from "./memory.ts";

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
  /** None: what moved was no whole container. */
  readonly wholeContainers?: readonly string[] | undefined;
  /** As of when it counts; absent: as of this event. */
  readonly as?: AsOf | undefined;
}

/** Of a correction the moment of what is corrected, however often it is. */
export interface AsOf {
  readonly eventId?: string;
  readonly since: number;
  readonly at: string;
}

export interface MovementLine {
  readonly position: number;
  readonly ord: number;
  readonly lot_id: string;
  readonly container_id: string | null;
  readonly whole_containers: string[] | null;
  readonly direction: "in" | "out";
  readonly account: Account;
  readonly reference: string | null;
  readonly detail: string | null;
  readonly quantity: string | null;
  readonly unit_of_measure: string | null;
  readonly event_id: string;
  readonly since: number;
  readonly at: string;
}

export interface ContainerLine {
  readonly lot_id: string;
  readonly container_id: string;
  readonly position: number;
  readonly quantity: string | null;
  readonly unit_of_measure: string | null;
}

export interface CountLine {
  readonly position: number;
  readonly lot_id: string;
  readonly container_id: string | null;
  readonly quantity: string;
  readonly unit_of_measure: string;
  readonly at: string;
}

/** The tables. */
export interface Sheets {
  movement(line: MovementLine): void;
  voided(key: Pick<MovementLine, "position" | "ord">, void_position: number): void;
  container(line: ContainerLine): void;
  count(line: CountLine): void;
}

export interface BookedEvent {
  readonly id: string;
  readonly position: number;
  readonly metadata: { readonly occurredAt: string };
}

export class Booking {
  readonly position: number;
  readonly #sheets: Sheets;
  readonly #event: BookedEvent;
  readonly #memory: Memory;
  #ord = 0;

  constructor(sheets: Sheets, event: BookedEvent, memory: Memory) {
    this.position = event.position;
    this.#sheets = sheets;
    this.#event = event;
    this.#memory = memory;
  }

  move(movement: Movement): void {
    const { lotId, direction, account, reference, detail, quantity, containerId, as } = movement;
    const whole = movement.wholeContainers ?? [];
    const { position } = this;
    const { id, metadata } = this.#event;
    const { eventId = id, since, at } = as ?? { since: position, at: metadata.occurredAt };
    const where = { account, reference: reference ?? null, container_id: containerId ?? null };
    const row = { position, ord: this.next(), ...where, since, at };
    this.#sheets.movement({
      ...row,
      lot_id: lotId,
      direction,
      detail: detail ?? null,
      whole_containers: whole.length > 0 ? [...whole] : null,
      ...amountOf(quantity),
      event_id: eventId,
    });
    this.#memory.add(eventId, row);
  }

  /** What an event moved is void from here on. */
  voidMoved(eventId: string): Pick<Movement, "reference" | "containerId" | "as"> {
    const rows = this.moved(eventId);
    for (const { position, ord } of rows) this.#sheets.voided({ position, ord }, this.position);
    this.#memory.moved.delete(eventId);
    const [first] = rows;
    return {
      ...(first?.reference && { reference: first.reference }),
      ...(first?.container_id && { containerId: first.container_id }),
      as: { ...this.#momentOf(first), eventId },
    };
  }

  moved(eventId: string): readonly Moved[] {
    return this.#memory.moved.get(eventId) ?? [];
  }

  containers(lotId: string, containers: Containers): void {
    for (const { containerId, quantity } of containers) {
      const key = { lot_id: lotId, container_id: containerId, position: this.position };
      this.#sheets.container({ ...key, ...amountOf(quantity) });
    }
  }

  counted(lotId: string, { value, unitOfMeasure }: Quantity, containerId?: string): void {
    this.#sheets.count({
      position: this.position,
      lot_id: lotId,
      container_id: containerId ?? null,
      quantity: value,
      unit_of_measure: unitOfMeasure,
      at: this.#event.metadata.occurredAt,
    });
  }

  protected next(): number {
    this.#ord += 1;
    return this.#ord - 1;
  }

  #momentOf(row: Moved | undefined): { readonly since: number; readonly at: string } {
    return row ?? { since: this.position, at: this.#event.metadata.occurredAt };
  }
}

type Containers = readonly { readonly containerId: string; readonly quantity?: Quantity }[];

export const amountOf = (quantity: Quantity | undefined) => ({
  quantity: quantity?.value ?? null,
  unit_of_measure: quantity?.unitOfMeasure ?? null,
});
