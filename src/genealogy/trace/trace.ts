// Everything that nodes reached, everything they came from, or
// both: breadth first, complete, loops end by themselves.
import { areMany, empty } from "../bits.ts";
import { membersOf } from "../node-set.ts";
import { type Direction, Rows } from "../rows.ts";
import type { Scratch } from "../scratch.ts";
import { checkNodes, type View } from "../view.ts";

export interface TraceOptions {
  /** Steps at most. Absent: to the end; what depth leaves out may be what is looked for. */
  readonly depth?: number;
}

export interface Reached {
  /**
   * Each once, without the seeds, also where a loop leads back
   * to them: ascending where they are many, else in order of
   * discovery.
   */
  readonly nodes: Int32Array;
  /** Edges that lead on from the seeds and from what was reached. */
  readonly edges: number;
  /** Steps to the farthest node. */
  readonly depth: number;
}

export function trace(
  view: View,
  seeds: readonly number[],
  direction: Direction | "mixed",
  options: TraceOptions = {},
): Reached {
  const { scratch } = view.graph;
  checkNodes(view, seeds);
  const walk = new Walk(scratch, view.nodes, seeds);
  const depth = options.depth ?? Number.POSITIVE_INFINITY;
  if (direction === "mixed") {
    // Back to every origin, then forward from each of them and from the
    // seeds. Never back again: from the pallet that a lot went onto there
    // is no way down to the other lots on it.
    walk.onward(new Rows(view, "backward"), depth);
    walk.again();
    walk.onward(new Rows(view, "forward"), depth);
  } else {
    walk.onward(new Rows(view, direction), depth);
  }
  return walk.end();
}

class Walk {
  readonly #seen: Int32Array;
  readonly #queue: Int32Array;
  readonly #seeds: number;
  #head = 0;
  #tail = 0;
  #edges = 0;
  #depth = 0;

  constructor(scratch: Scratch, nodes: number, seeds: readonly number[]) {
    this.#seen = scratch.set(0, nodes);
    this.#queue = scratch.list(0, nodes);
    for (const seed of seeds) this.#start(seed);
    this.#seeds = this.#tail;
  }

  /** Follows the rows from all that is not yet followed. */
  onward(rows: Rows, depthMax: number): void {
    const seen = this.#seen;
    const queue = this.#queue;
    let [head, tail, edges, depth] = [this.#head, this.#tail, 0, 0];
    while (head < tail && depth < depthMax) {
      const levelEnd = tail;
      for (; head < levelEnd; head++) {
        rows.read(queue[head]!);
        const { neighbours, from, to } = rows;
        edges += to - from;
        for (let at = from; at < to; at++) {
          const next = neighbours[at]!;
          const bit = 1 << (next & 31);
          if ((seen[next >>> 5]! & bit) !== 0) continue;
          seen[next >>> 5]! |= bit;
          queue[tail++] = next;
        }
      }
      if (tail > levelEnd) depth += 1;
    }
    [this.#head, this.#tail, this.#edges, this.#depth] = [head, tail, edges, depth];
  }

  /** All that was seen is to be followed once more. */
  again(): void {
    this.#head = 0;
  }

  end(): Reached {
    const nodes = areMany(this.#seen, this.#tail) ? this.#ascending() : this.#discovered();
    return { nodes, edges: this.#edges, depth: this.#depth };
  }

  #discovered(): Int32Array {
    const members = this.#queue.slice(0, this.#tail);
    empty(this.#seen, members);
    return members.subarray(this.#seeds);
  }

  #ascending(): Int32Array {
    for (const seed of this.#queue.subarray(0, this.#seeds)) {
      this.#seen[seed >>> 5]! &= ~(1 << (seed & 31));
    }
    const nodes = membersOf(this.#seen, new Int32Array(this.#tail - this.#seeds));
    this.#seen.fill(0);
    return nodes;
  }

  #start(seed: number): void {
    const bit = 1 << (seed & 31);
    if ((this.#seen[seed >>> 5]! & bit) !== 0) return;
    this.#seen[seed >>> 5]! |= bit;
    this.#queue[this.#tail++] = seed;
  }
}
