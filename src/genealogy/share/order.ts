// Edges in the order in which they happened: by time, and of one time in log order. Most logs are
// nearly in order, so only what is late is sorted.

import type { Arena } from "../arena.ts";

/** `edges` ascending by id, hence in log order; `timeOf` each, in milliseconds of the epoch. */
export function inTimeOrder(
  edges: Int32Array,
  timeOf: (edge: number) => number,
  arena: Arena,
): Int32Array {
  const late: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const edge of edges) {
    const time = timeOf(edge);
    if (time < latest) late.push(edge);
    else latest = time;
  }
  if (late.length === 0) return edges;
  late.sort((one, other) => timeOf(one) - timeOf(other) || one - other);
  return merged(edges, late, timeOf, arena.integers(edges.length));
}

/** The late ones, in their order, between the others, which are in theirs. */
function merged(
  edges: Int32Array,
  late: readonly number[],
  timeOf: (edge: number) => number,
  ordered: Int32Array,
): Int32Array {
  let [next, nextLate, latest] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const edge of edges) {
    const time = timeOf(edge);
    if (time < latest) continue;
    latest = time;
    for (; nextLate < late.length; nextLate++) {
      const before = timeOf(late[nextLate]!) - time || late[nextLate]! - edge;
      if (before > 0) break;
      ordered[next++] = late[nextLate]!;
    }
    ordered[next++] = edge;
  }
  ordered.set(late.slice(nextLate), next);
  return ordered;
}
