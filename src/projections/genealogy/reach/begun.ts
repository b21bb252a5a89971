// Where a trace begins and how far it reaches: what is the same for every way to tell it.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { Seen } from "../../as-of.ts";
import { known } from "../../known-at.ts";
import type { Reaching } from "../graph/asked.ts";
import { momentAt } from "../moment.ts";
import type { NotOne } from "../question/asking.ts";
import { resolveSeed } from "../seed/seed-group.ts";
import type { Seed } from "../seed.ts";
import type { TraceQuery } from "../trace.ts";
import type { ReadAt } from "./known-rows.ts";
import { type Reach, reachOf } from "./reach.ts";
import { type OpenDraw, openDraws } from "./unknown.ts";

export interface Begun {
  readonly found: "one";
  readonly moment: ReadAt;
  /** Tree size of the answer. */
  readonly asOf: number;
  readonly seeds: readonly Seed[];
  /** The nodes of all seeds, each once. */
  readonly from: readonly number[];
  /** As it stands in the answer. */
  readonly asked: Pick<TraceQuery, "direction" | "happenedBy" | "depth"> & {
    readonly strict?: true;
  };
  readonly reach: Reach;
  /** Of all lots. */
  readonly draws: readonly OpenDraw[];
}

/** Within one moment. */
export async function begun(
  at: Kysely<DB>,
  query: TraceQuery,
  graph: Reaching | undefined,
  seen: Seen,
): Promise<Begun | NotOne> {
  const { direction, happenedBy, isStrict, depth } = query;
  const moment = await momentAt(at, seen, happenedBy);
  const asOf = known("genealogy", moment.reached, query.asOf);
  const seeds: Seed[] = [];
  for (const written of [query.from].flat()) {
    const found = await resolveSeed(at, written, asOf, direction, undefined, isStrict);
    if (found.found !== "one") return { ...found, asked: written };
    seeds.push(found.seed);
  }
  const from = [...new Set(seeds.flatMap(({ nodeIds }) => nodeIds))];
  const asked = {
    direction,
    ...(happenedBy !== undefined && { happenedBy }),
    ...(isStrict && { strict: true as const }),
    ...(depth !== undefined && { depth }),
  };
  const walk = { from, asOf, ...asked, isStrict: isStrict === true };
  // PostgreSQL is at the draws while the graph is walked.
  const [reach, draws] = await Promise.all([
    reachOf(at, walk, moment, graph),
    openDraws(at, { asOf, reached: moment.reached, at: query.at }),
  ]);
  return { found: "one", moment, asOf, seeds, from, asked, reach, draws };
}
