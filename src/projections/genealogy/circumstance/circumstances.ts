// What several complaints have in common besides material: equipment, people, shifts, editions of
// recipes and readings of the batches behind them, beside all other batches of the same products.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { digestOf } from "../../../integrity/canonical-json.ts";
import { commonlyKnownAt } from "../../known-at.ts";
import type { Reaching } from "../graph/asked.ts";
import {
  type Answered,
  type Asking,
  answering,
  type LimitedReader,
  type Question,
} from "../question/asking.ts";
import { unlike } from "../question/common.ts";
import type { Thing } from "../question/thing.ts";
import { walk } from "../reach/walk.ts";
import { circumstancesOf, type ShiftStart } from "./gather.ts";
import { type Cohort, type Circumstance as Ranked, ranked } from "./rank.ts";

export interface CircumstancesQuery extends Question {
  readonly of: readonly string[];
  /** Local times of the day: "06:00". */
  readonly shifts: readonly ShiftStart[];
  /** How many of the ranked list. */
  readonly limit: number;
}

export interface Circumstance extends Omit<Ranked, "explains"> {
  /** Which of the complaints; as they were asked for. */
  readonly explains: readonly string[];
}

export interface Circumstances {
  readonly of: readonly string[];
  readonly happenedBy?: string;
  /** Tree size: complete over the recorded events 0 .. asOf - 1. */
  readonly asOf: number;
  readonly shifts: readonly ShiftStart[];
  /** The batches behind any of the complaints, by number. */
  readonly behind: readonly Thing[];
  /**
   * Other batches of the same products that were compared, and how many there are; to whoever may
   * not see everything, of those that they may see.
   */
  readonly compared: number;
  readonly others: number;
  readonly circumstances: readonly Circumstance[];
  /** How long the list is without a limit. */
  readonly candidates: number;
  /** Readings that are no amount, or in a unit that does not convert. */
  readonly readingsNotCompared: number;
  /** Complaints of which no batch is recorded: nothing explains them. */
  readonly withoutBatch: readonly string[];
  /** SHA-256 of RFC 8785 over the question and all of the above. */
  readonly digest: string;
}

export const usualShifts: readonly ShiftStart[] = ["06:00", "14:00", "22:00"];

/** The nearest in log order are compared; what is further off was made otherwise anyway. */
const comparedMax = 2_000;

/**
 * As far as all read models have come that it is told from, where it is not said as of when. Throws
 * QueryFault SEED_NOT_ONE, TWO_THINGS_NEEDED, AS_OF_AHEAD.
 */
export async function circumstances(
  kysely: Kysely<DB>,
  query: CircumstancesQuery,
  graph?: Reaching,
): Promise<Answered<Circumstances>> {
  const asOf = await commonlyKnownAt(kysely, ["genealogy", ...readModels], query.asOf);
  const bounded = { ...query, asOf };
  return answering(kysely, bounded, query.of, graph, (asking) => answer(asking, query), "backward");
}

const readModels = ["audit_trail", "batch_record"];

async function answer(
  asking: Asking,
  { happenedBy, limit, shifts, reader }: CircumstancesQuery,
): Promise<Circumstances> {
  const { at, bounds } = asking;
  const { asOf } = bounds;
  const { seeds, nodes } = unlike(asking.seeds);
  const of = seeds.map(({ name }) => name);
  const behind = await Promise.all(nodes.map((node) => batchesBehind(asking, node)));
  const cases = [...new Map(behind.flat().map((one) => [one.id, one])).values()];
  const control = await othersOf(
    asking,
    cases.map(({ id }) => id),
    reader,
  );
  const cohort: Cohort = {
    complaints: behind.map((own) => new Set(own.map(({ id }) => id))),
    others: new Set(control.ids),
  };
  const batchIds = [...cases.map(({ id }) => id), ...control.ids];
  const { exposures, readings, notCompared } = await circumstancesOf(at, batchIds, shifts, asOf);
  const list = ranked(cohort, exposures, readings);
  const asked = { of, shifts, ...(happenedBy !== undefined && { happenedBy }) };
  const found = {
    behind: cases.sort((one, other) => (one.name < other.name ? -1 : 1)),
    compared: control.ids.length,
    others: control.count,
    circumstances: list.slice(0, limit).map((one) => ({
      ...one,
      explains: one.explains.map((n) => of[n] ?? ""),
    })),
    candidates: list.length,
    readingsNotCompared: notCompared,
    withoutBatch: of.filter((_, n) => behind[n]?.length === 0),
  };
  return { ...asked, asOf, ...found, digest: digestOf({ query: asked, ...found }) };
}

async function batchesBehind(asking: Asking, node: number): Promise<readonly Thing[]> {
  const { nodes } = await walk(asking.at, [node], "backward", asking.bounds);
  const rows = await asking.rowsOf(nodes);
  return [...rows.values()].flatMap((row): Thing[] =>
    row.kind === "batch"
      ? [{ kind: "batch", id: row.traced.batchId, name: row.traced.batchNumber }]
      : [],
  );
}

/** Of the same products, and behind none of the complaints. */
async function othersOf(
  { at, bounds: { asOf } }: Asking,
  cases: readonly string[],
  reader: LimitedReader | undefined,
): Promise<{ readonly ids: readonly string[]; readonly count: number }> {
  const { rows } = await sql<{ id: string; count: string }>`
    with behind as (
      select material_definition_id as product, position from batch_record.batch
      where batch_id = any(${cases}::text[])
    )
    select b.batch_id as id, count(*) over () as count
    from batch_record.batch b
    where b.material_definition_id in (select product from behind)
      and b.batch_id <> all(${cases}::text[]) and b.position < ${asOf}
    order by (select min(abs(b.position - f.position)) from behind f
              where f.product = b.material_definition_id), b.position
    limit ${comparedMax}`.execute(at);
  const ids = rows.map(({ id }) => id);
  if (!reader) return { ids, count: Number(rows[0]?.count ?? 0) };
  const seen = await reader.seenOf(ids);
  return { ids: seen, count: seen.length };
}
