// What is recorded of one lot in its books, as a read model has it.
import { type RawBuilder, sql } from "kysely";
import type { AmountRow } from "../amount-row.ts";

export interface MovementRow extends AmountRow {
  /** Log index from which it counts. */
  readonly since: number;
  /** Business time from which it counts, in ms. */
  readonly at: number;
  readonly containerId: string | null;
  /** That left as they were, with all that was in them. */
  readonly wholeContainers: readonly string[] | null;
  readonly direction: "in" | "out";
  readonly account: string;
  readonly reference: string | null;
  readonly detail: string | null;
}

export interface ContainerRow extends AmountRow {
  readonly containerId: string;
}

export interface CountRow {
  readonly quantity: string;
  readonly unitOfMeasure: string;
  readonly position: number;
  /** Business time, in ms. */
  readonly at: number;
  readonly containerId: string | null;
}

export interface BookRows {
  /** In the order of the log. */
  readonly movements: readonly MovementRow[];
  readonly containers: readonly ContainerRow[];
  readonly counts: readonly CountRow[];
}

/** Of a column with an instant. */
export const millisecondsOf = (column: string): RawBuilder<number> =>
  sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;
