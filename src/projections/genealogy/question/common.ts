// What several things have in common, complaints as a rule: everything that reached two of them or
// more, the likeliest causes first.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import {
  type CommonAncestors,
  commonAncestors,
} from "../../../genealogy/trace/common-ancestors.ts";
import { maskSweep } from "../../../genealogy/trace/mask-sweep.ts";
import { viewOf } from "../../../genealogy/view.ts";
import { digestOf } from "../../../integrity/canonical-json.ts";
import { QueryFault } from "../../query-fault.ts";
import type { Reaching } from "../graph/asked.ts";
import { rowsGraph } from "../reach/rows-graph.ts";
import { walk } from "../reach/walk.ts";
import type { Seed } from "../seed.ts";
import { type Answered, type Asking, answering, type Question, scopeOf } from "./asking.ts";
import { type Thing, thingOf } from "./thing.ts";

/** So many can be asked about at once, and two at least. */
export const commonMax = 32;

export interface CommonQuery extends Question {
  readonly of: readonly string[];
  /** How many of the ranked list. */
  readonly limit: number;
}

export interface Cause extends Thing {
  /** Which of the things it reached, or is; as they were asked for. */
  readonly explains: readonly string[];
  /**
   * How many other lots, batches, units and shipments it reached: the fewer, the likelier it is
   * the cause. Absent: more than `othersMax`, or not told to whoever may not see everything.
   */
  readonly others?: number;
}

export interface Common {
  readonly of: readonly string[];
  readonly happenedBy?: string;
  /** Tree size: complete over the recorded events 0 .. asOf - 1. */
  readonly asOf: number;
  /** Ranked: who explains the most, then who reached the fewest others, then who is older. */
  readonly causes: readonly Cause[];
  /** How long the list is without a limit, as far as whoever asks may see everything. */
  readonly candidates: number;
  readonly othersMax: number;
  /** SHA-256 of RFC 8785 over the question and the ranked list. */
  readonly digest: string;
}

const othersMax = 20_000;

/** Throws QueryFault SEED_NOT_ONE, TWO_THINGS_NEEDED; RangeError for more than 32. */
export const common = (
  kysely: Kysely<DB>,
  query: CommonQuery,
  graph?: Reaching,
): Promise<Answered<Common>> =>
  answering(kysely, query, query.of, graph, (asking) => answer(asking, query), "backward");

async function answer(asking: Asking, query: CommonQuery): Promise<Common> {
  const { happenedBy, limit, reader } = query;
  const { seeds, nodes } = unlike(asking.seeds);
  const { ancestors, ...list } = await ranked(asking, nodes, limit);
  const rows = await asking.rowsOf(ancestors.map(({ node }) => node));
  const of = seeds.map(({ name }) => name);
  const causes = ancestors.flatMap(({ node, explains, others }): Cause[] => {
    const row = rows.get(node);
    if (!row) return [];
    const explained = of.filter((_, n) => ((explains >>> n) & 1) === 1);
    return [
      { ...thingOf(row), explains: explained, ...(others !== undefined && !reader && { others }) },
    ];
  });
  const candidates = reader ? causes.length : list.candidates;
  const asked = { of, ...(happenedBy !== undefined && { happenedBy }) };
  const found = { causes, candidates, othersMax };
  return {
    ...asked,
    asOf: asking.bounds.asOf,
    ...found,
    digest: digestOf({ query: asked, ...found }),
  };
}

/** Each thing once, by whichever of its names it was asked for first. */
export function unlike(asked: readonly Seed[]) {
  const seeds = new Map<number, Seed>();
  for (const seed of asked) {
    const { nodeIds, name } = seed;
    const [node, ...more] = nodeIds;
    if (node === undefined || more.length > 0) {
      const message = `${name} is ${nodeIds.length} things; name them one by one.`;
      throw new QueryFault("SEED_NOT_ONE", message);
    }
    if (!seeds.has(node)) seeds.set(node, seed);
  }
  if (seeds.size < 2) {
    throw new QueryFault("TWO_THINGS_NEEDED", "All of these are names of one thing.");
  }
  return { seeds: [...seeds.values()], nodes: [...seeds.keys()] };
}

async function ranked(
  asking: Asking,
  of: readonly number[],
  limit: number,
): Promise<CommonAncestors> {
  const { graph, moment, at, bounds } = asking;
  const request = { question: "common", of, limit, othersMax, ...scopeOf(asking) } as const;
  const found = await graph?.ask(request, moment.model);
  if (found?.question === "common") return found;
  const { edges } = await walk(at, of, "backward", bounds);
  const behind = rowsGraph(edges, of);
  const swept = maskSweep(viewOf(behind.graph), of.map(behind.placeOf));
  const causes = [...swept.nodes].filter((_, n) => isSeveral(swept.masks[n] ?? 0));
  const from = causes.map((place) => behind.nodes[place] ?? -1);
  const ahead = await walk(at, from, "forward", bounds);
  const rows = rowsGraph([...edges, ...ahead.edges], of);
  const ranking = { limit, othersMax };
  const list = commonAncestors(viewOf(rows.graph), of.map(rows.placeOf), ranking);
  const ancestors = list.ancestors.map((one) => ({ ...one, node: rows.nodes[one.node] ?? -1 }));
  return { ...list, ancestors };
}

const isSeveral = (mask: number): boolean => (mask & (mask - 1)) !== 0;
