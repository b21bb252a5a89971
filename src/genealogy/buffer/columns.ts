// The edges as columns, in log order: 23 bytes each, and 16
// more where time intervals are kept.
import { codeOf, type Edge } from "../edge.ts";
import type { Carver } from "./carver.ts";

export interface Columns {
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** Kind, basis of time, zone: see `codeOf`. */
  readonly codes: Uint8Array;
  readonly units: Uint16Array;
  /** NaN: the source does not know it. */
  readonly quantities: Float64Array;
  /** Log index, never falling. */
  readonly positions: Int32Array;
  /** Of no length in a graph without intervals. */
  readonly froms: Float64Array;
  readonly tos: Float64Array;
}

export function carveColumns(carver: Carver, edges: number, hasIntervals: boolean): Columns {
  const intervals = hasIntervals ? edges : 0;
  return {
    sources: carver.int32(edges),
    targets: carver.int32(edges),
    positions: carver.int32(edges),
    quantities: carver.float64(edges),
    units: carver.uint16(edges),
    codes: carver.uint8(edges),
    froms: carver.float64(intervals),
    tos: carver.float64(intervals),
  };
}

export function writeEdge(columns: Columns, at: number, edge: Edge): void {
  columns.sources[at] = edge.source;
  columns.targets[at] = edge.target;
  columns.codes[at] = codeOf(edge);
  columns.units[at] = edge.unit;
  columns.quantities[at] = edge.quantity ?? Number.NaN;
  columns.positions[at] = edge.position;
  if (columns.froms.length === 0) return;
  columns.froms[at] = edge.from;
  columns.tos[at] = edge.to ?? edge.from;
}

/** The first `count` edges of one set of columns into another, from `at` on. */
export function copyColumns(from: Columns, count: number, into: Columns, at: number): void {
  into.sources.set(from.sources.subarray(0, count), at);
  into.targets.set(from.targets.subarray(0, count), at);
  into.codes.set(from.codes.subarray(0, count), at);
  into.units.set(from.units.subarray(0, count), at);
  into.quantities.set(from.quantities.subarray(0, count), at);
  into.positions.set(from.positions.subarray(0, count), at);
  if (into.froms.length === 0) return;
  into.froms.set(from.froms.subarray(0, count), at);
  into.tos.set(from.tos.subarray(0, count), at);
}

/** How many of the first `count` edges belong to events before the position. */
export function countBefore(
  positions: Int32Array | Float64Array,
  count: number,
  position: number,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
