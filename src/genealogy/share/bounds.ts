// What is sure of a bad lot whatever the mixing was: how much
// of it must have come to a node, and how much can have.
import type { Arena } from "../arena.ts";
import { kindMaskOf } from "../edge.ts";
import { checkNodes, type View } from "../view.ts";
import { type Affected, affectedBy } from "./affected.ts";
import { Draws } from "./draws.ts";
import { OpenDraws } from "./open-draws.ts";
import { atFirst } from "./queues.ts";
import type { BadLot } from "./shares.ts";

export interface Bounds {
  /** Ids; the bad lot comes first. */
  readonly nodes: Int32Array;
  /**
   * Of the bad amount, in the bad lot's unit. Certain: at least
   * that much, if batches lose nothing. Possible: at most.
   */
  readonly certain: Float64Array;
  readonly possible: Float64Array;
}

/** Time excludes nothing here. */
export function boundsOf(view: View, lot: BadLot): Bounds {
  checkNodes(view, [lot.node]);
  const affected = affectedBy(view, lot.node);
  const { arena } = view.graph.scratch;
  const isSame = sameMaterial(affected, arena);
  const totals = totalsOf(affected, lot, arena);
  const open = new OpenDraws(affected, new Draws(view.graph, affected), arena);
  return {
    nodes: affected.nodes,
    certain: certainOf({ affected, isSame, arena }, totals, lot),
    possible: possibleOf({ affected, isSame, arena }, open, lot),
  };
}

interface Judged {
  readonly affected: Affected;
  readonly isSame: Uint8Array;
  readonly arena: Arena;
}

const divisionMask = kindMaskOf(["split", "merge", "heel"]);

/**
 * 1: what is there came through splits and merges only, so that it is measured
 * as the bad lot is: of a kilogram at most a kilogram is bad.
 */
function sameMaterial({ nodes, kinds, sources, targets }: Affected, arena: Arena): Uint8Array {
  const isSame = arena.bytes(nodes.length).fill(1);
  const isDrawn = arena.bytes(nodes.length).fill(0);
  for (let isOpen = true; isOpen; ) {
    isOpen = false;
    for (let at = 0; at < sources.length; at++) {
      const source = sources[at]!;
      const target = targets[at]!;
      if (source < 0) continue;
      isDrawn[source] = 1;
      if (isSame[target] === 0) continue;
      if (((divisionMask >>> kinds[at]!) & 1) === 1 && isSame[source] === 1) continue;
      isSame[target] = 0;
      // What was drawn from it before is looked at once more.
      if (isDrawn[target] === 1) isOpen = true;
    }
  }
  return isSame;
}

/** All that came to each lot; NaN: not known. */
function totalsOf(
  { nodes, got, targets, edges }: Affected,
  { total }: BadLot,
  arena: Arena,
): Float64Array {
  const totals = arena.floats(nodes.length).fill(0);
  totals[0] = total ?? Number.NaN;
  for (let at = 0; at < edges.length; at++) totals[targets[at]!]! += got[at]!;
  return totals;
}

/**
 * Draws may have taken the good part first: what must be in one is what the
 * others had no room for. What came after a draw may be what had left
 * before, come round in a loop, and is not counted twice.
 */
function certainOf(
  { affected, isSame, arena }: Judged,
  totals: Float64Array,
  { bad }: BadLot,
): Float64Array {
  const { nodes, edges, sources, targets, given, isOperation, outputs } = affected;
  const certain = new Float64Array(nodes.length);
  const isDrawn = arena.bytes(nodes.length).fill(0);
  certain[0] = bad;
  for (let at = 0; at < edges.length; at++) {
    const source = sources[at]!;
    if (source < 0) continue;
    isDrawn[source] = 1;
    if (isDrawn[targets[at]!] === 1) continue;
    const others = totals[source]! - given[at]!;
    let least = 0;
    if (isOperation[source] === 1) least = outputs[source] === 1 ? certain[source]! : 0;
    else if (others <= 0) least = certain[source]!;
    else if (isSame[source] === 1 && others > 0) least = Math.max(0, certain[source]! - others);
    certain[targets[at]!]! += least;
  }
  return certain;
}

const roundsMax = 16;

/** Never more than the bad lot had, and by a draw of the same material never more than it took. */
function possibleOf(
  { affected, isSame, arena }: Judged,
  open: OpenDraws,
  { bad }: BadLot,
): Float64Array {
  const { nodes, edges, sources, targets, given, isOperation } = affected;
  const possible = new Float64Array(nodes.length);
  const by = arena.floats(edges.length).fill(0);
  possible[0] = bad;
  open.raise(0, atFirst);
  for (let at = open.next(); at >= 0; at = open.next()) {
    const source = sources[at]!;
    const target = targets[at]!;
    const isCapped = isSame[source] === 1 && isOperation[source] === 0 && given[at]! >= 0;
    const most = isCapped ? Math.min(possible[source]!, given[at]!) : possible[source]!;
    if (most <= by[at]!) continue;
    const more = possible[target]! + most - by[at]!;
    by[at] = most;
    if (possible[target]! >= bad) continue;
    // A loop adds to itself for ever: from here on it may hold all.
    possible[target] = open.round <= roundsMax ? Math.min(bad, more) : bad;
    open.raise(target, at);
  }
  return possible;
}
