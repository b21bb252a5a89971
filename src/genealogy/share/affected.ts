// The part of the graph that a bad lot can have touched: all it
// reached through material, with all that flowed into it, in
// the order of time, renumbered from 0.
import { empty, has, setBit, wordsFor } from "../bits.ts";
import { kindMaskOf, materialMask, produceMask } from "../edge.ts";
import { columnsOf, type Graph, rowOf } from "../graph.ts";
import { membersOf } from "../node-set.ts";
import { Rows } from "../rows.ts";
import { trace } from "../trace/trace.ts";
import { ofKinds, type View } from "../view.ts";
import { inTimeOrder } from "./order.ts";

export interface Affected {
  /** Ids of the nodes; the bad lot is number 0. */
  readonly nodes: Int32Array;
  /** Ids of the edges. What flowed into the bad lot from outside is not among them. */
  readonly edges: Int32Array;
  /** Numbers of nodes; -1: outside, nothing bad can come from there. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /**
   * What the source gave and what the target got, each in that lot's own unit.
   * NaN: not known, or in another unit. The only product of a batch is all
   * that it gave, known or not; what a batch got is not looked at.
   */
  readonly given: Float64Array;
  readonly got: Float64Array;
  /**
   * 1: a batch, into which something was charged or out of which
   * something came; what comes out is not measured as what went in.
   */
  readonly isOperation: Uint8Array;
}

export function affectedBy(view: View, seed: number): Affected {
  const material = ofKinds(view, materialMask);
  const nodes = Int32Array.from([seed, ...trace(material, [seed], "forward").nodes]);
  const { graph } = view;
  const isIn = graph.scratch.set(0, view.nodes);
  const numbers = graph.scratch.list(1, view.nodes);
  for (let at = 0; at < nodes.length; at++) {
    setBit(isIn, nodes[at]!);
    numbers[nodes[at]!] = at;
  }
  const edges = ordered(graph, edgesInto(material, nodes, isIn));
  const sources = new Int32Array(edges.length);
  const targets = new Int32Array(edges.length);
  for (let at = 0; at < edges.length; at++) {
    const columns = columnsOf(graph, edges[at]!);
    const row = rowOf(graph, edges[at]!);
    const source = columns.sources[row]!;
    sources[at] = has(isIn, source) ? numbers[source]! : -1;
    targets[at] = numbers[columns.targets[row]!]!;
  }
  empty(isIn, nodes);
  const parts = { nodes, edges, sources, targets };
  return { ...parts, ...measured(graph, parts) };
}

function edgesInto(view: View, nodes: Int32Array, isIn: Int32Array): Int32Array {
  const rows = new Rows(view, "backward");
  const wanted = new Int32Array(wordsFor(view.edges));
  let count = 0;
  for (let at = 0; at < nodes.length; at++) {
    rows.read(nodes[at]!);
    for (let slot = rows.from; slot < rows.to; slot++) {
      if (at === 0 && !has(isIn, rows.neighbours[slot]!)) continue;
      setBit(wanted, rows.edges[slot]!);
      count += 1;
    }
  }
  return membersOf(wanted, count);
}

function ordered(graph: Graph, edges: Int32Array): Int32Array {
  if (!graph.base.hasIntervals) return edges;
  const times = new Float64Array(edges.length);
  for (let at = 0; at < edges.length; at++) {
    times[at] = columnsOf(graph, edges[at]!).froms[rowOf(graph, edges[at]!)]!;
  }
  return inTimeOrder(edges, times);
}

const chargeMask = kindMaskOf(["consume", "rework"]);
const noUnit = -1;

type Flows = Pick<Affected, "nodes" | "edges" | "sources" | "targets">;

function measured(graph: Graph, flows: Flows): Pick<Affected, "given" | "got" | "isOperation"> {
  const { nodes, edges, sources, targets } = flows;
  const { isOperation, outputs } = operations(graph, flows);
  const given = new Float64Array(edges.length).fill(Number.NaN);
  const got = new Float64Array(edges.length).fill(Number.NaN);
  const units = new Int32Array(nodes.length).fill(noUnit);
  const fits = (node: number, unit: number): boolean => {
    if (units[node] === noUnit) units[node] = unit;
    return units[node] === unit;
  };
  for (let at = 0; at < edges.length; at++) {
    const columns = columnsOf(graph, edges[at]!);
    const row = rowOf(graph, edges[at]!);
    const [source, target] = [sources[at]!, targets[at]!];
    const [quantity, unit] = [columns.quantities[row]!, columns.units[row]!];
    const isKnown = !Number.isNaN(quantity);
    const isOnly = source >= 0 && isOperation[source] === 1 && outputs[source] === 1;
    if (isKnown && source >= 0 && fits(source, unit)) given[at] = quantity;
    if (isOnly && !(given[at]! > 0)) given[at] = 1;
    if (isOperation[target] === 0 && isKnown && fits(target, unit)) got[at] = quantity;
  }
  return { given, got, isOperation };
}

function operations(graph: Graph, { nodes, edges, sources, targets }: Flows) {
  const isOperation = new Uint8Array(nodes.length);
  const outputs = new Int32Array(nodes.length);
  for (let at = 0; at < edges.length; at++) {
    const kind = 1 << (columnsOf(graph, edges[at]!).codes[rowOf(graph, edges[at]!)]! & 15);
    if ((kind & chargeMask) !== 0) isOperation[targets[at]!] = 1;
    const source = sources[at]!;
    if (source < 0) continue;
    outputs[source]! += 1;
    if ((kind & produceMask) !== 0) isOperation[source] = 1;
  }
  return { isOperation, outputs };
}
