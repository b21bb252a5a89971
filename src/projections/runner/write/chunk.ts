// What the handlers of one chunk asked for, kept so that it can be written set by set and still
// come out as if each row had been written when it was asked for.
import type { AnyInto } from "../../projection.ts";
import { ProjectionFault } from "../fault.ts";
import type { Table } from "./tables.ts";

export type Row = { readonly [column: string]: unknown };

export interface Update {
  readonly key: Row;
  readonly change: Row;
}

/**
 * The work on one table: first the inserts, then the upserts, then the updates, each key once in
 * either map.
 */
export interface TableWork {
  readonly table: Table;
  readonly inserts: Row[];
  readonly upserts: Map<string, Row>;
  readonly updates: Map<string, Update>;
}

export class Chunk implements AnyInto {
  readonly #tables: ReadonlyMap<string, Table>;
  /**
   * A new phase begins where one order for all (insert, upsert, update) would change the outcome.
   */
  readonly phases: Map<string, TableWork>[] = [new Map()];

  constructor(tables: readonly Table[]) {
    this.#tables = new Map(tables.map((table) => [table.name, table]));
  }

  get isEmpty(): boolean {
    return this.phases.length === 1 && this.#phase().size === 0;
  }

  insert(table: string, row: Row): void {
    const work = this.#work(table);
    if (work.upserts.size > 0 || work.updates.size > 0) {
      const key = keyOf(work.table, row);
      if (work.upserts.has(key) || work.updates.has(key)) {
        this.#nextPhase(table).inserts.push(row);
        return;
      }
    }
    work.inserts.push(row);
  }

  upsert(table: string, row: Row): void {
    const work = this.#work(table);
    const key = keyOf(work.table, row);
    if (!work.updates.has(key)) {
      work.upserts.set(key, row);
    } else if (work.upserts.has(key)) {
      // The row is there whatever happens, so what was to change in it no longer matters.
      work.updates.delete(key);
      work.upserts.set(key, row);
    } else {
      this.#nextPhase(table).upserts.set(key, row);
    }
  }

  update(table: string, key: Row, change: Row): void {
    const work = this.#work(table);
    const known = keyOf(work.table, key);
    const before = work.updates.get(known)?.change;
    work.updates.set(known, { key, change: before ? { ...before, ...change } : change });
  }

  #phase(): Map<string, TableWork> {
    const phase = this.phases.at(-1);
    if (!phase) throw new Error("A chunk has one phase at least.");
    return phase;
  }

  #nextPhase(table: string): TableWork {
    this.phases.push(new Map());
    return this.#work(table);
  }

  #work(name: string): TableWork {
    const phase = this.#phase();
    const found = phase.get(name);
    if (found) return found;
    const table = this.#tables.get(name);
    if (!table) throw new ProjectionFault("ROW_UNKNOWN", `There is no table ${name}.`);
    const work = { table, inserts: [], upserts: new Map(), updates: new Map() };
    phase.set(name, work);
    return work;
  }
}

/** The primary key as one text: U+0000 cannot be part of a text in PostgreSQL. */
function keyOf(table: Table, row: Row): string {
  const [only] = table.key;
  if (only !== undefined && table.key.length === 1) return String(required(table, row, only));
  return table.key.map((column) => String(required(table, row, column))).join("\u0000");
}

function required(table: Table, row: Row, column: string): unknown {
  const value = row[column];
  if (value !== undefined && value !== null) return value;
  const key = `${table.name}(${table.key.join(", ")})`;
  throw new ProjectionFault("ROW_UNKNOWN", `The key of ${key} was given without ${column}.`);
}
