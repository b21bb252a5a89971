// Lots by what people call them; for lists and for finding the one that is meant.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { foldedValue } from "../../domain/kernel/identifier.ts";
import { type Answered, answered } from "../as-of.ts";

export interface LotLine {
  readonly lotId: string;
  readonly lot: string;
  readonly material: string;
  readonly origin: string;
  readonly supplier: string | null;
  readonly identifiers: readonly { scheme: string; issuer: string; value: string }[];
}

export interface Page {
  /** Only what comes after this id. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Lots in the order of their ids; all that have an
 * identifier `scheme:value`, where one is asked for.
 */
export function lots(
  kysely: Kysely<DB>,
  { after = "", limit, identifier }: Page & { readonly identifier?: string },
): Promise<Answered<readonly LotLine[]>> {
  const cut = identifier?.indexOf(":") ?? -1;
  const scheme = identifier?.slice(0, cut) ?? null;
  const value = identifier === undefined ? null : foldedValue(identifier.slice(cut + 1));
  return answered(kysely, "genealogy", async (at) => {
    const { rows } = await sql<LotLine>`${line}
      where l.lot_id > ${after} and (${scheme}::text is null or l.lot_id in (
        select lot_id from genealogy.genealogy_identifier
        where scheme = ${scheme} and value_folded = ${value} and void_position is null))
      order by l.lot_id limit ${limit}`.execute(at);
    return rows;
  });
}

export function lot(kysely: Kysely<DB>, lotId: string): Promise<Answered<LotLine | undefined>> {
  return answered(kysely, "genealogy", async (at) => {
    const { rows } = await sql<LotLine>`${line} where l.lot_id = ${lotId}`.execute(at);
    return rows[0];
  });
}

const line = sql`
  select l.lot_id as "lotId", l.name as lot, l.material_name as material, l.origin,
         l.supplier_name as supplier,
         (select coalesce(jsonb_agg(jsonb_build_object(
                   'scheme', i.scheme, 'issuer', i.issuer, 'value', i.value)
                   order by i.scheme, i.value), '[]')
          from genealogy.genealogy_identifier i
          where i.lot_id = l.lot_id and i.void_position is null) as identifiers
  from genealogy.genealogy_lot l`;
