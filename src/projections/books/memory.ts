// What must be known of earlier movements to place a new one: where a draw went that comes back,
// and which rows a correction voids.
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Ask, Occurred } from "../projection.ts";
import { idOf } from "./rule.ts";

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
       from (select distinct * from unnest($1::text[], $2::uuid[]) w(lot_id, event_id)) wanted
            join ${this.#table} using (lot_id, event_id)
       where void_position is null`,
      [wanted.map(({ lotId }) => lotId), wanted.map(({ eventId }) => eventId)],
    );
    for (const { event_id, ...row } of rows) this.add(event_id, row);
  }

  add(eventId: string, row: Moved): void {
    const rows = this.moved.get(eventId);
    if (rows) rows.push(row);
    else this.moved.set(eventId, [row]);
  }
}

interface Named {
  readonly lotId: string;
  readonly eventId: string;
}

function namedBy({ type, data, stream }: Occurred<ProductionEvent>): readonly Named[] {
  switch (type) {
    case "MaterialReturned":
      return [{ lotId: idOf(stream), eventId: data.drawnEventId }];
    case "MaterialDrawCorrected":
      return [{ lotId: idOf(stream), eventId: data.correctsEventId }];
    case "MaterialConsumptionCorrected":
    case "MaterialConsumptionVoided":
      return [{ lotId: data.materialLotId, eventId: data.correctsEventId }];
    default:
      return [];
  }
}
