// "As it was known at K": rows that carry the position of their event can be answered for any tree size in the past.
import type { Kysely } from "kysely";
import type { DB } from "../database/schema.ts";
import { asOf } from "./as-of.ts";
import { QueryFault } from "./query-fault.ts";

/**
 * The tree size to answer for: the one asked for, or all that the read model has. Throws QueryFault AS_OF_AHEAD
 * where the read model is not that far, and what `asOf` throws where there is none.
 */
export async function knownAt(kysely: Kysely<DB>, name: string, wanted?: number): Promise<number> {
  const reached = await asOf(kysely, name);
  if (wanted === undefined || wanted <= reached) return wanted ?? reached;
  throw new QueryFault(
    "AS_OF_AHEAD",
    `${name} holds ${reached} events; the answer was asked for at ${wanted}. Ask again shortly.`,
  );
}
