// The graph as one answer sees it: as it was known at a tree
// size, and as it had happened by a time. Which edges are in is
// decided once, for the whole answer.
import { begunBefore } from "./buffer/base.ts";
import { countBefore } from "./buffer/columns.ts";
import { published } from "./buffer/published.ts";
import { type EdgeKind, edgeKinds, kindMaskOf } from "./edge.ts";
import { type Graph, voidPositionOf } from "./graph.ts";

export interface Scope {
  /** Tree size: edges and voids of later events are not known yet. Absent: all that is known. */
  readonly asOf?: number;
  /**
   * Milliseconds of the epoch: only what had begun by then. Absent: time is
   * ignored, and late or backflushed postings never shrink a scope.
   */
  readonly happenedBy?: number;
  /** Absent: all kinds. */
  readonly kinds?: readonly EdgeKind[];
}

export interface View {
  readonly graph: Graph;
  /** Nodes that were named by then; their ids are below it. */
  readonly nodes: number;
  /** Edges from here on are not known yet. */
  readonly edges: number;
  readonly asOf: number;
  readonly kindMask: number;
  /** Infinity: time is ignored. */
  readonly happenedBy: number;
  /** Every sealed edge before this one is in, where it is not void. */
  readonly wholeBefore: number;
}

/**
 * Throws RangeError where `asOf` is ahead of the graph, or
 * `happenedBy` is asked of a graph without intervals.
 */
export function viewOf(graph: Graph, { asOf, happenedBy, kinds }: Scope = {}): View {
  const { base, delta } = graph;
  const seen = published(delta.published);
  if (asOf !== undefined && asOf > seen.asOf) {
    throw new RangeError(`The graph knows ${seen.asOf} events, ${asOf} were asked for.`);
  }
  if (happenedBy !== undefined && !base.hasIntervals) {
    throw new RangeError("The graph keeps no time intervals.");
  }
  const edges = asOf === undefined ? seen.edges : edgesBefore(graph, seen.edges, asOf);
  const nodes = asOf === undefined ? seen.nodes : nodesBefore(graph, seen.nodes, asOf);
  const kindMask = kindMaskOf(kinds ?? edgeKinds);
  const begun = happenedBy === undefined ? base.edges : begunBefore(base, happenedBy);
  return {
    graph,
    nodes,
    edges,
    asOf: asOf ?? seen.asOf,
    kindMask,
    happenedBy: happenedBy ?? Number.POSITIVE_INFINITY,
    wholeBefore: kinds === undefined ? Math.min(edges, begun) : 0,
  };
}

/** The same view, of these kinds only. */
export const ofKinds = (view: View, kindMask: number): View => ({
  ...view,
  kindMask: view.kindMask & kindMask,
  wholeBefore: 0,
});

export const isVoid = ({ graph, asOf }: View, edge: number): boolean =>
  voidPositionOf(graph, edge) < asOf;

/** Throws RangeError where the view knows no such node. */
export function checkNodes({ nodes }: View, asked: readonly number[]): void {
  for (const node of asked) {
    if (!Number.isInteger(node) || node < 0 || node >= nodes) {
      throw new RangeError(`There is no node ${node}.`);
    }
  }
}

/** Ids of the edges of one event, `[first, end)`: the n-th of them is the n-th that it made. */
export function edgesOfEvent({ graph, edges }: View, position: number): readonly [number, number] {
  return [edgesBefore(graph, edges, position), edgesBefore(graph, edges, position + 1)];
}

function edgesBefore({ base, delta }: Graph, edges: number, position: number): number {
  const sealed = Math.min(edges, base.edges);
  const before = countBefore(base.columns.positions, sealed, position);
  if (before < sealed) return before;
  return sealed + countBefore(delta.columns.positions, edges - sealed, position);
}

function nodesBefore({ base, delta }: Graph, nodes: number, position: number): number {
  const before = countBefore(base.nodePositions, base.nodes, position);
  if (before < base.nodes) return before;
  return before + countBefore(delta.nodePositions, nodes - before, position);
}
