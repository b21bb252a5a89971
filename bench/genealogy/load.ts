// A made plant as a graph of the engine, also with its ids shuffled, which is the worst case: what
// belongs together then lies nowhere near.
import { allocateBase, type Base, indexBase } from "../../src/genealogy/buffer/base.ts";
import type { EdgeList } from "./edge-list.ts";
import { random } from "./random.ts";

const minute = 60_000;

export interface LoadOptions {
  readonly hasIntervals: boolean;
  /** New id of each node. */
  readonly ids?: Int32Array;
}

/** Filled, without its rows. */
export function fillBase(list: EdgeList, { hasIntervals, ids }: LoadOptions): Base {
  const { edges, nodes } = list;
  const base = allocateBase({ nodes, edges, voids: 0, hasIntervals, asOf: edges });
  const { columns } = base;
  for (let at = 0; at < edges; at++) {
    const [source, target] = [list.sources[at]!, list.targets[at]!];
    columns.sources[at] = ids ? ids[source]! : source;
    columns.targets[at] = ids ? ids[target]! : target;
    columns.codes[at] = list.kinds[at]!;
    columns.quantities[at] = list.quantities[at]!;
    columns.positions[at] = at;
    if (!hasIntervals) continue;
    columns.froms[at] = list.times[at]! * minute;
    columns.tos[at] = list.times[at]! * minute;
  }
  return base;
}

export function loadBase(list: EdgeList, options: LoadOptions): Base {
  const base = fillBase(list, options);
  indexBase(base);
  return base;
}

export function shuffled(nodes: number): Int32Array {
  const next = random(7);
  const ids = Int32Array.from({ length: nodes }, (_, n) => n);
  for (let at = nodes - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [ids[at], ids[other]] = [ids[other]!, ids[at]!];
  }
  return ids;
}
