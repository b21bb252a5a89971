// Seeds that stand in the record trail by what an entry says: labels of one artwork, and what was
// measured with a device since it last passed a calibration.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { knownAt } from "../../known-at.ts";
import type { Meant } from "../seed.ts";
import { usesOf } from "./presence.ts";

/** `material@version`: lots of labels that were issued under it, and the batches they went to. */
export async function ofArtwork(at: Kysely<DB>, text: string, asOf: number): Promise<Meant> {
  await knownAt(at, "audit_trail", asOf);
  const [, material = text, version = null] = /^(.+)@([^@]+)$/.exec(text) ?? [];
  const { rows } = await sql<{ id: number }>`
    select distinct n.id
    from audit_trail.audit_subject m join audit_trail.audit_entry e using (position)
         join audit_trail.audit_subject s using (position)
         join genealogy.genealogy_node n on n.kind = s.kind and n.key = s.id
    where m.kind = 'materialDefinition' and m.id = ${material} and e.event_type = 'LabelIssued'
      and e.origin = 'ours' and e.position < ${asOf} and n.position < ${asOf}
      and s.kind in ('batch', 'materialLot')
      and (${version}::text is null or e.fields @> jsonb_build_array(
             jsonb_build_object('field', 'artworkVersion', 'new', ${version}::text)))
    order by 1`.execute(at);
  return { nodeIds: rows.map(({ id }) => id), gaps: [] };
}

/**
 * `equipment`, of its last failed calibration, or `equipment@certificate` of that one: the batches
 * that used it since it last passed, or was registered, and lots that it was used for besides.
 * Batches of that time with readings that do not say by what they were measured are not known.
 */
export async function ofCalibration(at: Kysely<DB>, text: string, asOf: number): Promise<Meant> {
  await Promise.all([knownAt(at, "audit_trail", asOf), knownAt(at, "batch_record", asOf)]);
  const [, equipment = text, certificate = null] = /^(.+)@([^@]+)$/.exec(text) ?? [];
  const { rows } = await sql<{ id: number; isMeant: boolean }>`
    with own as (
      select position, occurred_at as at, event_type, fields from audit_trail.audit_entry
      where record_kind = 'equipment' and record_id = ${equipment} and position < ${asOf}
        and origin = 'ours' and action <> 'refused'
    ), calibrated as (
      select at, position, fields,
             fields @> '[{"field": "result", "new": "pass"}]'::jsonb as has_passed
      from own where event_type = 'EquipmentCalibrated'
    ), failed as (
      select at, position from calibrated
      where not has_passed and (${certificate}::text is null or fields @> jsonb_build_array(
              jsonb_build_object('field', 'certificate', 'new', ${certificate}::text)))
      order by at desc, position desc limit 1
    ), doubt as (
      select at as until, coalesce(
        (select max(c.at) from calibrated c
         where c.has_passed and (c.at, c.position) < (f.at, f.position)),
        (select min(at) from own)) as since
      from failed f
    ), used (kind, id, since, until) as ${usesOf(equipment, asOf)}, named as (
      select e.position from doubt d, audit_trail.audit_subject a
      join audit_trail.audit_entry e using (position)
      where a.kind = 'equipment' and a.id = ${equipment} and e.position < ${asOf}
        and e.origin = 'ours' and e.action <> 'refused' and e.trail = 'record'
        and e.occurred_at between d.since and d.until
    ), meant as (
      select u.kind, u.id from used u, doubt d where u.since <= d.until and u.until >= d.since
      union select s.kind, s.id from named join audit_trail.audit_subject s using (position)
      where s.kind = 'batch' or s.kind = 'materialLot' and not exists (
        select from audit_trail.audit_subject b
        where b.position = s.position and b.kind = 'batch')
    ), unstated as (
      select 'batch' as kind, r.batch_id as id
      from doubt d, batch_record.reading r join audit_trail.audit_entry e using (position)
      where r.equipment_id is null and r.corrects_event_id is null and r.position < ${asOf}
        and e.occurred_at between d.since and d.until
    )
    select n.id, bool_or(x.is_meant) as "isMeant"
    from (select kind, id, true as is_meant from meant
          union all select kind, id, false from unstated) x
    join genealogy.genealogy_node n on n.kind = x.kind and n.key = x.id
    where n.position < ${asOf} group by n.id order by n.id`.execute(at);
  return {
    nodeIds: rows.filter(({ isMeant }) => isMeant).map(({ id }) => id),
    gaps: rows
      .filter(({ isMeant }) => !isMeant)
      .map(({ id: nodeId }) => ({ code: "DEVICE_UNSTATED", nodeId })),
  };
}
