// Samples as a list: of which lot, in which state, and what was found in them.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { Answered } from "../as-of.ts";
import { commonlyKnownAt } from "../known-at.ts";

/** By the last that happened to it. */
export const sampleStates = ["taken", "sent", "received", "retained", "destroyed"] as const;
export type SampleStateName = (typeof sampleStates)[number];

export interface SampleLine {
  /** Of its taking. */
  readonly position: number;
  readonly sampleId: string;
  readonly sampleNumber: string;
  readonly materialLotId: string;
  /** As people write it; its id where nothing more is known of the lot. */
  readonly lot: string;
  readonly materialId: string;
  readonly material: string;
  readonly state: SampleStateName;
  /** Null: not known; never zero. */
  readonly quantity: Quantity | null;
  readonly containerIds: readonly string[];
  readonly tests: number;
  readonly results: number;
  /** Results out of specification, and those of them that nobody has assessed. */
  readonly outOfSpecification: number;
  readonly notAssessed: number;
  /** As stated, with or without offset. */
  readonly takenAt: string;
  readonly takenBy: string;
}

export interface SamplesQuery {
  readonly asOf?: number | undefined;
  /** The id of a lot. */
  readonly lot?: string | undefined;
  /** The id of a material definition. */
  readonly material?: string | undefined;
  readonly state?: SampleStateName | undefined;
  /** A position: only what was taken later. */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** Names of lots stand in the genealogy. */
export const sampleReadModels = ["laboratory", "genealogy"];

/** In the order in which they were taken. Throws QueryFault AS_OF_AHEAD. */
export async function sampleList(
  kysely: Kysely<DB>,
  { asOf: wanted, lot, material, state, after = -1, limit }: SamplesQuery,
): Promise<Answered<readonly SampleLine[]>> {
  const asOf = await commonlyKnownAt(kysely, sampleReadModels, wanted);
  const { rows } = await sql<SampleLine>`
    select * from (${linesAt(asOf)}) as line
    where position > ${after}
      ${lot === undefined ? sql`` : sql`and "materialLotId" = ${lot}`}
      ${material === undefined ? sql`` : sql`and "materialId" = ${material}`}
      ${state === undefined ? sql`` : sql`and state = ${state}`}
    order by position ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(kysely);
  return { asOf, answer: rows };
}

/** Of each sample that had been taken. */
export const linesAt = (asOf: number) => sql`
  select sample.position, sample.sample_id as "sampleId", sample_number as "sampleNumber",
    sample.material_lot_id as "materialLotId", coalesce(lot.name, sample.material_lot_id) as lot,
    sample.material_id as "materialId", taken #>> '{material,name}' as material,
    coalesce((${lastOfCustody(asOf)}), 'taken') as state, taken -> 'quantity' as quantity,
    taken -> 'containerIds' as "containerIds", jsonb_array_length(taken -> 'tests') as tests,
    ${count("TestResultRecorded", asOf)} as results,
    ${count("OutOfSpecificationOpened", asOf)} as "outOfSpecification",
    ${count("OutOfSpecificationOpened", asOf)} - ${count("OutOfSpecificationAssessed", asOf)}
      as "notAssessed",
    occurred_at as "takenAt", by_name as "takenBy"
  from laboratory.sample
  left join genealogy.genealogy_lot as lot
    on lot.lot_id = sample.material_lot_id and lot.position < ${asOf}
  where sample.position < ${asOf}`;

/** What is destroyed stays so, whatever is still written of it. */
const lastOfCustody = (asOf: number) => sql`
  select lower(substr(type, 7)) from laboratory.sample_step as step
  where step.sample_id = sample.sample_id and step.position < ${asOf}
    and type in ('SampleSent', 'SampleReceived', 'SampleRetained', 'SampleDestroyed')
  order by type = 'SampleDestroyed' desc, step.position desc limit 1`;

const count = (type: string, asOf: number) => sql`(
  select count(*)::int from laboratory.sample_step as step
  where step.sample_id = sample.sample_id and step.type = ${type} and step.position < ${asOf})`;

/** Found by id or by number; several where a number was given more than once. */
export async function samplesNamed(kysely: Kysely<DB>, named: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select sample_id as id from laboratory.sample
    where sample_id = ${named} or sample_number = ${named} order by sample_id`.execute(kysely);
  return rows.some(({ id }) => id === named) ? [named] : rows.map(({ id }) => id);
}
