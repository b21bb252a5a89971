// Makes one sealed base of a graph, its delta included, with an
// empty delta beside it. May run in a worker while the writer
// goes on; what it wrote meanwhile is then carried over.
import { allocateBase, type Base, indexBase } from "./buffer/base.ts";
import { copyColumns } from "./buffer/columns.ts";
import { published } from "./buffer/published.ts";
import { edgeAt } from "./edge-at.ts";
import { type Graph, voidPositionOf, withDelta } from "./graph.ts";
import type { GraphWriter } from "./writer.ts";

/** Of what is published. The former graph stays as it is. */
export function seal(graph: Graph, capacity: number): Graph {
  const { base, delta } = graph;
  const { edges, nodes, asOf } = published(delta.published);
  const voids = voidsBefore(graph, asOf);
  const { hasIntervals } = base;
  const sealed = allocateBase({ nodes, edges, voids: voids.length, hasIntervals, asOf });
  copyColumns(base.columns, base.edges, sealed.columns, 0);
  copyColumns(delta.columns, edges - base.edges, sealed.columns, base.edges);
  writeVoids(sealed, voids);
  indexBase(sealed);
  return withDelta(sealed, capacity);
}

/** What came into a graph after it was sealed, into the sealed one's writer; false: it is full. */
export function carryOver(from: Graph, into: Graph, writer: GraphWriter): boolean {
  const { edges, nodes, asOf } = published(from.delta.published);
  const late = voidsBefore(from, asOf).filter(([, position]) => position >= into.base.asOf);
  late.sort(([, one], [, other]) => one - other);
  let next = 0;
  const voidBefore = (position: number): boolean => {
    for (; next < late.length && late[next]![1] <= position; next++) {
      const [edge, at] = late[next]!;
      if (!writer.void(edge, at)) return false;
    }
    return true;
  };
  for (let edge = writer.edges; edge < edges; edge++) {
    const copy = edgeAt(from, edge);
    if (!voidBefore(copy.position) || writer.append(copy) === undefined) return false;
  }
  if (!voidBefore(asOf)) return false;
  writer.publish(asOf, nodes);
  return true;
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
