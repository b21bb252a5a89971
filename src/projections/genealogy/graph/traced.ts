// A trace as numbers, which threads hand each other, and what they mean to the answer.
import type { Graph } from "../../../genealogy/graph.ts";
import { inOrder } from "../../../genealogy/node-set.ts";
import { gaps as gapNames, gapsOf } from "../../../genealogy/trace/gaps.ts";
import { strictTrace } from "../../../genealogy/trace/strict.ts";
import { trace } from "../../../genealogy/trace/trace.ts";
import type { UnknownCode } from "../answer.ts";
import type { Gap, Reach } from "../reach/reach.ts";
import type { Direction } from "../reach/walk.ts";
import { type Scope, viewIn } from "./scope.ts";

export interface TraceRequest extends Scope {
  readonly from: readonly number[];
  readonly direction: Direction;
  readonly isStrict?: boolean;
  readonly depth?: number;
}

export interface Traced {
  /** Ascending: what lies together in the log is then looked up together. */
  readonly nodes: Int32Array;
  readonly edges: number;
  readonly inputs: number;
  readonly inputsWithQuantity: number;
  /** See `Gaps`. */
  readonly lacking: Int32Array;
  /** There was more beyond the depth. */
  readonly isCut: boolean;
}

/** Throws RangeError for what the graph does not know. */
export function tracedIn(graph: Graph, request: TraceRequest): Traced {
  const { from, direction, isStrict, depth } = request;
  const view = viewIn(graph, request);
  const way = isStrict ? strictTrace : trace;
  const found = way(view, from, direction, depth === undefined ? {} : { depth });
  const { edges } = found;
  const nodes = inOrder(found.nodes);
  const isCut =
    depth !== undefined &&
    way(view, from, direction, { depth: depth + 1 }).nodes.length > nodes.length;
  const seeds = new Set(from);
  const all = new Int32Array(seeds.size + nodes.length);
  all.set([...seeds]);
  all.set(nodes, seeds.size);
  const onward = direction === "backward" ? "backward" : "forward";
  // Else every edge leads to what was reached.
  const within = isStrict || depth !== undefined ? new Set(all) : undefined;
  return { nodes, edges, ...gapsOf(view, all, onward, within), isCut };
}

const codes = {
  inputQuantity: "INPUT_QUANTITY_UNKNOWN",
  outputQuantity: "OUTPUT_QUANTITY_UNKNOWN",
  time: "TIME_UNKNOWN",
  zone: "ZONE_UNSTATED",
} as const satisfies Record<(typeof gapNames)[number], UnknownCode>;

/** `idOf`: the node id in the table. Absent: they are the same. */
export function reachIn(traced: Traced, idOf?: (node: number) => number): Reach {
  const { nodes, edges, inputs, inputsWithQuantity, lacking, isCut } = traced;
  const id = idOf ?? ((node: number) => node);
  const gaps: Gap[] = [];
  for (let at = 0; at < lacking.length; at += 3) {
    const [source = 0, target = 0, lacks = 0] = lacking.subarray(at, at + 3);
    for (const [bit, name] of gapNames.entries()) {
      if (((lacks >>> bit) & 1) === 0) continue;
      gaps.push({ source: id(source), target: id(target), code: codes[name] });
    }
  }
  const found = idOf ? Array.from(nodes, idOf) : nodes;
  return { nodes: found, edgeCount: edges, inputs, inputsWithQuantity, gaps, isCut };
}
