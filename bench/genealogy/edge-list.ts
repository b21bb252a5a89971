// The edges of a made plant as columns, until they go into a graph or a table.
import { type EdgeKind, edgeKinds } from "../../src/genealogy/edge.ts";

/** An operation, a lot, a serial, or a case, pallet or shipment. */
export const nodeKinds = ["lot", "operation", "unit", "holder"] as const;
type NodeKind = (typeof nodeKinds)[number];

/** The last order may go that far over. */
const over = 200_000;

export class EdgeList {
  edges = 0;
  nodes = 0;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly quantities: Float64Array;
  readonly kinds: Uint8Array;
  readonly times: Int32Array;
  readonly nodeKinds: Uint8Array;
  #time = 0;

  constructor(capacity: number) {
    const room = capacity + over;
    this.sources = new Int32Array(room);
    this.targets = new Int32Array(room);
    this.quantities = new Float64Array(room);
    this.kinds = new Uint8Array(room);
    this.times = new Int32Array(room);
    this.nodeKinds = new Uint8Array(room);
  }

  node(kind: NodeKind): number {
    this.nodeKinds[this.nodes] = nodeKinds.indexOf(kind);
    this.nodes += 1;
    return this.nodes - 1;
  }

  tick(): void {
    this.#time += 1;
  }

  edge(source: number, target: number, kind: EdgeKind, quantity: number): void {
    const at = this.edges;
    this.sources[at] = source;
    this.targets[at] = target;
    this.kinds[at] = edgeKinds.indexOf(kind);
    this.quantities[at] = quantity;
    this.times[at] = this.#time;
    this.edges += 1;
  }
}
