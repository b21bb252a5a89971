// A trace of any size, told row by row: how far it reached is known at once, what each node is only
// as its row is read. Rows are of one tree size whenever they are read, so that nobody who takes
// them slowly holds up a transaction.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { inOrder as ascending } from "../../../genealogy/node-set.ts";
import { answered } from "../../as-of.ts";
import type { TracedSeed } from "../answer.ts";
import type { Reaching } from "../graph/asked.ts";
import type { NotOne } from "../question/asking.ts";
import type { Thing } from "../question/thing.ts";
import { type Begun, begun } from "../reach/begun.ts";
import { readRows } from "../reach/known-rows.ts";
import type { Reach } from "../reach/reach.ts";
import type { NodeRow } from "../reach/row.ts";
import { seedsIn, type TraceQuery } from "../trace.ts";

export interface TraceInRows {
  readonly from: string;
  readonly seeds: readonly TracedSeed[];
  readonly asked: Begun["asked"];
  /** Tree size: complete over the recorded events 0 .. asOf - 1. */
  readonly asOf: number;
  /** Which making of the read model the ids of nodes are of. */
  readonly model: string;
  /** Everything that was reached, without the seeds, ascending: in log order. */
  readonly nodes: Int32Array;
  /** What it began at. */
  readonly begunAt: readonly NodeRow[];
  readonly reach: Omit<Reach, "nodes">;
  /** Draws of the lots in it of which nothing more was heard. */
  readonly openDraws: number;
}

export type InRows = { readonly found: "one"; readonly trace: TraceInRows } | NotOne;

/** Throws what `trace` throws. */
export async function traceInRows(
  kysely: Kysely<DB>,
  query: TraceQuery,
  graph?: Reaching,
): Promise<InRows> {
  const { answer } = await answered(kysely, "genealogy", async (at, seen): Promise<InRows> => {
    const found = await begun(at, query, graph, seen);
    if (found.found !== "one") return found;
    const { moment, asOf, seeds, from, asked, draws } = found;
    const { nodes: reached, ...reach } = found.reach;
    const nodes = ascending(reached instanceof Int32Array ? reached : Int32Array.from(reached));
    const begunAt = await readRows(at, from, asOf, asOf < moment.reached);
    const lots = draws.map(({ lotId }) => lotId);
    const drawn = lots.length === 0 ? [] : await nodesOf(at, lots);
    const isIn = new Set([...from, ...nodesAmong(nodes, drawn)]);
    const trace = {
      from: seeds.map(({ name }) => name).join(", "),
      seeds: seedsIn(seeds, begunAt),
      ...{ asked, asOf, model: moment.model, nodes, begunAt, reach },
      openDraws: drawn.filter((node) => isIn.has(node)).length,
    };
    return { found: "one", trace };
  });
  return answer;
}

/** Reads rows of these nodes as of the trace, in no order. Throws where the model is another. */
export type ReadRows = (nodeIds: readonly number[]) => Promise<readonly NodeRow[]>;

export const rowsOf =
  (kysely: Kysely<DB>, { model, asOf }: Pick<TraceInRows, "model" | "asOf">): ReadRows =>
  async (nodeIds) => {
    const { answer } = await answered(kysely, "genealogy", async (at, seen) => {
      if (seen.model !== model) throw new Error("The read model was made anew meanwhile.");
      return readRows(at, nodeIds, asOf, asOf < seen.asOf);
    });
    return answer;
  };

/** How far all rows have come: of which making, of which tree size, nodes below which id. */
export async function allRows(
  kysely: Kysely<DB>,
): Promise<{ readonly model: string; readonly asOf: number; readonly nodes: number }> {
  const { answer } = await answered(kysely, "genealogy", async (at, { model, asOf }) => {
    const { rows } = await sql<{ nodes: number }>`
      select coalesce(max(id) + 1, 0) as nodes from genealogy.genealogy_node`.execute(at);
    return { model, asOf, nodes: rows[0]?.nodes ?? 0 };
  });
  return answer;
}

/** Everything that the rows will name. */
export async function namedIn(
  kysely: Kysely<DB>,
  { nodes, begunAt }: Pick<TraceInRows, "nodes" | "begunAt">,
): Promise<readonly Pick<Thing, "kind" | "id">[]> {
  const ids = `{${[...begunAt.map(({ nodeId }) => nodeId), ...nodes]}}`;
  const { rows } = await sql<Pick<Thing, "kind" | "id">>`
    select kind, key as id from genealogy.genealogy_node
    where id = any(${ids}::bigint[])`.execute(kysely);
  return rows;
}

async function nodesOf(at: Kysely<DB>, lotIds: readonly string[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select n.id from unnest(${[...lotIds]}::text[]) d(lot_id)
         join genealogy.genealogy_node n on n.kind = 'materialLot' and n.key = d.lot_id
    `.execute(at);
  return rows.map(({ id }) => id);
}

/** Of these, those that are in the ascending list. */
function nodesAmong(nodes: Int32Array, asked: readonly number[]): readonly number[] {
  if (asked.length === 0) return [];
  const wanted = new Set(asked);
  return Array.from(nodes.filter((node) => wanted.has(node)));
}
