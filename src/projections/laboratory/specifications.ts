// The versions of specifications, and how each stands on a day; one specification, whole.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Reason } from "../../domain/kernel/metadata.ts";
import type { Dating, PlannedTest, SamplingPlan } from "../../domain/specification/events.ts";
import type { Answered } from "../as-of.ts";
import { knownAt } from "../known-at.ts";
import { sqlInstant, type Unknown } from "../unknown.ts";

/** Approved: its day is to come. In effect is one of a material at most. */
export const specificationStates = [
  "draft",
  "approved",
  "effective",
  "superseded",
  "withdrawn",
] as const;
export type SpecificationStateName = (typeof specificationStates)[number];

export interface SpecificationLine {
  /** Of the draft. */
  readonly position: number;
  readonly specificationId: string;
  readonly version: number;
  readonly code: string;
  readonly material: string;
  readonly tests: number;
  readonly state: SpecificationStateName;
  readonly effectiveFrom: string | null;
}

export interface SpecificationsQuery {
  /** A date at the site: by it a version is in effect, or not. */
  readonly on: string;
  readonly asOf?: number | undefined;
  readonly material?: string | undefined;
  readonly state?: SpecificationStateName | undefined;
  /** A position: only what was drafted later. */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** In the order in which they were drafted. Throws QueryFault AS_OF_AHEAD. */
export async function specificationList(
  kysely: Kysely<DB>,
  { on, asOf: wanted, material, state, after = -1, limit }: SpecificationsQuery,
): Promise<Answered<readonly SpecificationLine[]>> {
  const asOf = await knownAt(kysely, "laboratory", wanted);
  const { rows } = await sql<SpecificationLine>`
    select position, specification_id as "specificationId", version, code,
      material_name as material, jsonb_array_length(tests) as tests, state,
      effective_from as "effectiveFrom"
    from (${standing(on, asOf)}) as line
    where position > ${after}
      ${material === undefined ? sql`` : sql`and specification_id = ${material}`}
      ${state === undefined ? sql`` : sql`and state = ${state}`}
    order by position ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(kysely);
  return { asOf, answer: rows };
}

interface Stamped {
  readonly position: number;
  readonly by: string;
  readonly recordedAt: string;
}
export interface SpecificationVersion extends SpecificationLineWhole {
  readonly drafted: Stamped;
  readonly approved: (Stamped & { readonly supersedes: number | null }) | null;
  readonly withdrawn: (Stamped & { readonly reason: Reason | null }) | null;
}
interface SpecificationLineWhole extends Omit<SpecificationLine, "tests" | "position"> {
  readonly tests: readonly PlannedTest[];
  readonly plans: readonly SamplingPlan[];
  readonly dating: Dating;
  readonly changeReference: string | null;
}

export interface Specification {
  readonly specificationId: string;
  /** In their order. */
  readonly versions: readonly SpecificationVersion[];
  readonly unknown: readonly Unknown[];
}

/** Undefined where nothing was drafted under this id by then. Throws QueryFault AS_OF_AHEAD. */
export async function specificationAt(
  kysely: Kysely<DB>,
  specificationId: string,
  { on, asOf: wanted }: Pick<SpecificationsQuery, "on" | "asOf">,
): Promise<Answered<Specification | undefined>> {
  const asOf = await knownAt(kysely, "laboratory", wanted);
  const { rows } = await sql<SpecificationVersion>`
    select specification_id as "specificationId", version, code, material_name as material,
      state, effective_from as "effectiveFrom", tests, plans, dating,
      change_reference as "changeReference", ${stamp("line", sql``)} as drafted,
      (select ${stamp("step", sql`, 'supersedes', supersedes`)} ${stepOf("approved", asOf)})
        as approved,
      (select ${stamp("step", sql`, 'reason', reason`)} ${stepOf("withdrawn", asOf)}) as withdrawn
    from (${standing(on, asOf)}) as line
    where specification_id = ${specificationId} order by version`.execute(kysely);
  if (rows.length === 0) return { asOf, answer: undefined };
  const unknown = unknownOf(specificationId, rows, on);
  return { asOf, answer: { specificationId, versions: rows, unknown } };
}

/** Found by id or by code; several where a code is that of several materials. */
export async function specificationsNamed(
  kysely: Kysely<DB>,
  named: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct specification_id as id from laboratory.specification_version
    where specification_id = ${named} or code = ${named} order by id`.execute(kysely);
  return rows.some(({ id }) => id === named) ? [named] : rows.map(({ id }) => id);
}

/**
 * As `effectiveOn` of the domain has it: of those that have begun the one that began last, of two
 * on one day the later version; withdrawn before its day, it never began.
 */
const standing = (on: string, asOf: number) => sql`
  select dated.*, case
    when is_withdrawn then 'withdrawn' when effective_from is null then 'draft'
    when effective_from > ${on}::date then 'approved'
    when row_number() over (
      partition by specification_id
      order by (effective_from <= ${on}::date) desc nulls last, effective_from desc, version desc
    ) = 1 then 'effective' else 'superseded' end as state
  from (
    select drafted.*, withdrawal.position is not null as is_withdrawn,
      case when approval.effective_from
        <= coalesce((withdrawal.recorded_at at time zone 'UTC')::date, 'infinity')
      then approval.effective_from end as effective_from
    from laboratory.specification_version as drafted
    left join laboratory.specification_step as approval
      on approval.specification_id = drafted.specification_id
      and approval.version = drafted.version and approval.what = 'approved'
      and approval.position < ${asOf}
    left join laboratory.specification_step as withdrawal
      on withdrawal.specification_id = drafted.specification_id
      and withdrawal.version = drafted.version and withdrawal.what = 'withdrawn'
      and withdrawal.position < ${asOf}
    where drafted.position < ${asOf}
  ) as dated`;

const stepOf = (what: string, asOf: number) => sql`
  from laboratory.specification_step as step
  where step.specification_id = line.specification_id and step.version = line.version
    and step.what = ${what} and step.position < ${asOf}`;

const stamp = (of: "line" | "step", more: ReturnType<typeof sql>) => sql`
  jsonb_build_object('position', ${sql.ref(`${of}.position`)}, 'by', ${sql.ref(`${of}.by_name`)},
    'recordedAt', ${sqlInstant(sql.ref(`${of}.recorded_at`))}${more})`;

function unknownOf(
  specificationId: string,
  versions: readonly SpecificationVersion[],
  on: string,
): readonly Unknown[] {
  const inEffect = versions.find(({ state }) => state === "effective");
  if (!inEffect) {
    const detail = `No version is in effect on ${on}: what the material must be is not said.`;
    return [{ code: "SPEC_NOT_EFFECTIVE", subject: specificationId, detail }];
  }
  const { dating, version } = inEffect;
  return (["expiry", "retest"] as const)
    .filter((name) => dating[name] === undefined)
    .map((name) => ({
      code: `${name === "expiry" ? "EXPIRY" : "RETEST"}_RULE_UNSTATED` as const,
      subject: specificationId,
      detail: `Version ${version} has no rule by which the ${name} date follows.`,
    }));
}
