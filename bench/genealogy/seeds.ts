// Lots whose forward trace has about the size that a measure asks for, and pairs and complaints
// to ask about.
import { trace } from "../../src/genealogy/trace/trace.ts";
import type { View } from "../../src/genealogy/view.ts";
import { type EdgeList, nodeKinds } from "./edge-list.ts";
import { random } from "./random.ts";

const looked = 400;

export interface Seed {
  readonly node: number;
  readonly reached: number;
}

/** Some lots, each with how many nodes it reached. */
export function sampleLots(view: View, list: EdgeList): readonly Seed[] {
  const next = random(3);
  const found = new Map<number, Seed>();
  for (let n = 0; n < looked; n++) {
    const node = n === 0 ? 0 : nodeOf(list, "lot", next);
    if (!found.has(node)) {
      found.set(node, { node, reached: trace(view, [node], "forward").nodes.length });
    }
  }
  return [...found.values()];
}

/** The three whose reach is nearest to it. */
export const nearest = (seeds: readonly Seed[], reached: number): readonly Seed[] =>
  seeds
    .toSorted(
      (one, other) =>
        Math.abs(Math.log((one.reached + 1) / reached)) -
        Math.abs(Math.log((other.reached + 1) / reached)),
    )
    .slice(0, 3);

export function pairs(list: EdgeList, count: number): readonly (readonly [number, number])[] {
  const next = random(5);
  return Array.from(
    { length: count },
    () => [nodeOf(list, "lot", next), nodeOf(list, "unit", next)] as const,
  );
}

/** So many units that the lot reached. */
export function complaintsOf(view: View, list: EdgeList, lot: number, count: number): number[] {
  const unit = nodeKinds.indexOf("unit");
  const units = trace(view, [lot], "forward").nodes.filter((at) => list.nodeKinds[at] === unit);
  const next = random(9);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, units.length)) {
    chosen.add(units[Math.floor(next() * units.length)]!);
  }
  return [...chosen];
}

function nodeOf(list: EdgeList, kind: (typeof nodeKinds)[number], next: () => number): number {
  const wanted = nodeKinds.indexOf(kind);
  for (;;) {
    const node = Math.floor(next() * list.nodes);
    if (list.nodeKinds[node] === wanted) return node;
  }
}
