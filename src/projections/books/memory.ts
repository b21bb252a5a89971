// What must be known of earlier movements to place a new one: where a draw went that comes back,
// and which rows a correction voids.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Ask, Occurred } from "../projection.ts";

export interface Moved {
  readonly position: number;
  readonly ord: number;
  readonly account: string;
  readonly reference: string | null;
  readonly container_id: string | null;
  readonly since: number;
  readonly at: string;
}

export class Memory {
  /** By the event that moved them; those that are void already are left out. */
  readonly moved = new Map<string, Moved[]>();
  readonly #table: string;
  readonly #columns: string;

  /** The table of movements, by its unqualified name, and where it has what they were between. */
  constructor(table: string, columns = "account, reference") {
    this.#table = table;
    this.#columns = columns;
  }

  /** Asks for what the events of a chunk name; what the chunk itself moves is added on the way. */
  async load(events: readonly Occurred<ProductionEvent>[], ask: Ask): Promise<void> {
    this.moved.clear();
    const wanted = events.flatMap(namedBy);
    if (wanted.length === 0) return;
    const rows = await ask<Moved & { event_id: string }>(
      `select event_id, position, ord, ${this.#columns}, container_id, since, at
       from ${this.#table}
       where event_id = any($1::uuid[]) and void_position is null`,
      [wanted],
    );
    for (const { event_id, ...row } of rows) this.add(event_id, row);
  }

  add(eventId: string, row: Moved): void {
    const rows = this.moved.get(eventId);
    if (rows) rows.push(row);
    else this.moved.set(eventId, [row]);
  }
}

function namedBy({ type, data }: Occurred<ProductionEvent>): readonly string[] {
  switch (type) {
    case "MaterialReturned":
      return [data.drawnEventId];
    case "MaterialDrawCorrected":
    case "MaterialConsumptionCorrected":
    case "MaterialConsumptionVoided":
      return [data.correctsEventId];
    default:
      return [];
  }
}
