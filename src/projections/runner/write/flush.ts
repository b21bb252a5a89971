// Writes a chunk: one statement per table, kind of work and set of columns, whatever the number of
// rows.
import type { ClientBase } from "pg";
import { ProjectionFault } from "../fault.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Chunk, Row, TableWork } from "./chunk.ts";
import type { Column, Table } from "./tables.ts";

/** Prepared statements live as long as their connection, and so does this. */
export class Flush {
  readonly #tables: readonly Table[];
  readonly #names = new Map<string, string>();

  constructor(tables: readonly Table[]) {
    this.#tables = tables;
  }

  /**
   * Within the caller's transaction, over a connection that sends one statement behind another: the
   * next is made while PostgreSQL is at the last. Each rejects with what PostgreSQL says, or with
   * ROW_UNKNOWN; behind one that failed the others fail too.
   */
  *write(client: ClientBase, chunk: Chunk): Generator<Promise<unknown>> {
    for (const phase of chunk.phases) {
      for (const { name } of this.#tables) {
        const work = phase.get(name);
        if (work) yield* this.#writeTable(client, work);
      }
    }
  }

  *#writeTable(client: ClientBase, work: TableWork): Generator<Promise<unknown>> {
    const { table, inserts } = work;
    const upserts = [...work.upserts.values()];
    if (inserts.length > 0) {
      const given = table.columns.filter(({ name }) => inserts.some((row) => isGiven(row[name])));
      yield this.#run(client, insertInto(table, given), given, checked(table, inserts));
    }
    if (upserts.length > 0) {
      const text = insertInto(table, table.columns) + onConflict(table);
      yield this.#run(client, text, table.columns, checked(table, upserts));
    }
    for (const [names, changes] of byColumns(work.updates.values())) {
      const key = columns(table, table.key);
      const changed = columns(table, names.split(","));
      const rows = changes.map((update) => ({ ...update.change, ...keyOnly(table, update.key) }));
      const given = [...key, ...changed];
      yield this.#run(client, update(table, changed), given, rows).then((written) => {
        if (written < rows.length) throw rowMissing(table, rows.length - written);
      });
    }
  }

  async #run(
    client: ClientBase,
    text: string,
    given: readonly Column[],
    rows: readonly Row[],
  ): Promise<number> {
    const name = this.#names.get(text) ?? `flush ${this.#names.size}`;
    this.#names.set(text, name);
    const values = given.map((column) =>
      arrayLiteral(
        rows.map((row) => row[column.name]),
        column.kind,
      ),
    );
    return (await client.query({ name, text, values })).rowCount ?? 0;
  }
}

const id = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const list = (given: readonly Column[]): string => given.map(({ name }) => id(name)).join(", ");

/** A column that no row has anything for is as it is without it: read models know no defaults. */
const isGiven = (value: unknown): boolean => value !== null && value !== undefined;

const insertInto = (table: Table, given: readonly Column[]): string =>
  `insert into ${id(table.name)} (${list(given)}) ${selection(given)}`;

function onConflict({ key, columns }: Table): string {
  const others = columns.filter(({ name }) => !key.includes(name));
  const set = others.map(({ name }) => `${id(name)} = excluded.${id(name)}`).join(", ");
  const target = ` on conflict (${key.map(id).join(", ")})`;
  return `${target} do ${set === "" ? "nothing" : `update set ${set}`}`;
}

function update(table: Table, changed: readonly Column[]): string {
  const given = selection([...columns(table, table.key), ...changed]);
  const set = changed.map(({ name }) => `${id(name)} = given.${id(name)}`).join(", ");
  const same = table.key.map((name) => `target.${id(name)} = given.${id(name)}`).join(" and ");
  return `update ${id(table.name)} target set ${set} from (${given}) given where ${same}`;
}

/** unnest would take an array of arrays apart, so those come as text and are cast one by one. */
function selection(given: readonly Column[]): string {
  const casts = given.map(({ name, type, kind }) =>
    kind === "array" ? `${id(name)}::${type} as ${id(name)}` : id(name),
  );
  const arrays = given.map(
    ({ type, kind }, n) => `$${n + 1}::${kind === "array" ? "text" : type}[]`,
  );
  return `select ${casts.join(", ")} from unnest(${arrays.join(", ")}) as u(${list(given)})`;
}

function checked(table: Table, rows: readonly Row[]): readonly Row[] {
  const known = new Set(table.columns.map(({ name }) => name));
  for (const row of rows) {
    for (const name in row) if (!known.has(name)) throw columnUnknown(table, name);
  }
  return rows;
}

function columns(table: Table, names: readonly string[]): readonly Column[] {
  return names.map((name) => {
    const found = table.columns.find((column) => column.name === name);
    if (!found) throw columnUnknown(table, name);
    return found;
  });
}

const keyOnly = (table: Table, key: Row): Row =>
  Object.fromEntries(table.key.map((name) => [name, key[name]]));

/** Updates of the same columns go together; an update of none says nothing. */
function byColumns<U extends { readonly change: Row }>(updates: Iterable<U>): Map<string, U[]> {
  const groups = Map.groupBy(updates, ({ change }) => Object.keys(change).sort().join());
  groups.delete("");
  return groups;
}

const columnUnknown = (table: Table, name: string): ProjectionFault =>
  new ProjectionFault("ROW_UNKNOWN", `${table.name} has no column ${name}.`);

const rowMissing = (table: Table, count: number): ProjectionFault =>
  new ProjectionFault("ROW_UNKNOWN", `${count} rows to update are not in ${table.name}.`);
