// What an answer does not know, said by name; and instants within JSON that a query builds.
import { type RawBuilder, sql } from "kysely";

export interface Unknown {
  readonly code: string;
  readonly subject: string;
  readonly detail: string;
}

/** UTC with milliseconds, as everywhere. */
export const sqlInstant = (column: RawBuilder<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
