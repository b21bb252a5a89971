// Which part of the log an answer speaks for: a tree size, so that indexes 0..asOf-1 are in it (design, section 2).
import type { Kysely } from "kysely";
import type { DB } from "../database/schema.ts";
import { QueryFault } from "./query-fault.ts";

/**
 * The tree size to answer for: the one asked for, or all that the read model has. Throws QueryFault AS_OF_AHEAD
 * where the read model is not that far, READ_MODEL_ABSENT where it is not made yet.
 */
export async function asOfFor(kysely: Kysely<DB>, name: string, wanted?: number): Promise<number> {
  const progress = await kysely
    .selectFrom("batchproof.projection_progress")
    .select("index")
    .where("name", "=", name)
    .executeTakeFirst();
  if (!progress)
    throw new QueryFault("READ_MODEL_ABSENT", `The read model ${name} is not made yet.`);
  const reached = progress.index + 1;
  if (wanted === undefined) return reached;
  if (wanted <= reached) return wanted;
  throw new QueryFault(
    "AS_OF_AHEAD",
    `${name} holds ${reached} events; the answer was asked for at ${wanted}. Ask again shortly.`,
  );
}
