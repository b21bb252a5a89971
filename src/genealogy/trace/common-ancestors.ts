// What up to 32 complaints have in common: every ancestor of any of them with the set of complaints
// that it reached, the likeliest causes first.
import { checkNodes, type View } from "../view.ts";
import { fewestReached } from "./fewest-reached.ts";
import { maskSweep } from "./mask-sweep.ts";

export interface CommonAncestor {
  readonly node: number;
  /** Bit n: it reached, or is, the n-th complaint. */
  readonly explains: number;
  readonly explained: number;
  /**
   * Nodes that it reached besides the complaints: the fewer, the
   * likelier it is the cause. Undefined: more than `othersMax`.
   */
  readonly others: number | undefined;
}

export interface CommonAncestors {
  /** Ranked by how many complaints they explain, then by how few others they reached. */
  readonly ancestors: readonly CommonAncestor[];
  /** Nodes that reached two complaints or more: how long the list would be without a limit. */
  readonly candidates: number;
}

export interface Ranking {
  /** How many of the ranked list. */
  readonly limit: number;
  /** Others are counted so far: Infinity is exact, and slow where a cause reached millions. */
  readonly othersMax: number;
}

/** RangeError for more than 32 complaints, or fewer than two. */
export function commonAncestors(
  view: View,
  complaints: readonly number[],
  { limit, othersMax }: Ranking,
): CommonAncestors {
  checkNodes(view, complaints);
  if (complaints.length < 2 || complaints.length > 32) {
    throw new RangeError(`2 to 32 complaints, not ${complaints.length}.`);
  }
  const known = new Set(complaints);
  const groups = byExplained(view, complaints);
  const ancestors: CommonAncestor[] = [];
  for (const { explained, masks } of groups) {
    const wanted = limit - ancestors.length;
    if (wanted <= 0) break;
    const most = { limit: wanted, othersMax };
    for (const { node, others } of fewestReached(view, [...masks.keys()], known, most)) {
      ancestors.push({ node, explains: masks.get(node) ?? 0, explained, others });
    }
  }
  return { ancestors, candidates: groups.reduce((sum, { masks }) => sum + masks.size, 0) };
}

interface Group {
  readonly explained: number;
  /** Node to the set of complaints. */
  readonly masks: ReadonlyMap<number, number>;
}

/** Those that explain most first; without those that explain one only. */
function byExplained(view: View, complaints: readonly number[]): readonly Group[] {
  const { nodes, masks } = maskSweep(view, complaints);
  const groups = new Map<number, Map<number, number>>();
  for (let at = 0; at < nodes.length; at++) {
    const mask = masks[at]! >>> 0;
    const explained = bitCount(mask);
    if (explained < 2) continue;
    const group = groups.get(explained) ?? new Map<number, number>();
    groups.set(explained, group.set(nodes[at]!, mask));
  }
  return [...groups]
    .sort(([one], [other]) => other - one)
    .map(([explained, group]) => ({ explained, masks: group }));
}

function bitCount(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left = (left & (left - 1)) >>> 0) count += 1;
  return count;
}
