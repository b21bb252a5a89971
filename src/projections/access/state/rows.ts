// The rows of a table below a tree size, in the order of the log.
import { type Kysely, type Selectable, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { TablesOf } from "../../projection.ts";

type Tables = TablesOf<DB, "access">;
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

type Where = { readonly column: "person_id" | "service_id"; readonly is: string | undefined };

export async function rowsBelow<Table extends keyof Tables & string>(
  kysely: Kysely<DB>,
  table: Table,
  asOf: number,
  where?: Where,
): Promise<readonly Row<Table>[]> {
  const of = where?.is === undefined ? sql`` : sql`and ${sql.ref(where.column)} = ${where.is}`;
  const { rows } = await sql<Row<Table>>`
    select * from ${sql.table(`access.${table}`)}
    where position < ${asOf} ${of} order by position`.execute(kysely);
  return rows;
}

/** Who did something, when, and where it stands in the log. */
export interface Done {
  readonly position: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
}

type Stamped = {
  readonly position: number;
  readonly at: string;
  readonly by_id: string;
  readonly by_name: string;
};

export const done = ({ position, at, by_id: id, by_name: name }: Stamped): Done => ({
  position,
  at,
  by: { id, name },
});
