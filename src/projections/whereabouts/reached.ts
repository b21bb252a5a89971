// Where everything is that something reached: the forward trace says which lots, this what became
// of each, both as of one tree size.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Reaching } from "../genealogy/graph/asked.ts";
import { type OneTrace, type TraceAnswer, trace } from "../genealogy/trace.ts";
import { commonlyKnownAt } from "../known-at.ts";
import type { Whereabouts } from "./answer.ts";
import { whereaboutsOf, withUnknown } from "./query.ts";
import { withSerials } from "./serials.ts";

export interface WhereaboutsQuery {
  /** As for a trace: `scheme:value` of a lot, or `lot:`, `batch:` ... with an id. */
  readonly from: string;
  /** Only of the lot that is named, not of what it went into. */
  readonly alone?: boolean;
  /** Serial numbers too: this page of them, from 1. */
  readonly serials?: number;
  /** Tree size; absent: all that is known. */
  readonly asOf?: number;
  /** The time of asking. */
  readonly at: string;
}

export type WhereaboutsAnswer =
  | Exclude<TraceAnswer, { found: "one" }>
  | (OneTrace & { readonly whereabouts: Whereabouts });

/** Throws what `trace` throws. */
export async function whereabouts(
  kysely: Kysely<DB>,
  { from, alone = false, serials, at, asOf: wanted }: WhereaboutsQuery,
  graph?: Reaching,
): Promise<WhereaboutsAnswer> {
  const asOf = await commonlyKnownAt(kysely, ["genealogy", "whereabouts"], wanted);
  const found = await trace(kysely, { from, direction: "forward", at, asOf }, graph);
  if (found.found !== "one") return found;
  // What a trace starts at is not in what it reached.
  const seeds = found.trace.seeds.flatMap(({ things }) => things);
  const idsOf = (of: string) => seeds.flatMap(({ kind, id }) => (kind === of ? [id] : []));
  const own = idsOf("materialLot");
  const reached = alone ? [] : found.trace.lots.map(({ lotId }) => lotId);
  const answer = await whereaboutsOf(kysely, { from, lotIds: [...own, ...reached], asOf });
  const whole = alone ? answer : withUnknown(answer, found.trace.unknown);
  const batches = alone ? [] : found.trace.batches.map(({ batchId }) => batchId);
  const told =
    serials === undefined
      ? whole
      : await withSerials(kysely, whole, [...idsOf("batch"), ...batches], serials);
  return { ...found, whereabouts: told };
}
