// The tables of a read model as PostgreSQL has them: schema.sql is the one place that says them.
import type { ClientBase } from "pg";
import type { ColumnKind } from "./array-literal.ts";

export interface Column {
  readonly name: string;
  /** The type to cast to, without length: a value that is too long is then refused, not cut. */
  readonly type: string;
  readonly kind: ColumnKind;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Column names of the primary key. */
  readonly key: readonly string[];
}

/** In the order of their making, so that rows come after those they refer to. */
export async function readTables(client: ClientBase, schema: string): Promise<readonly Table[]> {
  const { rows } = await client.query<Line>(columnsOfSchema, [schema]);
  return [...Map.groupBy(rows, (line) => line.table)].map(([name, lines]) => ({
    name,
    columns: lines.map(({ column, type, kind }) => ({ name: column, type, kind })),
    key: lines
      .filter((line) => line.key_place !== null)
      .sort((left, right) => Number(left.key_place) - Number(right.key_place))
      .map(({ column }) => column),
  }));
}

interface Line {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly kind: ColumnKind;
  readonly key_place: number | null;
}

const columnsOfSchema = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
         case when a.atttypid in ('json'::regtype, 'jsonb'::regtype) then 'json'
              when t.typcategory = 'A' then 'array'
              else 'plain' end as kind,
         array_position(i.indkey::int[], a.attnum::int) as key_place
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                     and a.attgenerated = ''
  join pg_type t on t.oid = a.atttypid
  left join pg_index i on i.indrelid = c.oid and i.indisprimary
  where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition
  order by c.oid, a.attnum`;
