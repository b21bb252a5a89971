// What people call the lots of a recall.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { answered } from "../as-of.ts";
import { ProjectionFault } from "../runner/fault.ts";

/** Each with its name; with its id where nothing is recorded of it, or there is no read model. */
export async function withNames<Of extends { readonly materialLotId: string }>(
  kysely: Kysely<DB>,
  lots: readonly Of[],
): Promise<readonly (Of & { readonly lot: string })[]> {
  const ids = lots.map(({ materialLotId }) => materialLotId);
  const names = await namesOf(kysely, ids).catch((error: unknown) => {
    if (error instanceof ProjectionFault) return new Map<string, string>();
    throw error;
  });
  return lots.map((one) => ({ lot: names.get(one.materialLotId) ?? one.materialLotId, ...one }));
}

async function namesOf(
  kysely: Kysely<DB>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { answer } = await answered(kysely, "genealogy", async (at) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select lot_id as id, name from genealogy.genealogy_lot
      where lot_id = any(${ids}::text[])`.execute(at);
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
  return answer;
}
