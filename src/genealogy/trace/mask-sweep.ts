// Which of up to 32 nodes each ancestor reached, in one sweep from the newest id to the oldest. Ids
// are in log order, so nearly every edge leads down and a node is visited once; where a loop or a
// late posting leads up again, the sweep begins again from there.
import { empty, has, setBit } from "../bits.ts";
import { Rows } from "../rows.ts";
import type { View } from "../view.ts";

export interface Masks {
  readonly nodes: Int32Array;
  /** Of each node: bit n is set where it reached, or is, the n-th seed. */
  readonly masks: Int32Array;
}

export function maskSweep(view: View, seeds: readonly number[]): Masks {
  const sweep = new Sweep(view);
  for (const [n, seed] of seeds.entries()) sweep.add(seed, 1 << n);
  sweep.run();
  return sweep.end();
}

class Sweep {
  readonly #rows: Rows;
  readonly #seen: Int32Array;
  readonly #open: Int32Array;
  readonly #masks: Int32Array;
  readonly #found: Int32Array;
  #count = 0;
  /** The highest word of `open` that is not empty; -1: none. */
  #top = -1;

  constructor(view: View) {
    const { scratch } = view.graph;
    this.#rows = new Rows(view, "backward");
    this.#seen = scratch.set(0, view.nodes);
    this.#open = scratch.set(1, view.nodes);
    this.#masks = scratch.list(0, view.nodes);
    this.#found = scratch.list(1, view.nodes);
  }

  add(node: number, mask: number): void {
    if (!has(this.#seen, node)) {
      setBit(this.#seen, node);
      this.#masks[node] = 0;
      this.#found[this.#count++] = node;
    }
    const known = this.#masks[node]!;
    if ((mask & ~known) === 0) return;
    this.#masks[node] = known | mask;
    setBit(this.#open, node);
    this.#top = Math.max(this.#top, node >>> 5);
  }

  run(): void {
    const open = this.#open;
    while (this.#top >= 0) {
      const word = this.#top;
      const bits = open[word]!;
      if (bits === 0) {
        this.#top -= 1;
        continue;
      }
      const bit = 31 - Math.clz32(bits);
      open[word] = bits & ~(1 << bit);
      this.#expand((word << 5) + bit);
    }
  }

  end(): Masks {
    const nodes = this.#found.slice(0, this.#count);
    const masks = nodes.map((node) => this.#masks[node]!);
    empty(this.#seen, nodes);
    return { nodes, masks };
  }

  #expand(node: number): void {
    const rows = this.#rows;
    const mask = this.#masks[node]!;
    rows.read(node);
    for (let at = rows.from; at < rows.to; at++) this.add(rows.neighbours[at]!, mask);
  }
}
