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
  readonly #isWhole: boolean;
  #neighbours = new Int32Array(roomAtFirst);
  #edges = new Int32Array(roomAtFirst);

  constructor(view: View, direction: Direction) {
    const { base, delta } = view.graph;
    this.#view = view;
    this.#sealed = base[direction];
    this.#linked = delta[direction];
    this.#touched = this.#linked.touched;
    this.#far = direction === "forward" ? delta.columns.targets : delta.columns.sources;
    this.#isWhole = view.isWhole;
    this.neighbours = this.#sealed.neighbours;
    this.edges = this.#sealed.edges;
  }

  read(node: number): void {
    if (this.#isWhole && ((this.#touched[node >>> 5]! >>> (node & 31)) & 1) === 0) {
      const { offsets, neighbours, edges } = this.#sealed;
      this.neighbours = neighbours;
      this.edges = edges;
      this.from = offsets[node]!;
      this.to = offsets[node + 1]!;
    } else {
      this.#collect(node);
    }
  }

  #collect(node: number): void {
    const { base } = this.#view.graph;
    this.from = 0;
    this.to = 0;
    const isTouched = ((this.#touched[node >>> 5]! >>> (node & 31)) & 1) === 1;
    if (node < base.nodes) this.#collectSealed(node, isTouched);
    if (isTouched) this.#collectLinked(node);
    this.neighbours = this.#neighbours;
    this.edges = this.#edges;
  }

  #collectSealed(node: number, isTouched: boolean): void {
    const { graph, edges: known } = this.#view;
    const { offsets, neighbours, edges } = this.#sealed;
    const end = offsets[node + 1]!;
    for (let slot = offsets[node]!; slot < end; slot++) {
      const edge = edges[slot]!;
      // A row is in log order.
      if (edge >= known) return;
      if (!this.#admits(graph.base.columns, edge)) continue;
      if (isTouched && isVoid(this.#view, edge)) continue;
      this.#put(neighbours[slot]!, edge);
    }
  }

  #collectLinked(node: number): void {
    const { graph, edges: known } = this.#view;
    const { base, delta } = graph;
    let edge = newestEdge(this.#linked, node);
    while (edge !== noEdge) {
      const row = edge - base.edges;
      if (edge < known && this.#admits(delta.columns, row) && !isVoid(this.#view, edge)) {
        this.#put(this.#far[row]!, edge);
      }
      edge = this.#linked.before[row]!;
    }
  }

  #admits({ codes, froms }: Columns, row: number): boolean {
    const { kindMask, happenedBy } = this.#view;
    if (((kindMask >>> (codes[row]! & 15)) & 1) === 0) return false;
    return happenedBy === Number.POSITIVE_INFINITY || froms[row]! <= happenedBy;
  }

  #put(neighbour: number, edge: number): void {
    if (this.to === this.#edges.length) {
      this.#neighbours = twice(this.#neighbours);
      this.#edges = twice(this.#edges);
    }
    this.#neighbours[this.to] = neighbour;
    this.#edges[this.to] = edge;
    this.to += 1;
  }
}

function twice(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(list.length * 2);
  longer.set(list);
  return longer;
}
