// Sets of nodes as runs of consecutive ids. Ids are in log
// order, so what belongs together lies together: a million
// nodes are a few thousand runs.

import { setBit, wordsFor } from "./bits.ts";

/** `[first, last, first, last, ...]`, ascending; each node of the list once. */
export function runsOf(nodes: Int32Array): Int32Array {
  const sorted = inOrder(nodes);
  const runs: number[] = [];
  let first = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && sorted[at]! === sorted[at - 1]! + 1) continue;
    runs.push(sorted[first]!, sorted[at - 1]!);
    first = at;
  }
  return Int32Array.from(runs);
}

/**
 * Ascending: the very list where it is so already. Dense lists go through one bit for each id,
 * others are sorted.
 */
export function inOrder(nodes: Int32Array): Int32Array {
  if (isAscending(nodes)) return nodes;
  const [least, most] = rangeOf(nodes);
  if (nodes.length < (most - least) / 64) return nodes.slice().sort();
  const bits = new Int32Array(wordsFor(most - least));
  for (const node of nodes) setBit(bits, node - least);
  const members = membersOf(bits, new Int32Array(nodes.length));
  for (let at = 0; at < members.length; at++) members[at]! += least;
  return members;
}

/** The members of a set of bits, ascending, put into a list that is as long as there are any. */
export function membersOf(bits: Int32Array, members: Int32Array): Int32Array {
  let next = 0;
  for (let word = 0; word < bits.length && next < members.length; word++) {
    let left = bits[word]!;
    while (left !== 0) {
      const lowest = 31 - Math.clz32(left & -left);
      members[next++] = (word << 5) + lowest;
      left &= left - 1;
    }
  }
  return members;
}

function rangeOf(nodes: Int32Array): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const node of nodes) {
    if (node < least) least = node;
    if (node > most) most = node;
  }
  return [least, most];
}

function isAscending(nodes: Int32Array): boolean {
  for (let at = 1; at < nodes.length; at++) if (nodes[at]! < nodes[at - 1]!) return false;
  return true;
}
