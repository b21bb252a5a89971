// How much of what a node holds each edge takes, when the flows
// are replayed in their order: the part of the stock on hand
// that a draw is, and the part of the output that a product is.
import type { Arena } from "../arena.ts";
import type { Affected } from "./affected.ts";
import type { Draws } from "./draws.ts";

export interface Stock {
  /** Of what the source holds at that moment. */
  readonly fractions: Float64Array;
  /** Of what arrives by the edge: how much was drawn before it was booked. */
  readonly lates: Float64Array;
  /**
   * 1: apportioned by what leaves it, because it is a batch, or
   * because how much came to it is not known.
   */
  readonly isByOutput: Uint8Array;
  /** Edges out of affected nodes that carry nothing, because how much is not known. */
  readonly unknown: number;
}

/** `total`: how much of the bad lot there was; NaN: not known. */
export function stockOf(affected: Affected, total: number, draws: Draws, arena: Arena): Stock {
  const { sources, targets, given, got, edges, nodes } = affected;
  const { isByOutput, stock, unknown } = atFirst(affected, total, arena);
  const fractions = arena.floats(edges.length).fill(0);
  const lates = arena.floats(edges.length).fill(0);
  const owed = arena.floats(nodes.length).fill(0);
  const isDrawn = arena.bytes(nodes.length).fill(0);
  for (let at = 0; at < edges.length; at++) {
    const source = sources[at]!;
    const target = targets[at]!;
    const amount = given[at]!;
    if (source >= 0 && amount > 0) {
      isDrawn[source] = 1;
      const before = stock[source]!;
      fractions[at] = Math.min(1, amount / before);
      owed[source]! += Math.max(0, amount - before);
      stock[source] = Math.max(0, before - amount);
    }
    if (isByOutput[target] === 1) {
      const drawn = isDrawn[target] === 1 ? draws.earlierDrawn(at) : 0;
      if (drawn > 0) lates[at] = drawn / (drawn + stock[target]!);
    } else {
      const came = got[at]!;
      const settled = owed[target]! > 0 ? Math.min(owed[target]!, came, draws.earlierDrawn(at)) : 0;
      owed[target]! -= settled;
      if (settled > 0) lates[at] = settled / came;
      stock[target]! += came - settled;
    }
  }
  return { fractions, lates, isByOutput, unknown };
}

/** On hand at first: nothing in a lot, and in what is apportioned by output all that is to come. */
function atFirst(
  { nodes, edges, sources, targets, given, got, isOperation }: Affected,
  total: number,
  arena: Arena,
) {
  const isByOutput = arena.bytes(nodes.length);
  isByOutput.set(isOperation);
  if (Number.isNaN(total)) isByOutput[0] = 1;
  for (let at = 0; at < edges.length; at++) {
    if (Number.isNaN(got[at]!)) isByOutput[targets[at]!] = 1;
  }
  const stock = arena.floats(nodes.length).fill(0);
  let unknown = 0;
  if (isByOutput[0] === 0) stock[0] = total;
  for (let at = 0; at < edges.length; at++) {
    const source = sources[at]!;
    if (source < 0) continue;
    if (Number.isNaN(given[at]!)) unknown += 1;
    else if (isByOutput[source] === 1) stock[source]! += given[at]!;
  }
  return { isByOutput, stock, unknown };
}
