// A complaint as a seed: whatever it is about, claimed or confirmed. Which lot has a serial number
// or a container is asked anew each time: it may come to be recorded after the complaint.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { knownAt } from "../../known-at.ts";
import type { Direction } from "../reach/walk.ts";
import type { Meant, SeedGap } from "../seed.ts";
import { ofContainer } from "./container.ts";
import { ofSerial } from "./serial.ts";

/** What one entry names. */
interface Link {
  readonly lot: string | null;
  readonly serial: string | null;
  readonly container: string | null;
}

/** By its number, or its id. One that is about nothing yet is known, and stands for nothing. */
export async function ofComplaint(
  at: Kysely<DB>,
  named: string,
  asOf: number,
  direction: Direction,
): Promise<Meant> {
  await knownAt(at, "audit_trail", asOf);
  const ids = await complaintsNamed(at, named, asOf);
  if (ids.length === 0) return { nodeIds: [], gaps: [] };
  const meant: Meant[] = [];
  for (const link of await linksOf(at, ids, asOf)) {
    meant.push(await meantBy(at, link, asOf, direction));
  }
  const nodeIds = [...new Set(meant.flatMap((one) => one.nodeIds))].sort((a, b) => a - b);
  return { nodeIds, gaps: each(meant.flatMap(({ gaps }) => gaps)), isKnown: true };
}

async function complaintsNamed(
  at: Kysely<DB>,
  named: string,
  asOf: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct record_id as id from audit_trail.audit_entry
    where event_type = 'ComplaintRaised' and origin = 'ours' and action <> 'refused'
      and position < ${asOf} and (record_id = ${named} or fields @> jsonb_build_array(
        jsonb_build_object('field', 'number', 'new', ${named}::text)))
    order by 1`.execute(at);
  return rows.map(({ id }) => id);
}

async function linksOf(
  at: Kysely<DB>,
  complaintIds: readonly string[],
  asOf: number,
): Promise<readonly Link[]> {
  const about = (kind: string) => sql`(
    select s.id from audit_trail.audit_subject s
    where s.position = e.position and s.kind = ${kind})`;
  const { rows } = await sql<Link>`
    select distinct ${about("materialLot")} as lot, ${about("container")} as container, (
             select f ->> 'new' from jsonb_array_elements(e.fields) f where f ->> 'field' = 'serial'
           ) as serial
    from audit_trail.audit_entry e
    where event_type = 'ComplaintLinked' and origin = 'ours' and action <> 'refused'
      and record_id = any(${[...complaintIds]}::text[]) and position < ${asOf}
    order by 1, 2, 3`.execute(at);
  return rows;
}

/** All that its names stand for; each that stands for nothing is not recorded. */
async function meantBy(
  at: Kysely<DB>,
  { lot, serial, container }: Link,
  asOf: number,
  direction: Direction,
): Promise<Meant> {
  const lots = lot === null ? [] : await lotNamed(at, lot, asOf);
  const parts = [
    lot !== null && orUnrecorded(`lot:${lot}`, { nodeIds: lots, gaps: [] }),
    serial !== null && orUnrecorded(`serial:${serial}`, await ofSerial(at, serial, asOf, lots)),
    container !== null &&
      orUnrecorded(`container:${container}`, await ofContainer(at, container, asOf, direction)),
  ].filter((one) => one !== false);
  return {
    nodeIds: parts.flatMap(({ nodeIds }) => nodeIds),
    gaps: parts.flatMap(({ gaps }) => gaps),
  };
}

async function lotNamed(at: Kysely<DB>, lot: string, asOf: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from genealogy.genealogy_node
    where kind = 'materialLot' and key = ${lot} and position < ${asOf}`.execute(at);
  return rows.map(({ id }) => id);
}

const orUnrecorded = (subject: string, meant: Meant): Meant =>
  meant.nodeIds.length > 0 || meant.isKnown
    ? meant
    : { nodeIds: [], gaps: [{ code: "NOT_RECORDED", subject }] };

/** Several links may name the same. */
const each = (gaps: readonly SeedGap[]): readonly SeedGap[] => [
  ...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values(),
];
