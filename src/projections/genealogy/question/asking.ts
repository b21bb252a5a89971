// What every question about the genealogy begins with: its moment, and what was meant by each name.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { answered } from "../../as-of.ts";
import { known } from "../../known-at.ts";
import { QueryFault } from "../../query-fault.ts";
import type { Reaching } from "../graph/asked.ts";
import { momentAt } from "../moment.ts";
import { KnownRows, type ReadAt } from "../reach/known-rows.ts";
import type { NodeRow } from "../reach/row.ts";
import { resolveSeed } from "../seed/seed-group.ts";
import type { Found, Seed } from "../seed.ts";
import { type Thing, thingOf } from "./thing.ts";

export interface Question {
  /** Only what had happened by then; absent: time is ignored. */
  readonly happenedBy?: string;
  /** Tree size; absent: all that is known. */
  readonly asOf?: number;
}

/** One of the names fits nothing, or several things. */
export type NotOne = Exclude<Found, { found: "one" }> & { readonly asked: string };

export type Answered<Answer> =
  | {
      readonly found: "one";
      readonly answer: Answer;
      /** What was asked about: an answer tells of it also where it does not name it. */
      readonly about: readonly Thing[];
    }
  | NotOne;

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

/** Throws QueryFault AS_OF_AHEAD; ProjectionFault PROJECTION_UNKNOWN. */
export async function answering<Answer>(
  kysely: Kysely<DB>,
  { happenedBy, asOf: wanted }: Question,
  names: readonly string[],
  graph: Reaching | undefined,
  answer: (asking: Asking) => Promise<Answer>,
): Promise<Answered<Answer>> {
  const read = async (at: Kysely<DB>): Promise<Answered<Answer>> => {
    const moment = await momentAt(at, happenedBy);
    const asOf = known("genealogy", moment.reached, wanted);
    const seeds: Seed[] = [];
    for (const asked of names) {
      const found = await resolveSeed(at, asked, asOf);
      if (found.found !== "one") return { ...found, asked };
      seeds.push(found.seed);
    }
    const bounds = { asOf, ...(happenedBy !== undefined && { happenedBy }) };
    const kept = graph?.rows ?? new KnownRows();
    const rowsOf = async (nodeIds: Iterable<number>) => {
      const rows = await kept.of(at, [...new Set(nodeIds)], moment, asOf);
      return new Map(rows.map((row) => [row.nodeId, row]));
    };
    const asking = { at, moment, bounds, graph, seeds, rowsOf };
    const rows = await rowsOf(seeds.flatMap(({ nodeIds }) => nodeIds));
    return { found: "one", answer: await answer(asking), about: [...rows.values()].map(thingOf) };
  };
  return (await answered(kysely, "genealogy", read)).answer;
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
