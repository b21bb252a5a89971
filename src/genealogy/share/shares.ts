// How much of a bad lot is where, by a declared model of mixing:
// its flows replayed in the order of time and log. What was
// booked after it had been drawn is replayed once more, for the
// draws it may have fed.
import type { Arena } from "../arena.ts";
import { checkNodes, type View } from "../view.ts";
import { type Affected, affectedBy } from "./affected.ts";
import { Draws } from "./draws.ts";
import { atFirst, Queues } from "./queues.ts";
import { type Stock, stockOf } from "./stock.ts";

/**
 * How a lot that several flows came to gives to those that leave it. A batch always mixes: all it
 * took is in all it gave, and nothing is lost. For `unknown` there are only bounds: `boundsOf`.
 */
export type Mixing = "wellMixed" | "firstInFirstOut";

export interface BadLot {
  readonly node: number;
  /** How much of it is bad, in its own unit. */
  readonly bad: number;
  /** All that came to it, without what came back of itself. Absent: not known. */
  readonly total?: number;
}

export interface Shares {
  /** Ids; the bad lot comes first. */
  readonly nodes: Int32Array;
  /** Of the bad amount, in the bad lot's unit: what came to the node, and what stayed there. */
  readonly received: Float64Array;
  readonly held: Float64Array;
  /** Edges that carry nothing here, because how much they carried is not known. */
  readonly unknown: number;
}

/** `held` sums to `bad`. */
export function sharesOf(view: View, lot: BadLot, mixing: Mixing): Shares {
  checkNodes(view, [lot.node]);
  const affected = affectedBy(view, lot.node);
  const { arena } = view.graph.scratch;
  const draws = new Draws(view.graph, affected);
  const stock = stockOf(affected, lot.total ?? Number.NaN, draws, arena);
  const replay = new Replay({ affected, draws, stock, arena }, mixing, lot);
  replay.run();
  const { received, held } = replay;
  return { nodes: affected.nodes, received, held, unknown: stock.unknown };
}

/** Below this part of the bad amount nothing more is passed on. */
const negligible = 1e-12;
const roundsMax = 200;

interface Replayed {
  readonly affected: Affected;
  readonly draws: Draws;
  readonly stock: Stock;
  readonly arena: Arena;
}

class Replay {
  readonly received: Float64Array;
  readonly held: Float64Array;
  readonly #affected: Affected;
  readonly #draws: Draws;
  readonly #stock: Stock;
  readonly #queues: Queues | undefined;
  readonly #bad: number;
  /** What came to each node in this round and is there still. */
  readonly #here: Float64Array;
  /** What an edge passes on besides its part of that: in this round, and in the next. */
  #now: Float64Array;
  #next: Float64Array;
  #late = 0;

  constructor({ affected, draws, stock, arena }: Replayed, mixing: Mixing, lot: BadLot) {
    const { nodes, edges } = affected;
    this.received = new Float64Array(nodes.length);
    this.held = new Float64Array(nodes.length);
    this.#affected = affected;
    this.#draws = draws;
    this.#stock = stock;
    this.#bad = lot.bad;
    this.#here = arena.floats(nodes.length).fill(0);
    this.#now = arena.floats(edges.length).fill(0);
    this.#next = arena.floats(edges.length).fill(0);
    if (mixing === "firstInFirstOut") {
      this.#queues = new Queues(affected, draws, lot.total ?? 0, arena);
    }
    this.#arrive(0, atFirst, lot.bad);
  }

  run(): void {
    for (let round = 0; round < roundsMax; round++) {
      this.#late = 0;
      this.#round();
      if (this.#late === 0) return;
      [this.#now, this.#next] = [this.#next, this.#now.fill(0)];
      if (this.#late <= this.#bad * negligible) break;
    }
    // What was still on its way stays where it was drawn.
    for (let at = 0; at < this.#now.length; at++) {
      if (this.#now[at]! > 0) this.held[this.#affected.sources[at]!]! += this.#now[at]!;
    }
  }

  #round(): void {
    const { sources, targets } = this.#affected;
    const { fractions } = this.#stock;
    const here = this.#here;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at]!;
      if (source < 0) continue;
      const part = this.#queueOf(source) ? 0 : fractions[at]! * here[source]!;
      here[source]! -= part;
      const moved = part + this.#now[at]!;
      if (moved > 0) this.#arrive(targets[at]!, at, moved);
    }
    for (let node = 0; node < here.length; node++) this.held[node]! += here[node]!;
    here.fill(0);
  }

  #arrive(node: number, at: number, amount: number): void {
    this.received[node]! += amount;
    const queue = this.#queueOf(node);
    const left = queue ? this.#queue(queue, node, at, amount) : this.#mix(at, amount);
    this.#here[node]! += left;
  }

  /** What of an arrival stays for later draws; the rest was drawn before it was booked. */
  #mix(at: number, amount: number): number {
    const late = at === atFirst ? 0 : amount * this.#stock.lates[at]!;
    if (late === 0) return amount;
    const { given } = this.#affected;
    const drawn = this.#draws.earlierDrawn(at);
    for (const draw of this.#draws.earlier(at)) this.#next[draw]! += (late * given[draw]!) / drawn;
    this.#late += late;
    return amount - late;
  }

  /** What of an arrival no draw takes. */
  #queue(queues: Queues, node: number, at: number, amount: number): number {
    let left = amount;
    for (const [draw, share] of queues.takenFrom(node, at)) {
      const part = amount * share;
      if (draw > at) this.#now[draw]! += part;
      else if (!this.#draws.mayFeed(at, draw)) continue;
      else {
        this.#next[draw]! += part;
        this.#late += part;
      }
      left -= part;
    }
    return Math.max(0, left);
  }

  #queueOf(node: number): Queues | undefined {
    return this.#stock.isByOutput[node] === 1 ? undefined : this.#queues;
  }
}
