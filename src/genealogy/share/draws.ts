// The edges out of each affected node, in the order of time,
// and which of them an arrival may have fed although they come
// earlier: all that observed times do not exclude.
import { isObserved } from "../edge.ts";
import { columnsOf, type Graph, rowOf } from "../graph.ts";
import type { Affected } from "./affected.ts";

export class Draws {
  /** Of node n: `edges[offsets[n]]` to `edges[offsets[n + 1] - 1]`, as numbers in `affected`. */
  readonly offsets: Int32Array;
  readonly edges: Int32Array;
  readonly #graph: Graph;
  readonly #affected: Affected;

  constructor(graph: Graph, affected: Affected) {
    const { sources, nodes, outputs } = affected;
    const { arena } = graph.scratch;
    this.#graph = graph;
    this.#affected = affected;
    this.offsets = arena.integers(nodes.length + 1);
    this.offsets[0] = 0;
    for (let node = 0; node < nodes.length; node++) {
      this.offsets[node + 1] = this.offsets[node]! + outputs[node]!;
    }
    this.edges = arena.integers(this.offsets.at(-1)!);
    const next = arena.integers(nodes.length + 1);
    next.set(this.offsets);
    for (let at = 0; at < sources.length; at++) {
      if (sources[at]! >= 0) this.edges[next[sources[at]!]!++] = at;
    }
  }

  /** Known amounts drawn before an arrival, from the node where it arrives. */
  earlierDrawn(arrival: number): number {
    let drawn = 0;
    for (const draw of this.earlier(arrival)) drawn += this.#affected.given[draw]!;
    return drawn;
  }

  /** Draws of a known amount that come earlier and are not excluded by time. */
  earlier(arrival: number): readonly number[] {
    const node = this.#affected.targets[arrival]!;
    const found: number[] = [];
    for (let slot = this.offsets[node]!; slot < this.offsets[node + 1]!; slot++) {
      const draw = this.edges[slot]!;
      if (draw >= arrival) break;
      if (this.#affected.given[draw]! > 0 && this.mayFeed(arrival, draw)) found.push(draw);
    }
    return found;
  }

  /** False: both are observed, and the draw had ended before the arrival began. */
  mayFeed(arrival: number, draw: number): boolean {
    const [came, cameAt] = this.#place(arrival);
    const [went, wentAt] = this.#place(draw);
    if (came.froms.length === 0) return false;
    if (!isObserved(came.codes[cameAt]!) || !isObserved(went.codes[wentAt]!)) return true;
    return went.tos[wentAt]! >= came.froms[cameAt]!;
  }

  #place(at: number) {
    const edge = this.#affected.edges[at]!;
    return [columnsOf(this.#graph, edge), rowOf(this.#graph, edge)] as const;
  }
}
