// Whether one node reached another, and by which way: from both ends at once, always on from the
// smaller frontier. Never all ways: in a real plant there are more than can be listed.
import { empty, has, setBit } from "../bits.ts";
import { type Direction, Rows } from "../rows.ts";
import { checkNodes, type View } from "../view.ts";

/**
 * Ids of the edges of a shortest way, in its order; none where `from` is `to`.
 * Undefined: there is no way.
 */
export function shortestPath(view: View, from: number, to: number): readonly number[] | undefined {
  checkNodes(view, [from, to]);
  if (from === to) return [];
  const ahead = new Side(view, "forward", from);
  const behind = new Side(view, "backward", to);
  let meeting: number | undefined;
  while (meeting === undefined && ahead.frontier > 0 && behind.frontier > 0) {
    const isAhead = ahead.frontier <= behind.frontier;
    meeting = isAhead ? ahead.step(behind) : behind.step(ahead);
  }
  const path =
    meeting === undefined
      ? undefined
      : [...ahead.wayTo(meeting).reverse(), ...behind.wayTo(meeting)];
  ahead.end();
  behind.end();
  return path;
}

/** As `shortestPath`: a node reaches itself. */
export const reaches = (view: View, from: number, to: number): boolean =>
  shortestPath(view, from, to) !== undefined;

class Side {
  readonly #rows: Rows;
  readonly #seen: Int32Array;
  readonly #queue: Int32Array;
  /** By which edge each node was come upon, and from which node. */
  readonly #edgeTo: Int32Array;
  readonly #nodeTo: Int32Array;
  readonly #start: number;
  #head = 0;
  #tail = 1;

  constructor(view: View, direction: Direction, start: number) {
    const { scratch } = view.graph;
    const which = direction === "forward" ? 0 : 1;
    this.#rows = new Rows(view, direction);
    this.#seen = scratch.set(which, view.nodes);
    this.#queue = scratch.list(which, view.nodes);
    this.#edgeTo = scratch.list(2 + which, view.nodes);
    this.#nodeTo = scratch.list(4 + which, view.nodes);
    this.#start = start;
    setBit(this.#seen, start);
    this.#queue[0] = start;
  }

  get frontier(): number {
    return this.#tail - this.#head;
  }

  /** One level on. The first node that the other side has seen lies on a shortest way. */
  step(other: Side): number | undefined {
    const rows = this.#rows;
    for (const end = this.#tail; this.#head < end; this.#head++) {
      const node = this.#queue[this.#head]!;
      rows.read(node);
      for (let at = rows.from; at < rows.to; at++) {
        const next = rows.neighbours[at]!;
        if (has(this.#seen, next)) continue;
        setBit(this.#seen, next);
        this.#queue[this.#tail++] = next;
        this.#edgeTo[next] = rows.edges[at]!;
        this.#nodeTo[next] = node;
        if (has(other.#seen, next)) return next;
      }
    }
    return;
  }

  /** Edges from the node back to where this side began. */
  wayTo(node: number): number[] {
    const edges: number[] = [];
    for (let at = node; at !== this.#start; at = this.#nodeTo[at]!) edges.push(this.#edgeTo[at]!);
    return edges;
  }

  end(): void {
    empty(this.#seen, this.#queue.subarray(0, this.#tail));
  }
}
