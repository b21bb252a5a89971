// The exception rules of a site as they stood at a tree size.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Rule, RuleSet } from "../../domain/kernel/exception/rule.ts";
import { shippedRules } from "../../domain/kernel/exception/shipped.ts";

/**
 * Those in effect at `at` (UTC) by what the log held; where the caller says no time, at that of the
 * last event before the tree size.
 */
export async function rulesAt(
  kysely: Kysely<DB>,
  site: string,
  asOf: number,
  at?: string,
): Promise<RuleSet> {
  const { rows } = await sql<{ version: number; digest: string; rules: Rule[] }>`
    select step.version, step.digest, draft.rules
    from review.rule_step as step
    join review.rule_draft as draft using (site, version, digest)
    where step.site = ${site} and step.what = 'approved' and step.position < ${asOf}
      and step.effective_from <= coalesce(${at ?? null}::timestamptz, (
        select recorded_at from audit_trail.audit_entry
        where position < ${asOf} and recorded_at is not null
        order by position desc limit 1
      ))
    order by step.position desc limit 1`.execute(kysely);
  return rows[0] ?? shippedRules;
}

export interface RuleSetLine {
  readonly version: number;
  readonly digest: string;
  readonly rules: readonly Rule[];
  readonly status: "drafted" | "submitted" | "returned" | "approved";
  readonly effectiveFrom: string | null;
}

/** Every version of a site, by its last content; the last one first. */
export async function ruleSetVersions(
  kysely: Kysely<DB>,
  site: string,
): Promise<readonly RuleSetLine[]> {
  const { rows } = await sql<RuleSetLine>`
    select draft.version, draft.digest, draft.rules,
      case when step.position > draft.position then step.what else 'drafted' end as status,
      step.effective_from as "effectiveFrom"
    from (
      select distinct on (version) * from review.rule_draft
      where site = ${site} order by version, position desc
    ) as draft
    left join lateral (
      select * from review.rule_step as one
      where one.site = ${site} and one.version = draft.version order by position desc limit 1
    ) as step on true
    order by draft.version desc`.execute(kysely);
  return rows;
}

/** Of all versions of a site, those that count at this instant. */
export function rulesInEffect(versions: readonly RuleSetLine[], at: string): RuleSet {
  const found = versions.find(
    ({ effectiveFrom, status }) =>
      status === "approved" &&
      effectiveFrom !== null &&
      Date.parse(effectiveFrom) <= Date.parse(at),
  );
  return found
    ? { version: found.version, digest: found.digest, rules: [...found.rules] }
    : shippedRules;
}

/** A version of a site whatever its state; 0: those that ship. */
export function ruleSetNumbered(
  versions: readonly RuleSetLine[],
  version: number,
): RuleSet | undefined {
  if (version === 0) return shippedRules;
  const found = versions.find((one) => one.version === version);
  return found && { version, digest: found.digest, rules: [...found.rules] };
}
