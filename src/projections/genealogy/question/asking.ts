// What every question about the genealogy begins with: its moment, and what was meant by each name.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { answered, type Seen } from "../../as-of.ts";
import { known } from "../../known-at.ts";
import { QueryFault } from "../../query-fault.ts";
import type { Reaching } from "../graph/asked.ts";
import { momentAt } from "../moment.ts";
import { KnownRows, type ReadAt } from "../reach/known-rows.ts";
import type { NodeRow } from "../reach/row.ts";
import type { Direction } from "../reach/walk.ts";
import { resolveSeed } from "../seed/seed-group.ts";
import type { Found, Seed } from "../seed.ts";
import type { Thing } from "./thing.ts";

export interface Question {
  /** Only what had happened by then; absent: time is ignored. */
  readonly happenedBy?: string;
  /** Tree size; absent: all that is known. */
  readonly asOf?: number;
  /** Whoever asks; absent: they may see everything. */
  readonly reader?: LimitedReader;
}

/** What may be seen by somebody whose right leaves out a part of the plant. */
export interface LimitedReader {
  /** Throws where one of them is beyond it, or not there: the two are told apart to nobody. */
  refuseBeyond(things: readonly Thing[]): Promise<void>;
  /** Of these batches. */
  seenOf(batchIds: readonly string[]): Promise<readonly string[]>;
}

/** One of the names fits nothing, or several things. */
export type NotOne = Exclude<Found, { found: "one" }> & { readonly asked: string };

export type Answered<Answer> = { readonly found: "one"; readonly answer: Answer } | NotOne;

/** What a question is answered from, at one moment. */
export interface Asking {
  readonly at: Kysely<DB>;
  readonly moment: ReadAt;
  /** What the engine and SQL are told of it. */
  readonly bounds: { readonly asOf: number; readonly happenedBy?: string };
  readonly graph: Reaching | undefined;
  readonly seeds: readonly Seed[];
  /** What these nodes are, by their ids. */
  rowsOf(nodeIds: Iterable<number>): Promise<ReadonlyMap<number, NodeRow>>;
}

/**
 * `direction`: which way a name stands for something, where the ways differ. A limited reader is
 * refused before anything is worked out of what they may not see. Throws QueryFault AS_OF_AHEAD;
 * ProjectionFault PROJECTION_UNKNOWN; what the reader throws.
 */
export async function answering<Answer>(
  kysely: Kysely<DB>,
  { happenedBy, asOf: wanted, reader }: Question,
  names: readonly string[],
  graph: Reaching | undefined,
  answer: (asking: Asking) => Promise<Answer>,
  direction: Direction = "forward",
): Promise<Answered<Answer>> {
  const read = async (at: Kysely<DB>, seen: Seen): Promise<Answered<Answer>> => {
    const moment = await momentAt(at, seen, happenedBy);
    const asOf = known("genealogy", moment.reached, wanted);
    const seeds: Seed[] = [];
    for (const asked of names) {
      const found = await resolveSeed(at, asked, asOf, direction);
      if (found.found !== "one") return { ...found, asked };
      seeds.push(found.seed);
    }
    await reader?.refuseBeyond(await thingsAt(at, seeds));
    const bounds = { asOf, ...(happenedBy !== undefined && { happenedBy }) };
    const kept = graph?.rows ?? new KnownRows();
    const rowsOf = async (nodeIds: Iterable<number>) => {
      const rows = await kept.of(at, [...new Set(nodeIds)], moment, asOf);
      return new Map(rows.map((row) => [row.nodeId, row]));
    };
    const asking = { at, moment, bounds, graph, seeds, rowsOf };
    return { found: "one", answer: await answer(asking) };
  };
  return (await answered(kysely, "genealogy", read)).answer;
}

/** Also what is only named and nobody has recorded: that has no name but its id. */
async function thingsAt(at: Kysely<DB>, seeds: readonly Seed[]): Promise<readonly Thing[]> {
  const nodeIds = seeds.flatMap((seed) => seed.nodeIds);
  const { rows } = await sql<Thing>`
    select kind, key as id, key as name from genealogy.genealogy_node
    where id = any(${`{${nodeIds}}`}::bigint[])`.execute(at);
  return rows;
}

/** So many members are answered at once: they stand in memory. */
export const answerMax = 100_000;

/** Nothing is cut: what is too much is not answered. Throws QueryFault ANSWER_TOO_LARGE. */
export function refuseTooLarge(count: number, what: string, max = answerMax): void {
  if (count <= max) return;
  const message =
    `The answer is ${count} ${what}, more than ${max} at once. Ask for less of it ` +
    "(happenedBy, nearer ends), or for the trace, which has no bound.";
  throw new QueryFault("ANSWER_TOO_LARGE", message);
}

/** As the graph is asked. */
export const scopeOf = ({ bounds: { asOf }, moment: { until } }: Asking) => ({
  asOf,
  ...(until !== null && { happenedBy: until }),
});
