// First in, first out: what came to a lot lies in a row, and
// each draw takes the next piece of it.
import type { Arena } from "../arena.ts";
import { countBefore } from "../buffer/columns.ts";
import type { Affected } from "./affected.ts";
import type { Draws } from "./draws.ts";

/** The arrival of the bad lot itself, before all edges. */
export const atFirst = -1;

export class Queues {
  readonly #draws: Draws;
  readonly #got: Float64Array;
  readonly #total: number;
  /** Where each arrival begins in its lot's row. */
  readonly #begins: Float64Array;
  /** Where each draw ends, in the order of `draws.edges`. */
  readonly #ends: Float64Array;

  constructor({ targets, given, got, nodes }: Affected, draws: Draws, total: number, arena: Arena) {
    this.#draws = draws;
    this.#got = got;
    this.#total = total;
    this.#begins = arena.floats(got.length);
    this.#ends = arena.floats(draws.edges.length);
    const rows = arena.floats(nodes.length).fill(0);
    rows[0] = total;
    for (let at = 0; at < got.length; at++) {
      this.#begins[at] = rows[targets[at]!]!;
      if (got[at]! > 0) rows[targets[at]!]! += got[at]!;
    }
    for (let node = 0; node < nodes.length; node++) {
      let end = 0;
      for (let slot = draws.offsets[node]!; slot < draws.offsets[node + 1]!; slot++) {
        const amount = given[draws.edges[slot]!]!;
        if (amount > 0) end += amount;
        this.#ends[slot] = end;
      }
    }
  }

  /** The draws that take of an arrival, each with the part of it that it takes. */
  takenFrom(node: number, arrival: number): readonly (readonly [number, number])[] {
    const begin = arrival === atFirst ? 0 : this.#begins[arrival]!;
    const length = arrival === atFirst ? this.#total : this.#got[arrival]!;
    const { offsets, edges } = this.#draws;
    const ends = this.#ends.subarray(offsets[node]!, offsets[node + 1]!);
    const taken: [number, number][] = [];
    let slot = countBefore(ends, ends.length, begin);
    for (let from = begin; slot < ends.length && from < begin + length; slot++) {
      const to = Math.min(ends[slot]!, begin + length);
      if (to > from) taken.push([edges[offsets[node]! + slot]!, (to - from) / length]);
      from = Math.max(from, to);
    }
    return taken;
  }
}
