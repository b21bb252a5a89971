// New limits and exception rules over batches that are made: what they would have flagged, beside
// what was flagged (design, section 2).
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import {
  backTest,
  type Kept,
  keptBecause,
  type RuleBackTest,
} from "../../domain/batch/exception/back-test.ts";
import { type Reason, reasons } from "../../domain/kernel/exception/kind.ts";
import type { RuleSet } from "../../domain/kernel/exception/rule.ts";
import { shippedRules } from "../../domain/kernel/exception/shipped.ts";
import type { Recipe } from "../../domain/kernel/recipe/recipe.ts";
import { commonlyKnownAt } from "../known-at.ts";
import { type FactRow, factsOf } from "./facts-of.ts";
import { type RuleSetLine, ruleSetVersions, rulesInEffect } from "./rules-at.ts";

export interface TestedEntry {
  /** Log index. */
  readonly position: number;
  readonly eventId: string;
  readonly section: number;
  /** Step, name and value, as far as the entry has them; else what it is. */
  readonly what: string;
}

export interface TestedRule extends Pick<RuleBackTest, "ruleKey" | "kind" | "severity"> {
  readonly wouldFlag: readonly TestedEntry[];
  readonly flaggedThen: readonly TestedEntry[];
  readonly notEvaluated: readonly {
    readonly reason: Reason;
    readonly means: string;
    readonly entries: readonly TestedEntry[];
  }[];
}

export interface TestedBatch {
  readonly batchId: string;
  readonly batchNumber: string;
  /** By which the record was judged last; where it was not, those in effect at its site. */
  readonly rulesThen: { readonly version: number; readonly digest: string };
  readonly rules: readonly TestedRule[];
  /** Of which no rule that is tried says anything. */
  readonly noRule: readonly TestedEntry[];
  /** Judged as then, whatever the recipe says. */
  readonly kept: readonly {
    readonly reason: Kept["reason"];
    readonly means: string;
    readonly entries: readonly TestedEntry[];
  }[];
}

export interface BackTestAnswer {
  readonly asOf: number;
  readonly batches: readonly TestedBatch[];
  /** What was asked for and is no batch that is known. */
  readonly unknown: readonly string[];
}

export interface Tried {
  /** Left out: those in effect at the site of each batch. */
  readonly ruleSet?: RuleSet;
  /** Left out: the limits of then. */
  readonly recipe?: Recipe;
}

/** `at`: UTC, by which rules are in effect. */
export async function backTestOf(
  kysely: Kysely<DB>,
  batchIds: readonly string[],
  tried: Tried,
  at: string,
): Promise<BackTestAnswer> {
  const asOf = await commonlyKnownAt(kysely, ["review", "batch_record"], undefined);
  const found = await batchesOf(kysely, batchIds, asOf);
  const batches: TestedBatch[] = [];
  for (const batch of found) batches.push(await tested(kysely, batch, tried, { asOf, at }));
  const known = new Set(found.map(({ batchId }) => batchId));
  return { asOf, batches, unknown: batchIds.filter((id) => !known.has(id)) };
}

interface Batch {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly site: string;
  /** Of the rules by which it was judged last. */
  readonly judgedBy: string | null;
}

async function batchesOf(
  kysely: Kysely<DB>,
  batchIds: readonly string[],
  asOf: number,
): Promise<readonly Batch[]> {
  const { rows } = await sql<Batch>`
    select batch_id as "batchId", batch_number as "batchNumber", site, (
      select detail -> 'coverage' ->> 'ruleSetDigest' from batch_record.batch_state as state
      where state.batch_id = batch.batch_id and state.position < ${asOf}
        and detail ? 'coverage'
      order by position desc limit 1
    ) as "judgedBy"
    from review.reviewed_batch as batch
    where batch_id = any(${batchIds}::text[]) and position < ${asOf}
    order by batch_number, batch_id`.execute(kysely);
  return rows;
}

async function tested(
  kysely: Kysely<DB>,
  { batchId, batchNumber, site, judgedBy }: Batch,
  { ruleSet, recipe }: Tried,
  { asOf, at }: { readonly asOf: number; readonly at: string },
): Promise<TestedBatch> {
  const versions = await ruleSetVersions(kysely, site);
  const inEffect = rulesInEffect(versions, at);
  const rulesThen = judgedBy === null ? inEffect : (rulesOf(versions, judgedBy) ?? inEffect);
  const rows = await factsOf(kysely, batchId, asOf);
  const facts = rows.map(({ fact }) => fact);
  const found = backTest(
    facts,
    { ruleSet: ruleSet ?? inEffect, ...(recipe && { recipe }) },
    rulesThen,
  );
  const entries = entriesOf(rows);
  return {
    batchId,
    batchNumber,
    rulesThen: { version: rulesThen.version, digest: rulesThen.digest },
    rules: found.rules.map(({ ruleKey, kind, severity, ...ids }) => ({
      ruleKey,
      kind,
      severity,
      wouldFlag: entries(ids.wouldFlag),
      flaggedThen: entries(ids.flaggedThen),
      notEvaluated: grouped(ids.notEvaluated).map(([reason, eventIds]) => ({
        reason,
        means: reasons[reason],
        entries: entries(eventIds),
      })),
    })),
    noRule: entries(found.noRule),
    kept: grouped(found.kept).map(([reason, eventIds]) => ({
      reason,
      means: keptBecause[reason],
      entries: entries(eventIds),
    })),
  };
}

function rulesOf(versions: readonly RuleSetLine[], digest: string): RuleSet | undefined {
  if (digest === shippedRules.digest) return shippedRules;
  const found = versions.find((one) => one.digest === digest);
  return found && { version: found.version, digest, rules: [...found.rules] };
}

function grouped<Why extends string>(
  all: readonly { readonly eventId: string; readonly reason: Why }[],
): readonly (readonly [Why, readonly string[]])[] {
  return [...Map.groupBy(all, ({ reason }) => reason)].map(
    ([reason, group]) => [reason, group.map(({ eventId }) => eventId)] as const,
  );
}

function entriesOf(rows: readonly FactRow[]) {
  const known = new Map(rows.map((row) => [row.fact.eventId, row]));
  return (eventIds: readonly string[]): readonly TestedEntry[] =>
    eventIds.flatMap((eventId) => {
      const row = known.get(eventId);
      if (!row) return [];
      const { section, step, name, value, type } = row.fact;
      const named = [step, name, value].filter((part) => part !== undefined);
      const what = named.length > 0 ? named.join(": ") : type;
      return [{ position: row.position, eventId, section, what }];
    });
}
