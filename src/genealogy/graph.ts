// The graph: a sealed base and the delta since. Both are shared
// buffers, so that worker threads read what one thread writes.
import { type Base, openBase, sealedVoidOf } from "./buffer/base.ts";
import type { Columns } from "./buffer/columns.ts";
import { allocateDelta, type Delta, openDelta } from "./buffer/delta.ts";
import { get } from "./buffer/int-map.ts";
import { Scratch } from "./scratch.ts";

/** What is posted to a worker. */
export interface GraphBuffers {
  readonly base: SharedArrayBuffer;
  readonly delta: SharedArrayBuffer;
}

/** One thread's views of it. Answers use the scratch one after another. */
export interface Graph {
  readonly base: Base;
  readonly delta: Delta;
  readonly scratch: Scratch;
}

export const openGraph = ({ base, delta }: GraphBuffers): Graph => ({
  base: openBase(base),
  delta: openDelta(delta),
  scratch: new Scratch(),
});

/** A sealed base with room for `capacity` edges more. */
export const withDelta = (base: Base, capacity: number): Graph => ({
  base,
  delta: allocateDelta(base, capacity),
  scratch: new Scratch(),
});

export const buffersOf = ({ base, delta }: Graph): GraphBuffers => ({
  base: base.buffer,
  delta: delta.buffer,
});

/** The columns an edge is in; its row there is `edge - firstEdge`. */
export function columnsOf({ base, delta }: Graph, edge: number): Columns {
  return edge < base.edges ? base.columns : delta.columns;
}

export const rowOf = ({ base }: Graph, edge: number): number =>
  edge < base.edges ? edge : edge - base.edges;

/** The log index from which on the edge is void; Infinity: it is not. */
export function voidPositionOf({ base, delta }: Graph, edge: number): number {
  const late = get(delta.voids, edge) ?? Number.POSITIVE_INFINITY;
  return edge < base.edges ? Math.min(late, sealedVoidOf(base, edge)) : late;
}
