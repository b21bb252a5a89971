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
  const nodes = withFirst(seed, trace(material, [seed], "forward").nodes);
  const { graph } = view;
  const isIn = graph.scratch.set(0, view.nodes);
  const numbers = graph.scratch.list(1, view.nodes);
  for (let at = 0; at < nodes.length; at++) {
    setBit(isIn, nodes[at]!);
    numbers[nodes[at]!] = at;
  }
  const edges = ordered(graph, edgesInto(material, nodes, isIn));
  const flows = gather(graph, edges);
  const { sources, targets } = flows;
  for (let at = 0; at < edges.length; at++) {
    sources[at] = has(isIn, sources[at]!) ? numbers[sources[at]!]! : -1;
    targets[at] = numbers[targets[at]!]!;
  }
  empty(isIn, nodes);
  return { nodes, edges, sources, targets, ...measured(nodes.length, flows) };
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

/** Each edge's own columns, one after another. */
function gather({ base, delta }: Graph, edges: Int32Array) {
  const sources = new Int32Array(edges.length);
  const targets = new Int32Array(edges.length);
  const kinds = new Uint8Array(edges.length);
  const units = new Uint16Array(edges.length);
  const quantities = new Float64Array(edges.length);
  for (let at = 0; at < edges.length; at++) {
    const isSealed = edges[at]! < base.edges;
    const columns = isSealed ? base.columns : delta.columns;
    const row = isSealed ? edges[at]! : edges[at]! - base.edges;
    sources[at] = columns.sources[row]!;
    targets[at] = columns.targets[row]!;
    kinds[at] = columns.codes[row]! & 15;
    units[at] = columns.units[row]!;
    quantities[at] = columns.quantities[row]!;
  }
  return { sources, targets, kinds, units, quantities };
}
type Flows = ReturnType<typeof gather>;

function measured(nodes: number, flows: Flows): Pick<Affected, "given" | "got" | "isOperation"> {
  const { sources, targets, quantities, units } = flows;
  const { isOperation, outputs } = operations(nodes, flows);
  const given = new Float64Array(sources.length).fill(Number.NaN);
  const got = new Float64Array(sources.length).fill(Number.NaN);
  const unitOf = new Int32Array(nodes).fill(noUnit);
  for (let at = 0; at < sources.length; at++) {
    const source = sources[at]!;
    const target = targets[at]!;
    const quantity = quantities[at]!;
    const unit = units[at]!;
    if (quantity >= 0) {
      if (source >= 0 && unitOf[source] === noUnit) unitOf[source] = unit;
      if (source >= 0 && unitOf[source] === unit) given[at] = quantity;
      if (isOperation[target] === 0 && unitOf[target] === noUnit) unitOf[target] = unit;
      if (isOperation[target] === 0 && unitOf[target] === unit) got[at] = quantity;
    }
    const isOnly = source >= 0 && isOperation[source] === 1 && outputs[source] === 1;
    if (isOnly && !(given[at]! > 0)) given[at] = 1;
  }
  return { given, got, isOperation };
}

function operations(nodes: number, { sources, targets, kinds }: Flows) {
  const isOperation = new Uint8Array(nodes);
  const outputs = new Int32Array(nodes);
  for (let at = 0; at < sources.length; at++) {
    if (((chargeMask >>> kinds[at]!) & 1) === 1) isOperation[targets[at]!] = 1;
    const source = sources[at]!;
    if (source < 0) continue;
    outputs[source]! += 1;
    if (((produceMask >>> kinds[at]!) & 1) === 1) isOperation[source] = 1;
  }
  return { isOperation, outputs };
}

function withFirst(first: number, rest: Int32Array): Int32Array {
  const all = new Int32Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}
