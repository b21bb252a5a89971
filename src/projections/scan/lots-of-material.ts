// Lots of one material, for whoever looks for what is in stock: an index, no more. What a lot is
// now its own stream says.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { type Answered, answered } from "../as-of.ts";

export function lotsOfMaterial(
  kysely: Kysely<DB>,
  materialDefinitionId: string,
): Promise<Answered<readonly { readonly lotId: string; readonly lot: string }[]>> {
  return answered(kysely, "genealogy", async (at) => {
    const { rows } = await sql<{ lotId: string; lot: string }>`
      select lot_id as "lotId", name as lot from genealogy.genealogy_lot
      where material_id = ${materialDefinitionId} order by lot_id`.execute(at);
    return rows;
  });
}
