// Of many nodes those that reached the fewest others: a trace of each, given up as soon as it is
// known to be among the many; and then nothing that reached it is traced at all.
import { empty, has, setBit } from "../bits.ts";
import { Rows } from "../rows.ts";
import type { View } from "../view.ts";

export interface ReachOf {
  readonly node: number;
  /** Nodes that it reached, itself and the known ones aside; undefined: more than was asked for. */
  readonly others: number | undefined;
}

/**
 * The `limit` fewest, in that order; of as many the older id first. Those of more than `othersMax`
 * come last, the newest first. What lies between two of the nodes must be one of them.
 */
export function fewestReached(
  view: View,
  nodes: readonly number[],
  known: ReadonlySet<number>,
  { limit, othersMax }: { readonly limit: number; readonly othersMax: number },
): readonly ReachOf[] {
  const forward = new Rows(view, "forward");
  const backward = new Rows(view, "backward");
  const left = new Set(nodes);
  const fewest: { node: number; others: number }[] = [];
  // Newer nodes reach fewer, as a rule: the bound is low from the start.
  const newestFirst = nodes.toSorted((one, other) => other - one);
  for (const node of newestFirst) {
    if (!left.has(node)) continue;
    const most = fewest.length < limit ? othersMax : (fewest.at(-1)?.others ?? 0);
    // What reached this node reached all of these, or but one: itself, in a loop.
    const others = reachedUpTo(view, forward, node, known, most + 1);
    if (others === undefined) leaveOut(backward, node, left);
    else if (others <= most) {
      fewest.push({ node, others });
      fewest.sort((one, other) => one.others - other.others || one.node - other.node);
      fewest.length = Math.min(fewest.length, limit);
    }
  }
  if (fewest.length === limit) return fewest;
  const counted = new Set(fewest.map(({ node }) => node));
  const beyond = newestFirst.filter((node) => !counted.has(node));
  const more = beyond.map((node) => ({ node, others: undefined }));
  return [...fewest, ...more.slice(0, limit - fewest.length)];
}

/** The node and what reached it. */
function leaveOut(backward: Rows, node: number, left: Set<number>): void {
  const open = [node];
  left.delete(node);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    backward.read(next);
    for (let at = backward.from; at < backward.to; at++) {
      if (left.delete(backward.neighbours[at]!)) open.push(backward.neighbours[at]!);
    }
  }
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
