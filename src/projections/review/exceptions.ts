// Review by exception of a batch as it was known at a tree size: what the rules evaluated, flagged
// and did not evaluate; the rest is collapsed to counts, and one step away (PI 041-1, 9.8).
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { isSettledBy, type Mark } from "../../domain/batch/review/review.ts";
import {
  type Coverage,
  coverageOf,
  evaluate,
  type RuleOutcome,
} from "../../domain/kernel/exception/evaluate.ts";
import { type Reason, reasons } from "../../domain/kernel/exception/kind.ts";
import { type Severity, severities } from "../../domain/kernel/exception/rule.ts";
import { auditEntriesAt } from "../audit-trail/trail.ts";
import { commonlyKnownAt } from "../known-at.ts";
import { QueryFault } from "../query-fault.ts";
import { type FactRow, factsOf } from "./facts-of.ts";
import { rulesAt } from "./rules-at.ts";

export interface Entry {
  readonly position: number;
  readonly eventId: string;
  readonly section: number;
  readonly sentence: string;
  readonly who: string;
  /** Server's clock, UTC. */
  readonly recordedAt: string;
}
export interface Exceptional extends Entry {
  /** Of the batch's own stream: a critical one keeps the record from being approved. */
  readonly isOwn: boolean;
  readonly severity: Severity;
  readonly ruleKeys: readonly string[];
  /** What reviewers said of it, the last at the end. */
  readonly marks: readonly KnownMark[];
  readonly isSettled: boolean;
}
export interface NotEvaluated {
  readonly reason: Reason;
  readonly means: string;
  /** Null: no rule is about such entries. */
  readonly ruleKey: string | null;
  readonly section: number;
  readonly eventIds: readonly string[];
}

