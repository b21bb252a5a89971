// A trace as numbers, which threads hand each other, and what they mean to the answer.
import type { Graph } from "../../../genealogy/graph.ts";
import { gaps as gapNames, gapsOf } from "../../../genealogy/trace/gaps.ts";
import { trace } from "../../../genealogy/trace/trace.ts";
import { viewOf } from "../../../genealogy/view.ts";
import type { UnknownCode } from "../answer.ts";
import type { Gap, Reach } from "../reach/reach.ts";
import type { Direction } from "../reach/walk.ts";

export interface TraceRequest {
  readonly from: number;
  readonly direction: Direction;
  readonly asOf: number;
  /** Milliseconds of the epoch. */
  readonly happenedBy?: number;
}

export interface Traced {
  readonly nodes: Int32Array;
  readonly edges: number;
  readonly inputs: number;
  readonly inputsWithQuantity: number;
  /** See `Gaps`. */
  readonly lacking: Int32Array;
}

/** Throws RangeError for what the graph does not know. */
export function tracedIn(
  graph: Graph,
  { from, direction, asOf, happenedBy }: TraceRequest,
): Traced {
  const view = viewOf(graph, { asOf, ...(happenedBy !== undefined && { happenedBy }) });
  const { nodes, edges } = trace(view, [from], direction);
  return { nodes, edges, ...gapsOf(view, [from, ...nodes], direction) };
}

const codes = {
  inputQuantity: "INPUT_QUANTITY_UNKNOWN",
  outputQuantity: "OUTPUT_QUANTITY_UNKNOWN",
  time: "TIME_UNKNOWN",
  zone: "ZONE_UNSTATED",
} as const satisfies Record<(typeof gapNames)[number], UnknownCode>;

export function reachOf({ nodes, edges, inputs, inputsWithQuantity, lacking }: Traced): Reach {
  const gaps: Gap[] = [];
  for (let at = 0; at < lacking.length; at += 3) {
    const [source = 0, target = 0, lacks = 0] = lacking.subarray(at, at + 3);
    for (const [bit, name] of gapNames.entries()) {
      if (((lacks >>> bit) & 1) === 1) gaps.push({ source, target, code: codes[name] });
    }
  }
  return { nodes, edgeCount: edges, inputs, inputsWithQuantity, gaps };
}
