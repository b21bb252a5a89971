// Of many nodes those that reached the fewest others: a trace of each, given up as soon as it is
// known to be among the many.
import { empty, has, setBit } from "../bits.ts";
import { Rows } from "../rows.ts";
import type { View } from "../view.ts";

export interface ReachOf {
  readonly node: number;
  /** Nodes that it reached, itself and the known ones aside. */
  readonly others: number;
}

/** The `limit` fewest, in that order; of as many the older id first. */
export function fewestReached(
  view: View,
  nodes: readonly number[],
  known: ReadonlySet<number>,
  limit: number,
): readonly ReachOf[] {
  const rows = new Rows(view, "forward");
  const fewest: ReachOf[] = [];
  // Newer nodes reach fewer, as a rule: the bound is low from the start.
  for (const node of nodes.toSorted((one, other) => other - one)) {
    const most = fewest.length < limit ? Number.POSITIVE_INFINITY : fewest.at(-1)!.others;
    const others = reachedUpTo(view, rows, node, known, most);
    if (others === undefined) continue;
    fewest.push({ node, others });
    fewest.sort((one, other) => one.others - other.others || one.node - other.node);
    fewest.length = Math.min(fewest.length, limit);
  }
  return fewest;
}

/** Undefined: more than `most`. */
function reachedUpTo(
  view: View,
  rows: Rows,
  start: number,
  known: ReadonlySet<number>,
  most: number,
): number | undefined {
  const seen = view.graph.scratch.set(0, view.nodes);
  const queue = view.graph.scratch.list(0, view.nodes);
  let [tail, others] = [1, 0];
  queue[0] = start;
  setBit(seen, start);
  for (let head = 0; head < tail && others <= most; head++) {
    rows.read(queue[head]!);
    for (let at = rows.from; at < rows.to; at++) {
      const next = rows.neighbours[at]!;
      if (has(seen, next)) continue;
      setBit(seen, next);
      queue[tail++] = next;
      if (!known.has(next)) others += 1;
    }
  }
  empty(seen, queue.subarray(0, tail));
  return others > most ? undefined : others;
}
