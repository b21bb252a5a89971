// The trace that respects time, for finding a cause: what left
// a node had ended before the material in question came there
// is not followed. Only observed intervals on both sides exclude
// anything; whatever is claimed, backflushed or unknown stays in.
import { empty, has, setBit } from "../bits.ts";
import { isObserved } from "../edge.ts";
import { columnsOf, rowOf } from "../graph.ts";
import { type Direction, Rows } from "../rows.ts";
import { checkNodes, type View } from "../view.ts";
import type { Reached, TraceOptions } from "./trace.ts";

/**
 * As `trace`, which has at least the same nodes.
 * Throws RangeError for a graph without intervals.
 */
export function strictTrace(
  view: View,
  seeds: readonly number[],
  direction: Direction | "mixed",
  { depth = Number.POSITIVE_INFINITY }: TraceOptions = {},
): Reached {
  if (!view.graph.base.hasIntervals) throw new RangeError("The graph keeps no time intervals.");
  checkNodes(view, seeds);
  if (direction !== "mixed") return follow(view, seeds, direction, depth, seeds);
  const origins = follow(view, seeds, "backward", depth, seeds).nodes;
  return follow(view, [...seeds, ...origins], "forward", depth, seeds);
}

function follow(
  view: View,
  from: readonly number[],
  direction: Direction,
  depthMax: number,
  without: readonly number[],
): Reached {
  const walk = new TimedWalk(view, direction);
  for (const seed of from) walk.arrive(seed, Number.NEGATIVE_INFINITY);
  let [round, depth, followed] = [0, 0, 0];
  while (walk.isOpen && round < depthMax) {
    followed = walk.count;
    round += 1;
    walk.step();
    if (walk.count > followed) depth = round;
  }
  const edges = walk.edgesOf(followed);
  const seeds = new Set(without);
  const nodes = walk.end().filter((node) => !seeds.has(node));
  return { nodes, edges, depth };
}

/**
 * How early the material can have been at each node: lower is
 * freer, and a node is followed again when it gets lower. Going
 * backward all times are turned round.
 */
class TimedWalk {
  readonly #view: View;
  readonly #rows: Rows;
  readonly #isForward: boolean;
  readonly #seen: Int32Array;
  readonly #isNext: Int32Array;
  readonly #found: Int32Array;
  readonly #since: Float64Array;
  #count = 0;
  #next: number[] = [];

  constructor(view: View, direction: Direction) {
    const { scratch } = view.graph;
    this.#view = view;
    this.#rows = new Rows(view, direction);
    this.#isForward = direction === "forward";
    this.#seen = scratch.set(0, view.nodes);
    this.#isNext = scratch.set(1, view.nodes);
    this.#found = scratch.list(0, view.nodes);
    this.#since = scratch.floats(0, view.nodes);
  }

  get count(): number {
    return this.#count;
  }

  get isOpen(): boolean {
    return this.#next.length > 0;
  }

  arrive(node: number, since: number): void {
    if (!has(this.#seen, node)) {
      setBit(this.#seen, node);
      this.#found[this.#count++] = node;
    } else if (since >= this.#since[node]!) return;
    this.#since[node] = since;
    if (has(this.#isNext, node)) return;
    setBit(this.#isNext, node);
    this.#next.push(node);
  }

  /** One step on from all that is open, as early as each was known before the step. */
  step(): void {
    const frontier = this.#next;
    const since = frontier.map((node) => this.#since[node]!);
    this.#next = [];
    for (const node of frontier) this.#isNext[node >>> 5] = 0;
    const rows = this.#rows;
    for (const [at, node] of frontier.entries()) {
      rows.read(node);
      for (let slot = rows.from; slot < rows.to; slot++) {
        const arrival = this.#arrivalBy(rows.edges[slot]!, since[at]!);
        if (arrival !== undefined) this.arrive(rows.neighbours[slot]!, arrival);
      }
    }
  }

  /** Edges that time does not exclude, from the first so many nodes. */
  edgesOf(nodes: number): number {
    const rows = this.#rows;
    let edges = 0;
    for (const node of this.#found.subarray(0, nodes)) {
      rows.read(node);
      for (let slot = rows.from; slot < rows.to; slot++) {
        if (this.#arrivalBy(rows.edges[slot]!, this.#since[node]!) !== undefined) edges += 1;
      }
    }
    return edges;
  }

  end(): Int32Array {
    const found = this.#found.slice(0, this.#count);
    empty(this.#seen, found);
    empty(this.#isNext, found);
    return found;
  }

  /** Undefined: it is excluded by time. */
  #arrivalBy(edge: number, since: number): number | undefined {
    const { graph } = this.#view;
    const { codes, froms, tos } = columnsOf(graph, edge);
    const row = rowOf(graph, edge);
    if (!isObserved(codes[row]!)) return Number.NEGATIVE_INFINITY;
    const begins = this.#isForward ? froms[row]! : -tos[row]!;
    const ends = this.#isForward ? tos[row]! : -froms[row]!;
    return ends < since ? undefined : begins;
  }
}