export interface BatchExceptions {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly asOf: number;
  readonly rules: readonly RuleOutcome[];
  /** Of the batch's own entries: what a judgement of the record freezes. */
  readonly coverage: Coverage;
  readonly exceptions: readonly Exceptional[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** By section; the entries only where they were asked for. */
  readonly unflagged: readonly {
    readonly section: number;
    readonly facts: number;
    readonly entries?: readonly Entry[];
  }[];
}

export interface ExceptionsQuery {
  readonly asOf?: number;
  /** UTC; by which the rules in effect are chosen. */
  readonly at?: string;
  /** Shows what was not flagged, too. */
  readonly unflagged?: boolean;
}

const readModels = ["review", "audit_trail"];

/** Throws QueryFault NOT_IN_LOG where no such batch was issued by then, and AS_OF_AHEAD. */
export async function batchExceptions(
  kysely: Kysely<DB>,
  batchId: string,
  query: ExceptionsQuery = {},
): Promise<BatchExceptions> {
  const known = await evaluatedRecord(kysely, batchId, query);
  const { facts, flagged, found } = known;
  const shown = facts.filter(({ fact }) => query.unflagged || flagged.has(fact.eventId));
  const say = await sayings(kysely, shown);
  const rest = facts.filter(({ fact }) => !flagged.has(fact.eventId));
  return {
    ...headOf(batchId, known),
    exceptions: facts
      .filter(({ fact }) => flagged.has(fact.eventId))
      .map((row) => exceptional(row, known, say)),
    notEvaluated: groupsOf(found.notEvaluated),
    unflagged: [...Map.groupBy(rest, ({ fact }) => fact.section)]
      .sort(([one], [other]) => one - other)
      .map(([section, rows]) => ({
        section,
        facts: rows.length,
        ...(query.unflagged && { entries: rows.map(say) }),
      })),
  };
}

export type EvaluatedRecord = Awaited<ReturnType<typeof evaluatedRecord>>;

/** What the rules say of all facts, before anything of it is put into words. */
export async function evaluatedRecord(
  kysely: Kysely<DB>,
  batchId: string,
  query: Omit<ExceptionsQuery, "unflagged">,
) {
  const asOf = await commonlyKnownAt(kysely, readModels, query.asOf);
  const batch = await batchRow(kysely, batchId, asOf);
  const ruleSet = await rulesAt(kysely, batch.site, asOf, query.at);
  const facts = await factsOf(kysely, batchId, asOf);
  const marks = await marksOf(kysely, batchId, asOf);
  const found = evaluate(
    ruleSet,
    facts.map(({ fact }) => fact),
  );
  const own = facts.filter(({ isOwn }) => isOwn).map(({ fact }) => fact);
  const isSettled = isSettledBy((eventId) => marks.get(eventId) ?? []);
  const flagged = Map.groupBy(found.flagged, ({ eventId }) => eventId);
  const coverage = coverageOf(evaluate(ruleSet, own), isSettled);
  return { asOf, batch, facts, marks, found, flagged, isSettled, coverage };
}

export const headOf = (batchId: string, { asOf, batch, found, coverage }: EvaluatedRecord) => ({
  batchId,
  batchNumber: batch.batchNumber,
  asOf,
  rules: found.rules,
  coverage,
});

/** Of an entry that a rule flagged. */
export function exceptional(
  row: FactRow,
  { flagged, marks, isSettled }: EvaluatedRecord,
  say: (row: FactRow) => Entry,
): Exceptional {
  const by = flagged.get(row.fact.eventId) ?? [];
  const said = by.map(({ severity }) => severity);
  return {
    ...say(row),
    isOwn: row.isOwn,
    severity: severities.find((one) => said.includes(one)) ?? "minor",
    ruleKeys: by.map(({ ruleKey }) => ruleKey),
    marks: marks.get(row.fact.eventId) ?? [],
    isSettled: by.every(isSettled),
  };
}

async function batchRow(kysely: Kysely<DB>, batchId: string, asOf: number) {
  const { rows } = await sql<{ site: string; batchNumber: string }>`
    select site, batch_number as "batchNumber" from review.reviewed_batch
    where batch_id = ${batchId} and position < ${asOf}`.execute(kysely);
  if (rows[0]) return rows[0];
  throw new QueryFault("NOT_IN_LOG", `No batch has the id ${batchId}.`);
}

type KnownMark = Mark & { readonly by: string; readonly at: string };

/** By the entry that they are about. */
async function marksOf(
  kysely: Kysely<DB>,
  batchId: string,
  asOf: number,
): Promise<ReadonlyMap<string, readonly KnownMark[]>> {
  const { rows } = await sql<{ mark: Mark; by: string; at: string }>`
    select mark, by_name as by, at from review.mark
    where batch_id = ${batchId} and position < ${asOf} order by position`.execute(kysely);
  const known = rows.map(({ mark, by, at }) => ({ ...mark, by, at }));
  return Map.groupBy(known, ({ eventId }) => eventId);
}

/** What the audit trail says of each. */
export async function sayings(kysely: Kysely<DB>, rows: readonly FactRow[]) {
  const entries = await auditEntriesAt(
    kysely,
    rows.map(({ position }) => position),
  );
  const known = new Map(entries.map((entry) => [entry.position, entry]));
  return ({ position, fact }: FactRow): Entry => {
    const entry = known.get(position);
    return {
      position,
      eventId: fact.eventId,
      section: fact.section,
      sentence: entry?.sentence ?? fact.type,
      who: entry?.who?.name ?? fact.by.id,
      recordedAt: fact.recordedAt,
    };
  };
}

export function groupsOf(all: readonly Found[]): readonly NotEvaluated[] {
  const groups = Map.groupBy(all, ({ reason, ruleKey, section }) =>
    JSON.stringify([section, ruleKey, reason]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { reason, ruleKey, section } = first;
    const eventIds = group.map(({ eventId }) => eventId);
    return [{ reason, means: reasons[reason], ruleKey, section, eventIds }];
  });
}
type Found = ReturnType<typeof evaluate>["notEvaluated"][number];
