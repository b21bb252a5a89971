// The batches of which a value was recorded that fits: single readings, and the rows of machines.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { compare, convert, Quantity } from "../../../domain/kernel/quantity.ts";
import { isRefusal } from "../../../domain/kernel/refusal.ts";
import { knownAt } from "../../known-at.ts";
import type { Meant } from "../seed.ts";

const fits = {
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
  "=": (order: number) => order === 0,
} as const;
type Sign = keyof typeof fits;
const isSign = (sign: string | undefined): sign is Sign => sign !== undefined && sign in fits;

/**
 * `name<5 kN`, with `<=`, `>`, `>=`, `=`. A value that was corrected or voided later fits as well:
 * a correction takes nothing out of suspicion. Batches with values of the name that do not compare
 * with the limit are not known.
 */
export async function withReading(at: Kysely<DB>, text: string, asOf: number): Promise<Meant> {
  const [, name, sign, value, unit] =
    /^(.+?)\s*(<=|>=|<|>|=)\s*(-?[\d.]+)\s*(\S+)$/.exec(text) ?? [];
  const { data: limit } = Quantity.safeParse({ value, unitOfMeasure: unit });
  if (!name || !limit || !isSign(sign)) return { nodeIds: [], gaps: [] };
  await Promise.all([knownAt(at, "batch_record", asOf), knownAt(at, "process_data", asOf)]);
  const found = [
    ...(await single(at, name, sign, limit, asOf)),
    ...(await ofMachines(at, name, sign, limit, asOf)),
  ];
  const idsWhere = (fit: Fit) => [
    ...new Set(found.flatMap((one) => (one.fit === fit ? one.id : []))),
  ];
  const nodeIds = idsWhere("yes").sort((one, other) => one - other);
  const unknown = idsWhere("unknown").filter((id) => !nodeIds.includes(id));
  const gaps = unknown.map((nodeId) => ({ code: "VALUE_NOT_COMPARABLE" as const, nodeId }));
  return { nodeIds, gaps, isKnown: gaps.length > 0 };
}

type Fit = "yes" | "no" | "unknown";
interface Fitting {
  readonly id: number;
  readonly fit: Fit;
}

async function single(
  at: Kysely<DB>,
  name: string,
  sign: Sign,
  limit: Quantity,
  asOf: number,
): Promise<readonly Fitting[]> {
  const { rows } = await sql<{ id: number; value: unknown }>`
    select n.id, r.value from batch_record.reading r
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = r.batch_id
    where r.name = ${name} and r.position < ${asOf}`.execute(at);
  return rows.map(({ id, value }) => {
    const { data: read } = Quantity.safeParse(value);
    const order = read && compare(read, limit);
    if (typeof order !== "number") return { id, fit: "unknown" };
    return { id, fit: fits[sign](order) ? "yes" : "no" };
  });
}

async function ofMachines(
  at: Kysely<DB>,
  tag: string,
  sign: Sign,
  limit: Quantity,
  asOf: number,
): Promise<readonly Fitting[]> {
  const { rows: units } = await sql<{ unit: string }>`
    select distinct unit_of_measure as unit from process_data.process_column
    where tag = ${tag} and position < ${asOf}`.execute(at);
  const found: Fitting[] = [];
  for (const { unit } of units) {
    const bound = convert(limit, unit);
    const fit = isRefusal(bound)
      ? sql`'unknown'`
      : sql`case when exists (
          select from jsonb_array_elements(c.readings) v
          where jsonb_typeof(v) = 'number'
            and v::numeric ${sql.raw(sign)} ${bound.value}::numeric
        ) then 'yes' else 'no' end`;
    const { rows } = await sql<Fitting>`
      select distinct n.id, ${fit} as fit
      from process_data.process_column c join process_data.process_chunk p using (position)
           join genealogy.genealogy_node n on n.kind = 'batch' and n.key = p.batch_id
      where c.tag = ${tag} and c.unit_of_measure = ${unit}
        and c.position < ${asOf}`.execute(at);
    found.push(...rows);
  }
  return found;
}
