// The one writer of a graph, for its life: appends in log order,
// then lets all readers see everything up to an event at once.
import { setBit } from "./bits.ts";
import { writeEdge } from "./buffer/columns.ts";
import { type Delta, type LinkedRows, newestEdge } from "./buffer/delta.ts";
import { get, set } from "./buffer/int-map.ts";
import { publish, published } from "./buffer/published.ts";
import type { Edge } from "./edge.ts";
import { columnsOf, type Graph, rowOf } from "./graph.ts";

export class GraphWriter {
  readonly #graph: Graph;
  #edges: number;
  #nodes: number;
  #voids = 0;
  /** The event being written, and the least tree size that has it. */
  #position: number;
  #asOf: number;

  constructor(graph: Graph) {
    const { edges, nodes, asOf } = published(graph.delta.published);
    this.#graph = graph;
    this.#edges = edges;
    this.#nodes = nodes;
    this.#position = asOf;
    this.#asOf = asOf;
    for (const key of graph.delta.voids.keys) if (key !== 0) this.#voids += 1;
  }

  get edges(): number {
    return this.#edges;
  }

  /** Whether so many more of each find room. */
  fits(more: { readonly nodes: number; readonly edges: number; readonly voids: number }): boolean {
    const { base, delta } = this.#graph;
    return (
      this.#edges - base.edges + more.edges <= delta.capacity &&
      this.#nodes + more.nodes <= delta.nodeCapacity &&
      this.#voids + more.voids <= delta.voidCapacity
    );
  }

  /** Time to seal it, while there is room for what comes meanwhile. */
  get isHalfFull(): boolean {
    const { base, delta } = this.#graph;
    const nodes = (delta.nodeCapacity - base.nodes) >>> 1;
    return !this.fits({ nodes, edges: delta.capacity >>> 1, voids: delta.voidCapacity >>> 1 });
  }

  /**
   * The edge's id; undefined where the delta is full and the graph is to be
   * sealed. Throws RangeError for an edge of an event that is published.
   */
  append(edge: Edge): number | undefined {
    const { base, delta } = this.#graph;
    const row = this.#edges - base.edges;
    const nodes = Math.max(edge.source, edge.target) + 1;
    if (row >= delta.capacity || !this.name(nodes, edge.position)) return;
    writeEdge(delta.columns, row, edge);
    link(delta.forward, edge.source, row, this.#edges);
    link(delta.backward, edge.target, row, this.#edges);
    this.#edges += 1;
    return this.#edges - 1;
  }

  /** False where the delta is full. An edge that is void stays so from the first time on. */
  void(edge: number, position: number): boolean {
    const { delta } = this.#graph;
    if (edge < 0 || edge >= this.#edges) throw new RangeError(`There is no edge ${edge}.`);
    if (this.#voids >= delta.voidCapacity) return false;
    this.#advance(position);
    if (get(delta.voids, edge) !== undefined) return true;
    set(delta.voids, edge, position);
    this.#voids += 1;
    touch(this.#graph, delta, edge);
    return true;
  }

  /** From this event on there are so many nodes, at least. False where the delta is full. */
  name(nodes: number, position: number): boolean {
    const { base, delta } = this.#graph;
    if (nodes > delta.nodeCapacity) return false;
    this.#advance(position);
    if (nodes > this.#nodes) {
      delta.nodePositions.fill(position, this.#nodes - base.nodes, nodes - base.nodes);
      this.#nodes = nodes;
    }
    return true;
  }

  /** From now on readers see the events before `asOf`. */
  publish(asOf: number): void {
    if (asOf < this.#asOf) throw new RangeError(`${this.#asOf} events are in, not ${asOf}.`);
    this.#position = asOf;
    this.#asOf = asOf;
    publish(this.#graph.delta.published, { edges: this.#edges, nodes: this.#nodes, asOf });
  }

  #advance(position: number): void {
    if (position < this.#position) {
      throw new RangeError(`Event ${position} came after event ${this.#position}.`);
    }
    this.#position = position;
    this.#asOf = position + 1;
  }
}

function link(rows: LinkedRows, node: number, row: number, edge: number): void {
  rows.before[row] = newestEdge(rows, node);
  setBit(rows.touched, node);
  set(rows.newest, node, edge);
}

function touch(graph: Graph, { forward, backward }: Delta, edge: number): void {
  const { sources, targets } = columnsOf(graph, edge);
  const row = rowOf(graph, edge);
  setBit(forward.touched, sources[row]!);
  setBit(backward.touched, targets[row]!);
}
