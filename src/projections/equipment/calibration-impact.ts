// What was measured with a device, and made with it, in a time in which it is in doubt; and which
// measurements of that time do not say with what they were made.
import { type Kysely, sql, type Transaction } from "kysely";
import type { DB } from "../../database/schema.ts";
import { type Answered, answered, asOf as asOfModel } from "../as-of.ts";

export interface Impact {
  readonly equipmentId: string;
  /** UTC. */
  readonly from: string;
  readonly to: string;
  readonly measurements: readonly Measured[];
  readonly batches: readonly { readonly batchId: string; readonly batch: string | null }[];
  /** What these batches yielded; where it went a trace tells. */
  readonly lots: readonly {
    readonly lotId: string;
    readonly material: string;
    readonly batchId: string;
  }[];
  readonly unknown: readonly {
    readonly code: "READING_WITHOUT_DEVICE" | "TIME_WITHOUT_ZONE";
    readonly subject: string;
    readonly detail: string;
  }[];
}

export interface Measured {
  readonly position: number;
  readonly eventId: string;
  readonly at: string;
  readonly batchId: string | null;
  readonly batch: string | null;
  readonly what: string;
}

export interface InDoubt {
  readonly equipmentId: string;
  readonly from: string;
  readonly to: string;
  /** Known from elsewhere to have used it. */
  readonly batchIds: readonly string[];
}

/** Over both read models as far as the one that is behind. */
export function calibrationImpact(kysely: Kysely<DB>, asked: InDoubt): Promise<Answered<Impact>> {
  return answered(kysely, "batch_record", async (at) => {
    const { equipmentId, from, to } = asked;
    const cut = Math.min(await asOfModel(at, "audit_trail"), await asOfModel(at, "batch_record"));
    const entries = await entriesOf(at, asked, cut);
    const named = entries.flatMap(({ batchId }) => (batchId === null ? [] : [batchId]));
    const batchIds = [...new Set([...asked.batchIds, ...named])].sort();
    const measurements = entries.filter(({ type }) => measuring.has(type)).map(measured);
    return {
      equipmentId,
      from,
      to,
      measurements,
      batches: await batchesOf(at, batchIds, cut),
      lots: await lotsOf(at, batchIds, cut),
      unknown: [...(await withoutDevice(at, asked, cut)), ...withoutZone(entries)],
    };
  });
}

const measuring: ReadonlySet<string> = new Set([
  "ParameterRecorded",
  "ResultRecorded",
  "CheckPerformed",
  "ProcessDataSummarised",
  "MaterialDispensed",
]);

interface Entry extends Measured {
  readonly type: string;
  readonly zoneStated: boolean;
}

const measured = ({ type: _, zoneStated: __, ...one }: Entry): Measured => one;

/** Of batches, and of its own stream where that names one. */
async function entriesOf(at: Transaction<DB>, { equipmentId, from, to }: InDoubt, cut: number) {
  const { rows } = await sql<Entry>`
    select e.position::int as position, e.event_id as "eventId", e.event_type as type,
           to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
           coalesce(case when e.record_kind = 'batch' then e.record_id end, b.id) as "batchId",
           coalesce(case when e.record_kind = 'batch' then e.record_name end, b.name) as batch,
           e.sentence as what, e.gap_ms is not null as "zoneStated"
    from audit_trail.audit_subject s
    join audit_trail.audit_entry e on e.position = s.position
    left join audit_trail.audit_subject b on b.position = s.position and b.kind = 'batch'
    where s.kind = 'equipment' and s.id = ${equipmentId} and s.position < ${cut}
      and e.origin = 'ours' and e.action <> 'refused'
      and e.occurred_at between ${from}::timestamptz and ${to}::timestamptz
    order by e.occurred_at, e.position`.execute(at);
  return rows;
}

async function batchesOf(at: Transaction<DB>, batchIds: readonly string[], cut: number) {
  const { rows } = await sql<{ batchId: string; batch: string | null }>`
    select asked.id as "batchId", coalesce(given.detail ->> 'batchNumber', b.batch_number) as batch
    from unnest(${batchIds}::text[]) as asked(id)
    left join batch_record.batch b on b.batch_id = asked.id and b.position < ${cut}
    left join batch_record.batch_state given
      on given.batch_id = asked.id and given.state = 'numbered' and given.position < ${cut}
    order by asked.id`.execute(at);
  return rows;
}

async function lotsOf(at: Transaction<DB>, batchIds: readonly string[], cut: number) {
  const { rows } = await sql<{ lotId: string; material: string; batchId: string }>`
    select material_lot_id as "lotId", material, batch_id as "batchId"
    from batch_record.output
    where batch_id = any(${batchIds}::text[]) and position < ${cut}
    order by material_lot_id`.execute(at);
  return rows;
}

/** They may have been made with it: nobody said. */
async function withoutDevice(at: Transaction<DB>, { from, to }: InDoubt, cut: number) {
  const { rows } = await sql<{ subject: string; count: number }>`
    select r.batch_id as subject, count(*)::int as count
    from batch_record.reading r
    join audit_trail.audit_entry e on e.position = r.position
    where r.equipment_id is null and r.corrects_event_id is null and r.position < ${cut}
      and e.occurred_at between ${from}::timestamptz and ${to}::timestamptz
    group by r.batch_id order by r.batch_id`.execute(at);
  return rows.map(({ subject, count }) => ({
    code: "READING_WITHOUT_DEVICE" as const,
    subject,
    detail: `${count} values do not say with what they were measured`,
  }));
}

const withoutZone = (entries: readonly Entry[]) =>
  entries
    .filter(({ zoneStated }) => !zoneStated)
    .map(({ eventId, at }) => ({
      code: "TIME_WITHOUT_ZONE" as const,
      subject: eventId,
      detail: `${at} was stated without its zone and is read as UTC`,
    }));
