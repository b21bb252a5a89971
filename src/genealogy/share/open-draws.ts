// The draws that are to be looked at because more came to where they draw from: in rounds, and in
// each in the order of time.
import type { Arena } from "../arena.ts";
import { setBit, wordsFor } from "../bits.ts";
import type { Affected } from "./affected.ts";
import type { Draws } from "./draws.ts";

export class OpenDraws {
  /** From 1 on: how many times the flows are gone through. */
  round = 1;
  readonly #draws: Draws;
  readonly #open: Int32Array;
  /** Twice the round in which each node was raised last, and one more if that was after a draw. */
  readonly #raised: Int32Array;
  #again: number[] = [];
  #word = 0;

  constructor({ sources, nodes }: Affected, draws: Draws, arena: Arena) {
    this.#draws = draws;
    this.#open = arena.integers(wordsFor(sources.length)).fill(0);
    this.#raised = arena.integers(nodes.length).fill(0);
  }

  /** More came to the node by that edge: what was drawn by it or earlier is for the next round. */
  raise(node: number, by: number): void {
    const { offsets, edges } = this.#draws;
    const first = offsets[node]!;
    const isLate = first < offsets[node + 1]! && edges[first]! <= by;
    const raised = this.round * 2 + (isLate ? 1 : 0);
    const before = this.#raised[node]!;
    if (before >= raised) return;
    this.#raised[node] = raised;
    if (isLate) this.#again.push(node);
    if (before < this.round * 2) this.#openAfter(by, node);
  }

  /** -1: there is none any more. */
  next(): number {
    for (;;) {
      for (; this.#word < this.#open.length; this.#word++) {
        const left = this.#open[this.#word]!;
        if (left === 0) continue;
        const draw = (this.#word << 5) + 31 - Math.clz32(left & -left);
        this.#open[this.#word] = left & (left - 1);
        return draw;
      }
      if (this.#again.length === 0) return -1;
      this.#nextRound();
    }
  }

  #nextRound(): void {
    const again = this.#again;
    this.#again = [];
    this.#word = 0;
    this.round += 1;
    for (const node of again) this.#openAfter(-1, node);
  }

  #openAfter(edge: number, node: number): void {
    const { offsets, edges } = this.#draws;
    for (let slot = offsets[node + 1]! - 1; slot >= offsets[node]!; slot--) {
      if (edges[slot]! <= edge) return;
      setBit(this.#open, edges[slot]!);
    }
  }
}
