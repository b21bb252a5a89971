// Which entries concern a batch, although they stand in other streams.
//
// 1. Every entry that has the batch among its subjects, whatever its stream.
// 2. The batch *involves* each other subject of those entries, each person that made one of them,
//    and the import that they were made under (their correlation). Entries about an involved
//    thing concern the batch too, unless they are about some other batch and not this one (what
//    another batch drew from the lot is in that batch's trail), as far as `reaches` says:
//    - `all`: whatever happened to it, before and since. A lot's receipt, status, holds and
//      corrections bear on what was made from it for ever.
//    - `around`: while the batch had it; of each type of entry the last one before (its state
//      when it came in: the cleaning, the calibration) and the first one after (the cleaning
//      that followed, the calibration that looks back).
//    - `until`: while the batch had it, and of each type the last one before: the role a person
//      had, the edition of a definition. What became of them later is not the batch's.
// 3. Entries that a person made about other things are not about the person and never come in.
// 4. How people prove who they are, that they came and went, and what anybody opened or took out
//    bears on no record (which-trail.ts): a record stays as it is, however often it is read.
//
// "While" and "before" are in log order, from the first to the last entry of rule 1 that involves
// the thing.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { SubjectKind } from "../../domain/kernel/subject.ts";

type Reach = "all" | "around" | "until";

/** A kind that is left out does not bring in entries of its own. */
const reaches: { readonly [Kind in SubjectKind]?: Reach } = {
  materialLot: "all",
  container: "all",
  disposition: "all",
  deviation: "all",
  processData: "all",
  identifier: "all",
  equipment: "around",
  import: "around",
  location: "until",
  materialDefinition: "until",
  order: "until",
  party: "until",
  person: "until",
};

/** Log indexes in order, all below `asOf`. */
export async function positionsConcerning(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<readonly number[]> {
  const kinds = Object.keys(reaches);
  const { rows } = await sql<{ position: number }>`
    with recursive own as materialized (
      select position from audit_trail.audit_subject as subject
      join audit_trail.audit_entry as entry using (position)
      where subject.kind = 'batch' and subject.id = ${batchId} and position < ${asOf}
        and entry.bears_on_records
    ),
    reach (kind, reach) as (
      select * from unnest(${kinds}::text[], ${Object.values(reaches)}::text[])
    ),
    involved as materialized (
      select kind, id, reach, min(position) as first, max(position) as last
      from (
        select subject.kind, subject.id, position
        from own join audit_trail.audit_subject as subject using (position)
        union all
        select entry.actor_kind, entry.actor_id, position
        from own join audit_trail.audit_entry as entry using (position)
        union all
        select 'import', entry.correlation_id::text, position
        from own join audit_trail.audit_entry as entry using (position)
      ) as thing
      join reach using (kind)
      group by kind, id, reach
    ),
    -- One type after the other, each found in the index: a press has years of entries of each.
    typed as (
      select involved.*, (
        select min(event_type) from audit_trail.audit_subject as subject
        where subject.kind = involved.kind and subject.id = involved.id and stands_alone
      ) as event_type
      from involved where reach <> 'all'
      union all
      select kind, id, reach, first, last, (
        select min(subject.event_type) from audit_trail.audit_subject as subject
        where subject.kind = typed.kind and subject.id = typed.id and stands_alone
          and subject.event_type > typed.event_type
      )
      from typed where event_type is not null
    ),
    nearest as (
      select (
        select max(position) from audit_trail.audit_subject as subject
        where subject.kind = typed.kind and subject.id = typed.id and stands_alone
          and subject.event_type = typed.event_type and position < first
      ) as before, (
        select min(position) from audit_trail.audit_subject as subject
        where subject.kind = typed.kind and subject.id = typed.id and stands_alone
          and subject.event_type = typed.event_type and position > last and position < ${asOf}
          and reach = 'around'
      ) as after
      from typed
    )
    select position from own
    union
    select subject.position
    from involved join audit_trail.audit_subject as subject using (kind, id)
    where stands_alone and subject.position < ${asOf} and reach = 'all'
    union
    select subject.position
    from involved join audit_trail.audit_subject as subject using (kind, id)
    where stands_alone and subject.position between first and last and reach <> 'all'
    union
    select before from nearest where before is not null
    union
    select after from nearest where after is not null
    order by position`.execute(kysely);
  return rows.map(({ position }) => position);
}
