// The sealed part of the graph: columns in log order and
// compressed sparse rows both ways, in one shared buffer. All
// before the rows is also the snapshot's bytes: the rows are
// made from them sooner than they are read. Never written
// after sealing.
import { Carver } from "./carver.ts";
import { type Columns, carveColumns, countBefore } from "./columns.ts";
import { headerBytes, readHeader, writeHeader } from "./header.ts";

export interface BaseCounts {
  readonly nodes: number;
  readonly edges: number;
  readonly voids: number;
  readonly hasIntervals: boolean;
  /** Tree size: all events before it are in. */
  readonly asOf: number;
}

/** The edges of node n are those from `offsets[n]` to `offsets[n + 1]`, in log order. */
export interface SealedRows {
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly edges: Int32Array;
}

export interface Base extends BaseCounts {
  readonly buffer: SharedArrayBuffer;
  readonly columns: Columns;
  readonly forward: SealedRows;
  readonly backward: SealedRows;
  /** Of each node the log index of the event that first named it, never falling. */
  readonly nodePositions: Int32Array;
  /** Ascending, each once, with the log index from which on it is void. */
  readonly voidEdges: Int32Array;
  readonly voidPositions: Int32Array;
  /** Of each stretch of edges when the last began of it and of those before. */
  readonly begun: Float64Array;
}

/** Edges in a stretch. */
const stretch = 4096;

/**
 * Room for a base, to be filled: write each edge into `columns`,
 * the nodes' positions and the voids, then call `indexBase`.
 */
export function allocateBase(counts: BaseCounts): Base {
  const { end } = carve(undefined, counts);
  const buffer = new SharedArrayBuffer(end);
  writeHeader(buffer, counts);
  return { ...counts, buffer, ...carve(buffer, counts).parts };
}

/** The views of a buffer that holds a base. */
export function openBase(buffer: SharedArrayBuffer): Base {
  const counts = readHeader(buffer);
  return { ...counts, buffer, ...carve(buffer, counts).parts };
}

/** Length in bytes of a base of that size. */
export const baseBytes = (counts: BaseCounts): number => carve(undefined, counts).end;

/** Length in bytes of what is before the rows. */
export const snapshotBytes = (counts: BaseCounts): number => carve(undefined, counts).rowsAt;

/** Makes the rows from the columns: a counting sort, which keeps log order in each row. */
export function indexBase({ columns, forward, backward, edges, begun }: Base): void {
  fillRows(forward, columns.sources, columns.targets, edges);
  fillRows(backward, columns.targets, columns.sources, edges);
  fillBegun(begun, columns.froms);
}

/** An edge before which all had begun by that time: nearly all of those that had, as logs go. */
export const begunBefore = ({ begun, edges }: Base, time: number): number =>
  Math.min(edges, begun.filter((last) => last <= time).length * stretch);

/** The log index from which on a sealed edge is void; Infinity: it is not. */
export function sealedVoidOf({ voidEdges, voidPositions }: Base, edge: number): number {
  const at = countBefore(voidEdges, voidEdges.length, edge);
  return voidEdges[at] === edge ? voidPositions[at]! : Number.POSITIVE_INFINITY;
}

function carve(buffer: SharedArrayBuffer | undefined, counts: BaseCounts) {
  const { nodes, edges, voids, hasIntervals } = counts;
  const carver = new Carver(buffer, headerBytes);
  const rows = (): SealedRows => ({
    offsets: carver.int32(nodes + 1),
    neighbours: carver.int32(edges),
    edges: carver.int32(edges),
  });
  const kept = {
    columns: carveColumns(carver, edges, hasIntervals),
    nodePositions: carver.int32(nodes),
    voidEdges: carver.int32(voids),
    voidPositions: carver.int32(voids),
  };
  const rowsAt = carver.end;
  const parts = {
    ...kept,
    forward: rows(),
    backward: rows(),
    begun: carver.float64(hasIntervals ? Math.ceil(edges / stretch) : 0),
  };
  return { parts, rowsAt, end: carver.end };
}

function fillRows(rows: SealedRows, near: Int32Array, far: Int32Array, count: number): void {
  const { offsets, neighbours, edges } = rows;
  offsets.fill(0);
  for (let edge = 0; edge < count; edge++) offsets[near[edge]! + 1]! += 1;
  for (let node = 1; node < offsets.length; node++) offsets[node]! += offsets[node - 1]!;
  const next = offsets.slice();
  for (let edge = 0; edge < count; edge++) {
    const slot = next[near[edge]!]!++;
    neighbours[slot] = far[edge]!;
    edges[slot] = edge;
  }
}

function fillBegun(begun: Float64Array, froms: Float64Array): void {
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < begun.length; at++) {
    for (const from of froms.subarray(at * stretch, (at + 1) * stretch)) {
      if (from > last) last = from;
    }
    begun[at] = last;
  }
}
