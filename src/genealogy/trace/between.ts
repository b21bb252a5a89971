// All edges by which some nodes reached others: those that lead from what the ones reached to what
// the others came from.
import { empty, has, setBit } from "../bits.ts";
import { Rows } from "../rows.ts";
import { checkNodes, type View } from "../view.ts";
import { trace } from "./trace.ts";

/** Edge ids, ascending. */
export function edgesBetween(
  view: View,
  from: readonly number[],
  to: readonly number[],
): Int32Array {
  checkNodes(view, [...from, ...to]);
  const behind = withSeeds(to, trace(view, to, "backward").nodes);
  const ahead = withSeeds(from, trace(view, from, "forward").nodes);
  const leadsThere = view.graph.scratch.set(0, view.nodes);
  for (const node of behind) setBit(leadsThere, node);
  const rows = new Rows(view, "forward");
  const edges: number[] = [];
  for (const node of ahead) {
    if (!has(leadsThere, node)) continue;
    rows.read(node);
    for (let at = rows.from; at < rows.to; at++) {
      if (has(leadsThere, rows.neighbours[at]!)) edges.push(rows.edges[at]!);
    }
  }
  empty(leadsThere, behind);
  return Int32Array.from(edges).sort();
}

const withSeeds = (seeds: readonly number[], reached: Int32Array): Int32Array =>
  Int32Array.from([...new Set(seeds), ...reached]);
