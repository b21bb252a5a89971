// One lot by what people call it.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { findSeed } from "../../projections/genealogy/seed.ts";
import { notOne } from "../text/not-one.ts";

/** Its id. Throws LOT_UNKNOWN, IDENTIFIER_AMBIGUOUS with the list. */
export async function oneLot(kysely: Kysely<DB>, identifier: string): Promise<string> {
  const found = await findSeed(kysely, identifier, Number.MAX_SAFE_INTEGER);
  if (found.found !== "one") throw notOne(identifier, found);
  if (found.seed.kind !== "materialLot") throw notOne(identifier, { found: "none", nearest: [] });
  return found.seed.id;
}
