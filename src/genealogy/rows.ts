// The edges of one node in one direction, as a view admits
// them: a part of the sealed rows as it is, wherever that is
// the whole truth, and else a list made for the occasion.
import type { SealedRows } from "./buffer/base.ts";
import type { Columns } from "./buffer/columns.ts";
import { type LinkedRows, newestEdge, noEdge } from "./buffer/delta.ts";
import { isVoid, type View } from "./view.ts";

export type Direction = "forward" | "backward";

const roomAtFirst = 1024;

export class Rows {
  /** After `read`: the node's edges are at `from` .. `to - 1` of these. */
  neighbours: Int32Array;
  edges: Int32Array;
  from = 0;
  to = 0;
  readonly #view: View;
  readonly #sealed: SealedRows;
  readonly #linked: LinkedRows;
  readonly #touched: Int32Array;
  readonly #far: Int32Array;
  readonly #columns: Columns;
  readonly #isWhole: boolean;
  readonly #wholeBefore: number;
  readonly #known: number;
  readonly #kindMask: number;
  readonly #isTimed: boolean;
  #neighbours = new Int32Array(roomAtFirst);
  #edges = new Int32Array(roomAtFirst);

  constructor(view: View, direction: Direction) {
    const { base, delta } = view.graph;
    this.#view = view;
    this.#sealed = base[direction];
    this.#linked = delta[direction];
    this.#touched = this.#linked.touched;
    this.#far = direction === "forward" ? delta.columns.targets : delta.columns.sources;
    this.#columns = base.columns;
    this.#isWhole = view.wholeBefore >= base.edges;
    this.#wholeBefore = view.wholeBefore;
    this.#known = view.edges;
    this.#kindMask = view.kindMask;
    this.#isTimed = view.happenedBy !== Number.POSITIVE_INFINITY;
    this.neighbours = this.#sealed.neighbours;
    this.edges = this.#sealed.edges;
  }

  read(node: number): void {
    if (((this.#touched[node >>> 5]! >>> (node & 31)) & 1) === 0) {
      const { offsets, neighbours, edges } = this.#sealed;
      this.neighbours = neighbours;
      this.edges = edges;
      this.from = offsets[node]!;
      this.to = offsets[node + 1]!;
      if (!this.#isWhole) this.#narrow(node);
    } else {
      this.#collect(node);
    }
  }

  /** To what the view admits: mostly all, none, or one stretch; else a list is made. */
  #narrow(node: number): void {
    const end = this.to;
    if (end === this.from || this.edges[end - 1]! < this.#wholeBefore) return;
    this.from = this.#find(true, this.from, end);
    this.to = this.#find(false, this.from, end);
    if (this.#find(true, this.to, end) < end) this.#collect(node);
  }

  /** The first slot whose edge is admitted, or is not. */
  #find(isAdmitted: boolean, from: number, end: number): number {
    const { edges } = this.#sealed;
    let slot = from;
    while (slot < end && this.#admitsSealed(edges[slot]!) !== isAdmitted) slot += 1;
    return slot;
  }

  #collect(node: number): void {
    const { base } = this.#view.graph;
    this.from = 0;
    this.to = 0;
    if (node < base.nodes) this.#collectSealed(node);
    this.#collectLinked(node);
    this.neighbours = this.#neighbours;
    this.edges = this.#edges;
  }

  #collectSealed(node: number): void {
    const { offsets, neighbours, edges } = this.#sealed;
    const end = offsets[node + 1]!;
    for (let slot = offsets[node]!; slot < end; slot++) {
      const edge = edges[slot]!;
      if (this.#admitsSealed(edge) && !isVoid(this.#view, edge)) {
        this.#put(neighbours[slot]!, edge);
      }
    }
  }

  #admitsSealed(edge: number): boolean {
    if (edge < this.#wholeBefore) return true;
    return edge < this.#known && this.#admits(this.#columns, edge);
  }

  #collectLinked(node: number): void {
    const { base, delta } = this.#view.graph;
    let edge = newestEdge(this.#linked, node);
    while (edge !== noEdge) {
      const row = edge - base.edges;
      if (edge < this.#known && this.#admits(delta.columns, row) && !isVoid(this.#view, edge)) {
        this.#put(this.#far[row]!, edge);
      }
      edge = this.#linked.before[row]!;
    }
  }

  #admits({ codes, froms }: Columns, row: number): boolean {
    if (((this.#kindMask >>> (codes[row]! & 15)) & 1) === 0) return false;
    return !this.#isTimed || froms[row]! <= this.#view.happenedBy;
  }

  #put(neighbour: number, edge: number): void {
    this.#makeRoom(this.to + 1);
    this.#neighbours[this.to] = neighbour;
    this.#edges[this.to] = edge;
    this.to += 1;
  }

  #makeRoom(length: number): void {
    if (length <= this.#edges.length) return;
    this.#neighbours = longer(this.#neighbours, length * 2);
    this.#edges = longer(this.#edges, length * 2);
  }
}

function longer(list: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(list);
  return copy;
}
