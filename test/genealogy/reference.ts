// The same questions answered naively: lists and sets that grow until they stop growing. Shares
// nothing with the engine.
import type { History, Told } from "./history.ts";

export interface Known {
  readonly asOf?: number;
  readonly happenedBy?: number;
  readonly kinds?: readonly string[];
}
export interface Arrow {
  readonly id: number;
  readonly source: number;
  readonly target: number;
  readonly from: number;
  readonly to: number;
  readonly observed: boolean;
}
export type Way = "forward" | "backward" | "mixed";

export const arrows = (history: History, known: Known = {}): readonly Arrow[] =>
  history.told.flatMap((told, id) => (isIn(told, known) ? [arrow(told, id)] : []));

const ever = Number.POSITIVE_INFINITY;
function isIn({ edge, voidAt }: Told, { asOf = ever, happenedBy = ever, kinds }: Known): boolean {
  if (edge.position >= asOf || (voidAt !== ever && voidAt < asOf)) return false;
  return edge.from <= happenedBy && (kinds === undefined || kinds.includes(edge.kind));
}
const arrow = ({ edge }: Told, id: number): Arrow => ({
  id,
  source: edge.source,
  target: edge.target,
  from: edge.from,
  to: edge.to ?? edge.from,
  observed: edge.timeBasis === "observed",
});
const turned = (all: readonly Arrow[]): readonly Arrow[] =>
  all.map((one) => ({
    ...one,
    source: one.target,
    target: one.source,
    from: -one.to,
    to: -one.from,
  }));

/** Steps to each node. */
export function distances(
  all: readonly Arrow[],
  seeds: readonly number[],
  way: Way,
): Map<number, number> {
  const from = way === "backward" ? turned(all) : all;
  const starts = way === "mixed" ? [...distances(all, seeds, "backward").keys()] : seeds;
  const found = new Map(starts.map((node) => [node, 0]));
  for (let steps = 1, size = -1; size < found.size; steps++) {
    size = found.size;
    const near = new Set(found.keys());
    for (const { source, target } of from) {
      if (near.has(source) && !found.has(target)) found.set(target, steps);
    }
  }
  return found;
}

export function reached(all: readonly Arrow[], seeds: readonly number[], way: Way): Set<number> {
  const found = new Set(distances(all, seeds, way).keys());
  for (const seed of seeds) found.delete(seed);
  return found;
}

/** By every pair of edges that time does not forbid one after the other. */
export function reachedInTime(
  all: readonly Arrow[],
  seeds: readonly number[],
  way: "forward" | "backward",
) {
  const from = way === "backward" ? turned(all) : all;
  const taken = new Set(from.filter(({ source }) => seeds.includes(source)));
  for (let size = -1; size < taken.size; ) {
    size = taken.size;
    for (const came of [...taken]) {
      for (const goes of from) {
        if (goes.source !== came.target) continue;
        if (!(came.observed && goes.observed && goes.to < came.from)) taken.add(goes);
      }
    }
  }
  const found = new Set([...taken].map(({ target }) => target));
  for (const seed of seeds) found.delete(seed);
  return { nodes: found, edges: taken.size };
}
