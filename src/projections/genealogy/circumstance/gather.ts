// What the record says of batches: on what, by whom, when, by which recipe, with which readings.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { convert, Quantity } from "../../../domain/kernel/quantity.ts";
import type { Exposure, Read } from "./rank.ts";

/** Where a shift begins, in the time of the site. */
export type ShiftStart = string;

export interface Found {
  readonly exposures: readonly Exposure[];
  readonly readings: readonly Read[];
  /** Readings that are no amount, or in a unit that does not convert to the first of their name. */
  readonly notCompared: number;
}

export async function circumstancesOf(
  at: Kysely<DB>,
  batchIds: readonly string[],
  shifts: readonly ShiftStart[],
  asOf: number,
): Promise<Found> {
  const equipment = await named(at, batchIds, asOf);
  const people = await performers(at, batchIds, asOf);
  const begun = await begins(at, batchIds, shifts, asOf);
  return { exposures: [...equipment, ...people, ...begun], ...(await read(at, batchIds, asOf)) };
}

async function named(
  at: Kysely<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<readonly Exposure[]> {
  const { rows } = await sql<Omit<Exposure, "kind">>`
    select distinct on (b.id, q.id) b.id as "batchId", q.id, coalesce(q.name, q.id) as name
    from audit_trail.audit_subject b join audit_trail.audit_entry e using (position)
         join audit_trail.audit_subject q using (position)
    where b.kind = 'batch' and b.id = any(${batchIds}::text[]) and q.kind = 'equipment'
      and e.trail = 'record' and e.position < ${asOf}
    order by b.id, q.id, position desc`.execute(at);
  return rows.map((row) => ({ kind: "equipment", ...row }));
}

async function performers(
  at: Kysely<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<readonly Exposure[]> {
  const { rows } = await sql<Omit<Exposure, "kind">>`
    select distinct on (b.id, e.actor_id) b.id as "batchId", e.actor_id as id,
           coalesce(e.actor_name, e.actor_id) as name
    from audit_trail.audit_subject b join audit_trail.audit_entry e using (position)
    where b.kind = 'batch' and b.id = any(${batchIds}::text[]) and e.actor_kind = 'person'
      and e.trail = 'record' and e.position < ${asOf} and e.actor_id is not null
    order by b.id, e.actor_id, position desc`.execute(at);
  return rows.map((row) => ({ kind: "person", ...row }));
}

/** The shift in which it was started, and the edition of the recipe that it was issued by. */
async function begins(
  at: Kysely<DB>,
  batchIds: readonly string[],
  shifts: readonly ShiftStart[],
  asOf: number,
): Promise<readonly Exposure[]> {
  const { rows } = await sql<Begun>`
    select b.batch_id as "batchId", b.recipe ->> 'recipeId' as "recipeId",
           b.recipe ->> 'name' as recipe, b.recipe ->> 'recipeVersion' as version, (
             select to_char(e.occurred_at at time zone coalesce(z.name, 'UTC'), 'HH24:MI')
             from batch_record.batch_state s join audit_trail.audit_entry e using (position)
             where s.batch_id = b.batch_id and s.state = 'started' and s.position < ${asOf}
             order by s.position limit 1
           ) as started
    from batch_record.batch b left join pg_timezone_names z on z.name = b.zone
    where b.batch_id = any(${batchIds}::text[]) and b.position < ${asOf}
    order by b.position`.execute(at);
  return rows.flatMap(({ batchId, recipeId, recipe, version, started }) => {
    const edition = `${recipe} version ${version}`;
    const of: Exposure[] =
      recipeId === null
        ? []
        : [{ kind: "recipe", id: `${recipeId}@${version}`, name: edition, batchId }];
    const shift = started === null ? undefined : shiftAt(started, shifts);
    if (shift === undefined) return of;
    return [...of, { kind: "shift", id: shift, name: `shift from ${shift}`, batchId }];
  });
}

interface Begun {
  readonly batchId: string;
  readonly recipeId: string | null;
  readonly recipe: string | null;
  readonly version: string | null;
  /** Local time of the day. */
  readonly started: string | null;
}

/** The last one that had begun; before the first of the day it is that of the evening before. */
function shiftAt(time: string, shifts: readonly ShiftStart[]): ShiftStart | undefined {
  const inOrder = [...shifts].sort();
  return inOrder.findLast((start) => start <= time) ?? inOrder.at(-1);
}

/** Those that stand; a repeat stands beside what it repeats. */
async function read(
  at: Kysely<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<Pick<Found, "readings" | "notCompared">> {
  const { rows } = await sql<{ batchId: string; name: string; value: unknown }>`
    select r.batch_id as "batchId", r.name, r.value from batch_record.reading r
    where r.batch_id = any(${batchIds}::text[]) and r.position < ${asOf} and not exists (
      select from batch_record.reading c
      where c.batch_id = r.batch_id and c.corrects_event_id = r.event_id and c.position < ${asOf})
    order by r.position`.execute(at);
  const units = new Map<string, string>();
  const readings = rows.flatMap(({ batchId, name, value }): Read[] => {
    const { data: amount } = Quantity.safeParse(value);
    if (!amount) return [];
    const unitOfMeasure = units.get(name) ?? amount.unitOfMeasure;
    units.set(name, unitOfMeasure);
    return "refused" in convert(amount, unitOfMeasure) ? [] : [{ batchId, name, amount }];
  });
  return { readings, notCompared: rows.length - readings.length };
}
