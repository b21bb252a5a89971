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
    const { graph, edges: known, kindMask, happenedBy } = this.#view;
    const { offsets, neighbours, edges } = this.#sealed;
    const { codes, froms } = graph.base.columns;
    const first = offsets[node]!;
    const end = offsets[node + 1]!;
    this.#makeRoom(end - first);
    const [intoNeighbours, intoEdges] = [this.#neighbours, this.#edges];
    let to = 0;
    for (let slot = first; slot < end; slot++) {
      const edge = edges[slot]!;
      // A row is in log order.
      if (edge >= known) break;
      if (((kindMask >>> (codes[edge]! & 15)) & 1) === 0) continue;
      if (happenedBy !== Number.POSITIVE_INFINITY && froms[edge]! > happenedBy) continue;
      if (isTouched && isVoid(this.#view, edge)) continue;
      intoNeighbours[to] = neighbours[slot]!;
      intoEdges[to] = edge;
      to += 1;
    }
    this.to = to;
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
