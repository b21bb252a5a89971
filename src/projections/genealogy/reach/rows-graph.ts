// A graph of the engine out of rows of the edge table: what SQL has found is then answered by the
// same code as in memory.

import { unitRatio } from "../../../domain/kernel/quantity.ts";
import { allocateBase, indexBase } from "../../../genealogy/buffer/base.ts";
import { type Graph, withDelta } from "../../../genealogy/graph.ts";
import type { Edge } from "./walk.ts";

export interface RowsGraph {
  readonly graph: Graph;
  /** The edges in log order, each once: their place is their id in the graph. */
  readonly edges: readonly Edge[];
  /** Of each node of the graph its id in the table; as there, in log order. */
  readonly nodes: readonly number[];
  /** The other way round. Throws RangeError for a node that is not in it. */
  placeOf(nodeId: number): number;
}

/** `alone`: nodes that are to be in it also where they have no edge. */
export function rowsGraph(rows: Iterable<Edge>, alone: Iterable<number>): RowsGraph {
  const unlike = new Map<string, Edge>();
  for (const row of rows) unlike.set(`${row.position} ${row.ord}`, row);
  const edges = [...unlike.values()].sort(inLogOrder);
  const ids = new Set(alone);
  for (const { source, target } of edges) ids.add(source).add(target);
  const nodes = [...ids].sort((one, other) => one - other);
  const places = new Map(nodes.map((nodeId, place) => [nodeId, place]));
  const placeOf = (nodeId: number): number => {
    const place = places.get(nodeId);
    if (place === undefined) throw new RangeError(`Node ${nodeId} is not in the graph.`);
    return place;
  };
  return { graph: graphOf(edges, nodes.length, placeOf), edges, nodes, placeOf };
}

const inLogOrder = (one: Edge, other: Edge): number =>
  one.position - other.position || one.ord - other.ord;

function graphOf(
  edges: readonly Edge[],
  nodes: number,
  placeOf: (nodeId: number) => number,
): Graph {
  const asOf = (edges.at(-1)?.position ?? 0) + 1;
  const base = allocateBase({ nodes, edges: edges.length, voids: 0, hasIntervals: true, asOf });
  base.nodePositions.fill(-1);
  const { columns } = base;
  const units = new Map<string, number>();
  for (const [at, edge] of edges.entries()) {
    columns.sources[at] = placeOf(edge.source);
    columns.targets[at] = placeOf(edge.target);
    columns.positions[at] = edge.position;
    columns.codes[at] = edge.code;
    columns.froms[at] = edge.from;
    columns.tos[at] = edge.to;
    const { quantity, dimension } = inBaseUnit(edge.quantity, edge.unitOfMeasure);
    columns.quantities[at] = quantity;
    if (!units.has(dimension)) units.set(dimension, units.size);
    columns.units[at] = units.get(dimension) ?? 0;
  }
  indexBase(base);
  return withDelta(base, 1);
}

/** In the base unit of its dimension, so that grams and kilograms add up; NaN: not known. */
export function inBaseUnit(
  value: string | null,
  unitOfMeasure: string | null,
): { quantity: number; dimension: string } {
  if (value === null || unitOfMeasure === null) return { quantity: Number.NaN, dimension: "" };
  const [dimension, ratio] = unitRatio(unitOfMeasure) ?? [unitOfMeasure, undefined];
  return { quantity: Number(ratio ? ratio.times(value) : value), dimension };
}
