// How far a trace reached, and what its edges do not say: from the graph, and where there is none
// the same from SQL.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import {
  type EdgeKind,
  isZoneUnstated,
  kindOf,
  materialKinds,
  timeBasisOf,
} from "../../../genealogy/edge.ts";
import type { UnknownCode } from "../answer.ts";
import type { Reaching } from "../graph/asked.ts";
import { reachIn, tracedIn } from "../graph/traced.ts";
import type { ReadAt } from "./known-rows.ts";
import { rowsGraph } from "./rows-graph.ts";
import { type Bounds, type Direction, type Edge, type Walked, walk } from "./walk.ts";

export interface Walk extends Bounds {
  readonly from: readonly number[];
  readonly direction: Direction;
  /** What had ended before the material came is not followed; only observed times exclude. */
  readonly isStrict?: boolean;
  /** Steps at most. */
  readonly depth?: number;
}

export interface Reach {
  /** Node ids without those it began at, also when a loop leads back to them. */
  readonly nodes: readonly number[] | Int32Array;
  readonly edgeCount: number;
  readonly inputs: number;
  readonly inputsWithQuantity: number;
  readonly gaps: readonly Gap[];
  /** The depth left something out. */
  readonly isCut: boolean;
}

/** An edge and what it does not say. */
export interface Gap {
  readonly source: number;
  readonly target: number;
  readonly code: UnknownCode;
}

export async function reachOf(
  at: Kysely<DB>,
  query: Walk,
  { model, until }: ReadAt,
  graph: Reaching | undefined,
): Promise<Reach> {
  const { from, direction, asOf, isStrict, depth, kinds } = query;
  const limits = { ...(isStrict && { isStrict }), ...(depth !== undefined && { depth }) };
  const bounds = { asOf, ...(until !== null && { happenedBy: until }), ...(kinds && { kinds }) };
  const asked = { question: "trace", from, direction, ...bounds, ...limits } as const;
  const answer = await graph?.ask(asked, model);
  if (answer?.question === "trace") return reachIn(answer);
  if (direction !== "mixed" && !isStrict && depth === undefined) {
    return reachBySql(await walk(at, from, direction, query), from);
  }
  const { edges } = await walkMixed(at, query);
  const rows = rowsGraph(edges, from);
  const places = from.map(rows.placeOf);
  const traced = tracedIn(rows.graph, { from: places, direction, ...limits });
  return reachIn(traced, (place) => rows.nodes[place] ?? -1);
}

async function walkMixed(at: Kysely<DB>, query: Walk): Promise<Walked> {
  const { from, direction } = query;
  if (direction !== "mixed") return walk(at, from, direction, query);
  const { nodes } = await walk(at, from, "backward", query);
  return walk(at, nodes, "forward", query);
}

function reachBySql({ nodes, edges }: Walked, from: readonly number[]): Reach {
  const inputs = edges.filter(({ code }) => materialInputs.has(kindOf(code)));
  const seeds = new Set(from);
  return {
    nodes: [...nodes].filter((node) => !seeds.has(node)),
    edgeCount: edges.length,
    inputs: inputs.length,
    inputsWithQuantity: inputs.filter(({ quantity }) => quantity !== null).length,
    gaps: edges.flatMap(gapsOf),
    isCut: false,
  };
}

const materialInputs = new Set<EdgeKind>(materialKinds.filter((kind) => kind !== "produce"));

export function gapsOf({
  source,
  target,
  code,
  quantity,
}: Pick<Edge, "source" | "target" | "code" | "quantity">): readonly Gap[] {
  const codes: UnknownCode[] = [];
  const kind = kindOf(code);
  if (quantity === null && materialInputs.has(kind)) codes.push("INPUT_QUANTITY_UNKNOWN");
  if (quantity === null && kind === "produce") codes.push("OUTPUT_QUANTITY_UNKNOWN");
  if (timeBasisOf(code) === "unknown") codes.push("TIME_UNKNOWN");
  if (isZoneUnstated(code)) codes.push("ZONE_UNSTATED");
  return codes.map((lacks) => ({ source, target, code: lacks }));
}
