// What a scanned code names: lots, containers, logistic units. One that fits several is answered
// with the list, never with a pick.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { foldedValue } from "../../domain/kernel/identifier.ts";
import { type Answered, answered } from "../as-of.ts";

export interface Wanted {
  /** Numbers with their scheme. */
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  /** A text of the house's own: a number of any scheme, or an id. */
  readonly texts: readonly string[];
}

export interface Named {
  readonly kind: "materialLot" | "container" | "logisticUnit";
  readonly id: string;
  /** The lot itself, or the one in the container. */
  readonly lotId: string | null;
  readonly name: string | null;
  readonly material: string | null;
}

export function named(kysely: Kysely<DB>, wanted: Wanted): Promise<Answered<readonly Named[]>> {
  const { identifiers, texts } = wanted;
  const schemes = identifiers.map(({ scheme }) => scheme);
  const values = identifiers.map(({ value }) => foldedValue(value));
  const folded = texts.map(foldedValue);
  const written = identifiers.map(({ scheme, value }) => `${scheme}:${value}`);
  return answered(kysely, "genealogy", async (at) => {
    const { rows } = await sql<Named>`
      select distinct 'materialLot' as kind, l.lot_id as id, l.lot_id as "lotId", l.name,
             l.material_name as material
      from genealogy.genealogy_identifier i join genealogy.genealogy_lot l using (lot_id)
      where i.void_position is null and (i.value_folded = any(${folded}::text[]) or
        (i.scheme, i.value_folded) in
          (select * from unnest(${schemes}::text[], ${values}::text[])))
      union
      select 'container', c.container_id, c.lot_id, l.name, l.material_name
      from whereabouts.whereabouts_container c left join genealogy.genealogy_lot l using (lot_id)
      where c.container_id = any(${[...texts, ...identifiers.map(({ value }) => value)]}::text[])
      union
      select 'logisticUnit', n.key, null, n.name, null
      from genealogy.genealogy_node n
      where n.kind = 'logisticUnit'
        and (n.key = any(${texts}::text[]) or n.name = any(${[...written, ...texts]}::text[]))
      order by 1, 2, 3`.execute(at);
    return rows;
  });
}
