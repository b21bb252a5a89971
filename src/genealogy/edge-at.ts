// One edge read back from the graph, as it was written.
import { type Edge, isZoneUnstated, kindOf, timeBasisOf } from "./edge.ts";
import { columnsOf, type Graph, rowOf } from "./graph.ts";

/** `from` and `to` are NaN in a graph without intervals. */
export function edgeAt(graph: Graph, edge: number): Edge {
  const { sources, targets, codes, units, quantities, positions, froms, tos } = columnsOf(
    graph,
    edge,
  );
  const row = rowOf(graph, edge);
  const quantity = quantities[row]!;
  return {
    source: sources[row]!,
    target: targets[row]!,
    kind: kindOf(codes[row]!),
    ...(!Number.isNaN(quantity) && { quantity }),
    unit: units[row]!,
    position: positions[row]!,
    from: froms[row] ?? Number.NaN,
    to: tos[row] ?? Number.NaN,
    timeBasis: timeBasisOf(codes[row]!),
    ...(isZoneUnstated(codes[row]!) && { isZoneUnstated: true }),
  };
}
