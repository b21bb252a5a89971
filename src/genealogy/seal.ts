// Makes one sealed base of a graph, its delta included, with an
// empty delta beside it, for a writer that goes on there.
import { allocateBase, type Base, indexBase } from "./buffer/base.ts";
import { copyColumns } from "./buffer/columns.ts";
import { published } from "./buffer/published.ts";
import { type Graph, voidPositionOf, withDelta } from "./graph.ts";

/** Of what is published. The former graph stays as it is. */
export function seal(graph: Graph, capacity: number): Graph {
  const { base, delta } = graph;
  const { edges, nodes, asOf } = published(delta.published);
  const voids = voidsBefore(graph, asOf);
  const { hasIntervals } = base;
  const sealed = allocateBase({ nodes, edges, voids: voids.length, hasIntervals, asOf });
  copyColumns(base.columns, base.edges, sealed.columns, 0);
  copyColumns(delta.columns, edges - base.edges, sealed.columns, base.edges);
  sealed.nodePositions.set(base.nodePositions);
  sealed.nodePositions.set(delta.nodePositions.subarray(0, nodes - base.nodes), base.nodes);
  writeVoids(sealed, voids);
  indexBase(sealed);
  return withDelta(sealed, capacity);
}

/** Edges and since when they are void, ascending by edge. */
function voidsBefore(graph: Graph, asOf: number): [number, number][] {
  const { base, delta } = graph;
  const late = delta.voids.keys.filter((key) => key !== 0).map((key) => key - 1);
  return [...new Set([...base.voidEdges, ...late])]
    .map((edge): [number, number] => [edge, voidPositionOf(graph, edge)])
    .filter(([, position]) => position < asOf)
    .sort(([one], [other]) => one - other);
}

function writeVoids({ voidEdges, voidPositions }: Base, voids: readonly [number, number][]): void {
  for (const [at, [edge, position]] of voids.entries()) {
    voidEdges[at] = edge;
    voidPositions[at] = position;
  }
}
