// The trace that respects time, for finding a cause: what left
// a node had ended before the material in question came there
// is not followed. Only observed intervals on both sides exclude
// anything; whatever is claimed, backflushed or unknown stays in.
import { empty, has, setBit } from "../bits.ts";
import { isObserved } from "../edge.ts";
import type { Graph } from "../graph.ts";
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
  let depth = 0;
  for (let round = 1; walk.isOpen && round <= depthMax; round++) {
    const known = walk.count;
    walk.step();
    if (walk.count > known) depth = round;
  }
  const { nodes, edges } = walk.end();
  // They were the first to arrive.
  return { nodes: nodes.subarray(new Set(without).size), edges, depth };
}

/**
 * How early the material can have been at each node: lower is
 * freer, and a node is followed again when it gets lower. Going
 * backward all times are turned round.
 */
class TimedWalk {
  readonly #graph: Graph;
  readonly #rows: Rows;
  readonly #isForward: boolean;
  readonly #seen: Int32Array;
  readonly #isNext: Int32Array;
  readonly #found: Int32Array;
  readonly #since: Float64Array;
  /** Of each node the edges that time does not exclude, since it was followed last; else -1. */
  readonly #onward: Int32Array;
  #next: Int32Array;
  #frontier: Int32Array;
  #count = 0;
  #open = 0;
  #edges = 0;

  constructor(view: View, direction: Direction) {
    const { scratch } = view.graph;
    this.#graph = view.graph;
    this.#rows = new Rows(view, direction);
    this.#isForward = direction === "forward";
    this.#seen = scratch.set(0, view.nodes);
    this.#isNext = scratch.set(1, view.nodes);
    this.#found = scratch.list(0, view.nodes);
    this.#onward = scratch.list(1, view.nodes);
    this.#next = scratch.list(2, view.nodes);
    this.#frontier = scratch.list(3, view.nodes);
    this.#since = scratch.floats(0, view.nodes);
  }

  get count(): number {
    return this.#count;
  }

  get isOpen(): boolean {
    return this.#open > 0;
  }

  arrive(node: number, since: number): void {
    if (!has(this.#seen, node)) {
      setBit(this.#seen, node);
      this.#found[this.#count++] = node;
      this.#onward[node] = notFollowed;
    } else if (since >= this.#since[node]!) return;
    this.#since[node] = since;
    if (has(this.#isNext, node)) return;
    setBit(this.#isNext, node);
    this.#next[this.#open++] = node;
  }

  /** One step on from all that is open, as early as each was known before the step. */
  step(): void {
    [this.#frontier, this.#next] = [this.#next, this.#frontier];
    const frontier = this.#frontier.subarray(0, this.#open);
    const since = this.#graph.scratch.floats(1, frontier.length);
    for (let at = 0; at < frontier.length; at++) since[at] = this.#since[frontier[at]!]!;
    this.#open = 0;
    empty(this.#isNext, frontier);
    for (let at = 0; at < frontier.length; at++) this.#follow(frontier[at]!, since[at]!, true);
  }

  /** What was found, and how many edges lead on from all of it that was followed. */
  end(): { readonly nodes: Int32Array; readonly edges: number } {
    // Where depth ended the walk: these were reached earlier than when they were followed.
    for (const node of this.#next.subarray(0, this.#open)) {
      if (this.#onward[node] !== notFollowed) this.#follow(node, this.#since[node]!, false);
    }
    const nodes = this.#found.slice(0, this.#count);
    empty(this.#seen, nodes);
    empty(this.#isNext, nodes);
    return { nodes, edges: this.#edges };
  }

  #follow(node: number, since: number, isOnward: boolean): void {
    const rows = this.#rows;
    rows.read(node);
    const { neighbours, edges, from, to } = rows;
    let onward = 0;
    for (let slot = from; slot < to; slot++) {
      const arrival = this.#arrivalBy(edges[slot]!, since);
      if (arrival === excluded) continue;
      onward += 1;
      if (isOnward) this.arrive(neighbours[slot]!, arrival);
    }
    this.#edges += onward - Math.max(0, this.#onward[node]!);
    this.#onward[node] = onward;
  }

  #arrivalBy(edge: number, since: number): number {
    const { base, delta } = this.#graph;
    const isSealed = edge < base.edges;
    const { codes, froms, tos } = isSealed ? base.columns : delta.columns;
    const row = isSealed ? edge : edge - base.edges;
    if (!isObserved(codes[row]!)) return Number.NEGATIVE_INFINITY;
    const begins = this.#isForward ? froms[row]! : -tos[row]!;
    const ends = this.#isForward ? tos[row]! : -froms[row]!;
    return ends < since ? excluded : begins;
  }
}

const notFollowed = -1;
/** By time. */
const excluded = Number.POSITIVE_INFINITY;
