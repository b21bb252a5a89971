// The edges since the last sealing, as linked lists from their
// nodes. Of a fixed size: when it is full, the graph is sealed.
import { setBit, wordsFor } from "../bits.ts";
import type { Base, BaseCounts } from "./base.ts";
import { Carver } from "./carver.ts";
import { type Columns, carveColumns } from "./columns.ts";
import { get, type IntMap, slotsFor } from "./int-map.ts";
import { publish, publishedWords } from "./published.ts";

/** For each node with edges in the delta the newest, and for each edge the one before it. */
export interface LinkedRows {
  readonly newest: IntMap;
  readonly before: Int32Array;
  /**
   * One bit for each node whose sealed row is not the whole
   * truth: it has edges here, or void ones, or no row at all.
   */
  readonly touched: Int32Array;
}

export interface Delta {
  readonly buffer: SharedArrayBuffer;
  /** Edges that fit; as many nodes more than the base has may be named, twice. */
  readonly capacity: number;
  readonly nodeCapacity: number;
  readonly voidCapacity: number;
  readonly columns: Columns;
  readonly forward: LinkedRows;
  readonly backward: LinkedRows;
  /** Of the nodes after those of the base, as there. */
  readonly nodePositions: Int32Array;
  /** Edge of the whole graph to the log index from which on it is void. */
  readonly voids: IntMap;
  readonly published: Int32Array;
}

export const noEdge = -1;
const headerBytes = 64;

export function allocateDelta(base: Base, capacity: number): Delta {
  const nodes = base.nodes + 2 * capacity;
  const sizes = { capacity, nodes, hasIntervals: base.hasIntervals };
  const buffer = new SharedArrayBuffer(carve(undefined, sizes).end);
  headerOf(buffer).set([capacity, nodes, base.hasIntervals ? 1 : 0]);
  const delta = openDelta(buffer);
  touchVoid(base, delta);
  for (const { touched } of [delta.forward, delta.backward]) {
    for (let node = base.nodes; node < nodes; node++) setBit(touched, node);
  }
  publish(delta.published, base);
  return delta;
}

/** Length in bytes of a delta for so many edges beside a base of that size. */
export function deltaBytes({ nodes, hasIntervals }: BaseCounts, capacity: number): number {
  return carve(undefined, { capacity, nodes: nodes + 2 * capacity, hasIntervals }).end;
}

export function openDelta(buffer: SharedArrayBuffer): Delta {
  const [capacity = 0, nodes = 0, intervals] = headerOf(buffer);
  const voidCapacity = voidsOf(capacity);
  const sizes = { capacity, nodes, hasIntervals: intervals === 1 };
  return { buffer, capacity, nodeCapacity: nodes, voidCapacity, ...carve(buffer, sizes).parts };
}

export const newestEdge = ({ newest }: LinkedRows, node: number): number =>
  get(newest, node) ?? noEdge;

interface Sizes {
  readonly capacity: number;
  readonly nodes: number;
  readonly hasIntervals: boolean;
}
function carve(buffer: SharedArrayBuffer | undefined, { capacity, nodes, hasIntervals }: Sizes) {
  const carver = new Carver(buffer, headerBytes);
  const map = (keys: number): IntMap => {
    const slots = slotsFor(keys);
    return { keys: carver.int32(slots), values: carver.int32(slots) };
  };
  const rows = (): LinkedRows => ({
    newest: map(capacity),
    before: carver.int32(capacity),
    touched: carver.int32(wordsFor(nodes)),
  });
  const parts = {
    published: carver.int32(publishedWords),
    columns: carveColumns(carver, capacity, hasIntervals),
    forward: rows(),
    backward: rows(),
    nodePositions: carver.int32(2 * capacity),
    voids: map(voidsOf(capacity)),
  };
  return { parts, end: carver.end };
}

function touchVoid({ voidEdges, columns }: Base, { forward, backward }: Delta): void {
  for (const edge of voidEdges) {
    setBit(forward.touched, columns.sources[edge]!);
    setBit(backward.touched, columns.targets[edge]!);
  }
}

const headerOf = (buffer: SharedArrayBuffer): Int32Array => new Int32Array(buffer, 0, 3);
const voidsOf = (capacity: number): number => Math.max(64, capacity >>> 2);
