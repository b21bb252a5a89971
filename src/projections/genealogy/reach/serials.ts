// Serial numbers of batches: of each what was told last of what became of it. As ranges: a million
// numbers that count up take no more room than two.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import {
  type Gathered,
  gather,
  noSerials,
  outside,
  Serial,
  type Serials,
  serialsOf,
  whole,
} from "../../../domain/kernel/gs1/serial.ts";
import { thingSchemes } from "../seed/serial.ts";

/** Issued: nothing is recorded of what became of it. */
export const serialFates = ["issued", "applied", "returned", "destroyed"] as const;
export type SerialFate = (typeof serialFates)[number];

export interface BatchSerials {
  readonly batchId: string;
  readonly batch: string;
  /** All lots that it made, but for those that are one thing each. */
  readonly madeLotIds: readonly string[];
  /** But for the numbers of those. */
  readonly became: ReadonlyMap<SerialFate, Serials>;
}

/** A lot that is one thing, by its number. */
export interface NumberedLot {
  readonly lotId: string;
  readonly number: string;
}

/** Of these batches, and of those that made these lots; batches without numbers are left out. */
export async function batchSerials(
  at: Kysely<DB>,
  { batchIds, lotIds }: { batchIds: readonly string[]; lotIds: readonly string[] },
  asOf: number,
): Promise<readonly BatchSerials[]> {
  const { rows: batches } = await sql<{ batchId: string; batch: string; madeLotIds: string[] }>`
    select w.key as "batchId",
           coalesce(case when b.renamed_position >= ${asOf} then b.former_number
                         else b.batch_number end, w.key) as batch,
           array(select t.key from genealogy.genealogy_node s
                 join genealogy.genealogy_edge e on e.source = s.id and e.kind = 'produce'
                 join genealogy.genealogy_node t on t.id = e.target
                 where s.kind = 'batch' and s.key = w.key and e.position < ${asOf}
                 order by e.position, e.ord) as "madeLotIds"
    from (select unnest(${batchIds}::text[]) as key
          union
          select s.key from genealogy.genealogy_node t
          join genealogy.genealogy_edge e on e.target = t.id and e.kind = 'produce'
          join genealogy.genealogy_node s on s.id = e.source
          where t.kind = 'materialLot' and t.key = any(${lotIds}::text[])
            and e.position < ${asOf}) w
         left join genealogy.genealogy_batch b on b.batch_id = w.key and b.position < ${asOf}
    where exists (select from genealogy.genealogy_serial r
                  where r.batch_id = w.key and r.position < ${asOf})
    order by batch, "batchId"`.execute(at);
  const { rows: told } = await sql<Told & { batchId: string }>`
    select batch_id as "batchId", became, head, width, first, last
    from genealogy.genealogy_serial
    where batch_id = any(${batches.map(({ batchId }) => batchId)}::text[])
      and position < ${asOf}
    order by position desc, ord`.execute(at);
  const made = batches.flatMap(({ madeLotIds }) => madeLotIds);
  const numbers = Map.groupBy(await numberedLots(at, made, asOf), ({ lotId }) => lotId);
  const ofBatch = Map.groupBy(told, ({ batchId }) => batchId);
  return batches.map((batch) => {
    const own = batch.madeLotIds.flatMap((lotId) => numbers.get(lotId) ?? []);
    const madeLotIds = batch.madeLotIds.filter((lotId) => !numbers.has(lotId));
    return { ...batch, madeLotIds, became: standing(ofBatch.get(batch.batchId) ?? [], own) };
  });
}

/** Those of these lots that have a serial number of their own. */
export async function numberedLots(
  at: Kysely<DB>,
  lotIds: readonly string[],
  asOf: number,
): Promise<readonly NumberedLot[]> {
  const { rows } = await sql<NumberedLot>`
    select distinct lot_id as "lotId", value as number from genealogy.genealogy_identifier
    where scheme = any(${thingSchemes}) and lot_id = any(${lotIds}::text[])
      and position < ${asOf} and (void_position is null or void_position >= ${asOf})
    order by 2, 1`.execute(at);
  return rows;
}

interface Told {
  readonly became: SerialFate;
  readonly head: string;
  readonly width: number;
  readonly first: string;
  readonly last: string;
}

/** `told`: the last first. */
function standing(
  told: readonly Told[],
  own: readonly NumberedLot[],
): ReadonlyMap<SerialFate, Serials> {
  const became = new Map<SerialFate, Gathered>();
  let known = gather([], numbersOf(own));
  // That a number was issued is all that is known of it only where nothing else is.
  const inTurn = told.toSorted(
    (one, other) => Number(one.became === "issued") - Number(other.became === "issued"),
  );
  for (const { became: fate, head, width, first, last } of inTurn) {
    const rest = outside([{ head, width, from: BigInt(first), to: BigInt(last) }], known);
    became.set(fate, gather(became.get(fate) ?? [], rest));
    known = gather(known, rest);
  }
  return new Map(serialFates.map((fate) => [fate, whole(became.get(fate) ?? [])]));
}

function numbersOf(own: readonly NumberedLot[]): Serials {
  const written = new Set(own.map(({ number }) => number));
  const found = serialsOf(
    [...written].flatMap((from) => (Serial.safeParse(from).success ? [{ from }] : [])),
  );
  return "serials" in found ? found.serials : noSerials;
}
