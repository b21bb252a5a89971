// What the edges of a trace do not say: a quantity, a time, the zone of a time.
import { isZoneUnstated, materialMask, produceMask, timeBasisOf } from "../edge.ts";
import { type Direction, Rows } from "../rows.ts";
import type { View } from "../view.ts";

/** One bit each, in this order. */
export const gaps = ["inputQuantity", "outputQuantity", "time", "zone"] as const;

export interface Gaps {
  /** Edges by which material goes into something, and those of them with a quantity. */
  readonly inputs: number;
  readonly inputsWithQuantity: number;
  /** Edges that lack something, three numbers each: source, target, one bit for each gap. */
  readonly lacking: Int32Array;
}

const inputMask = materialMask & ~produceMask;
const [INPUT, OUTPUT, TIME, ZONE] = [1, 2, 4, 8] as const;

/**
 * Of the edges that lead on from these nodes, each of which is named once; `within`: only of those
 * that lead to one of these.
 */
export function gapsOf(
  view: View,
  nodes: Int32Array,
  direction: Direction,
  within?: ReadonlySet<number>,
): Gaps {
  const { base, delta } = view.graph;
  const rows = new Rows(view, direction);
  const lacking: number[] = [];
  let [inputs, inputsWithQuantity] = [0, 0];
  for (const node of nodes) {
    rows.read(node);
    for (let at = rows.from; at < rows.to; at++) {
      if (within && !within.has(rows.neighbours[at]!)) continue;
      const edge = rows.edges[at]!;
      const columns = edge < base.edges ? base.columns : delta.columns;
      const row = edge < base.edges ? edge : edge - base.edges;
      const code = columns.codes[row]!;
      const isKnown = !Number.isNaN(columns.quantities[row]!);
      const isInput = isOf(inputMask, code);
      if (isInput) inputs += 1;
      if (isInput && isKnown) inputsWithQuantity += 1;
      const lacks =
        (isKnown || !isInput ? 0 : INPUT) |
        (isKnown || !isOf(produceMask, code) ? 0 : OUTPUT) |
        (timeBasisOf(code) === "unknown" ? TIME : 0) |
        (isZoneUnstated(code) ? ZONE : 0);
      if (lacks !== 0) lacking.push(columns.sources[row]!, columns.targets[row]!, lacks);
    }
  }
  return { inputs, inputsWithQuantity, lacking: Int32Array.from(lacking) };
}

const isOf = (mask: number, code: number): boolean => ((mask >>> (code & 15)) & 1) === 1;
