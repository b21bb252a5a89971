// Where everything is that something reached: the forward trace says which lots, this what became
// of each, both as of one tree size.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import type { Trace } from "../genealogy/answer.ts";
import type { Reaching } from "../genealogy/graph/asked.ts";
import { type TraceAnswer, trace } from "../genealogy/trace.ts";
import { commonlyKnownAt } from "../known-at.ts";
import type { Whereabouts } from "./answer.ts";
import { whereaboutsOf, withUnknown } from "./query.ts";

export interface WhereaboutsQuery {
  /** As for a trace: `scheme:value` of a lot, or `lot:`, `batch:` ... with an id. */
  readonly from: string;
  /** Only of the lot that is named, not of what it went into. */
  readonly alone?: boolean;
  /** Tree size; absent: all that is known. */
  readonly asOf?: number;
  /** The time of asking. */
  readonly at: string;
}

export type WhereaboutsAnswer =
  | Exclude<TraceAnswer, { found: "one" }>
  | { readonly found: "one"; readonly whereabouts: Whereabouts; readonly trace: Trace };

/** Throws what `trace` throws. */
export async function whereabouts(
  kysely: Kysely<DB>,
  { from, alone = false, at, asOf: wanted }: WhereaboutsQuery,
  graph?: Reaching,
): Promise<WhereaboutsAnswer> {
  const asOf = await commonlyKnownAt(kysely, ["genealogy", "whereabouts"], wanted);
  const found = await trace(kysely, { from, direction: "forward", at, asOf }, graph);
  if (found.found !== "one") return found;
  // What a trace starts at is not in what it reached.
  const own = found.trace.seeds
    .flatMap(({ things }) => things)
    .flatMap(({ kind, id }) => (kind === "materialLot" ? [id] : []));
  const reached = alone ? [] : found.trace.lots.map(({ lotId }) => lotId);
  const answer = await whereaboutsOf(kysely, { from, lotIds: [...own, ...reached], asOf });
  const whole = alone ? answer : withUnknown(answer, found.trace.unknown);
  return { found: "one", whereabouts: whole, trace: found.trace };
}
