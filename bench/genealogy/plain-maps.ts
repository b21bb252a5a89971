// What one writes without an engine: a Map from node to array, and a Set of what was seen.
import type { EdgeList } from "./edge-list.ts";

export function plainMaps({ sources, targets, edges }: EdgeList): (seed: number) => number {
  const forward = new Map<number, number[]>();
  for (let at = 0; at < edges; at++) {
    const known = forward.get(sources[at]!);
    if (known) known.push(targets[at]!);
    else forward.set(sources[at]!, [targets[at]!]);
  }
  return (seed) => {
    const seen = new Set([seed]);
    for (const node of seen) for (const next of forward.get(node) ?? []) seen.add(next);
    return seen.size - 1;
  };
}
