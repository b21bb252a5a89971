// The part of the graph that a bad lot can have touched: all it
// reached through material, with all that flowed into it, in
// the order of time, renumbered from 0.
import { empty, has, setBit, wordsFor } from "../bits.ts";
import { kindMaskOf, materialMask, produceMask } from "../edge.ts";
import type { Graph } from "../graph.ts";
import { membersOf } from "../node-set.ts";
import { Rows } from "../rows.ts";
import { trace } from "../trace/trace.ts";
import { ofKinds, type View } from "../view.ts";
import { inTimeOrder } from "./order.ts";

export interface Affected {
  /** Ids of the nodes: the bad lot is number 0, the others ascend, and so lie as the log does. */
  readonly nodes: Int32Array;
  /** Ids of the edges. What flowed into the bad lot from outside is not among them. */
  readonly edges: Int32Array;
  /** Numbers of nodes; -1: outside, nothing bad can come from there. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** Of each edge, its place in `edgeKinds`. */
  readonly kinds: Uint8Array;
  /**
   * What the source gave and what the target got, each in that lot's own unit.
   * NaN: not known, or in another unit. The only product of a batch is all
   * that it gave, known or not; what a batch got is not looked at.
   */
  readonly given: Float64Array;
  readonly got: Float64Array;
  /** How many edges lead out of each node. */
  readonly outputs: Int32Array;
  /**
   * 1: a batch, into which something was charged or out of which
   * something came; what comes out is not measured as what went in.
   */
  readonly isOperation: Uint8Array;
}

/** Good until the next is asked of the same graph; `nodes` for ever. */
export function affectedBy(view: View, seed: number): Affected {
  view.graph.scratch.arena.begin();
  const material = ofKinds(view, materialMask);
  const reached = trace(material, [seed], "forward").nodes;
  const { graph } = view;
  const isIn = graph.scratch.set(0, view.nodes);
  for (const node of reached) setBit(isIn, node);
  const nodes = withFirst(seed, membersOf(isIn, new Int32Array(reached.length)));
  setBit(isIn, seed);
  const edges = ordered(graph, edgesInto(material, nodes, isIn));
  const numbers = graph.scratch.list(1, view.nodes);
  for (let at = 0; at < nodes.length; at++) numbers[nodes[at]!] = at;
  const flows = flowsOf(graph, edges, { isIn, numbers, count: nodes.length });
  empty(isIn, nodes);
  return { nodes, edges, ...flows };
}

function edgesInto(view: View, nodes: Int32Array, isIn: Int32Array): Int32Array {
  const { arena } = view.graph.scratch;
  const rows = new Rows(view, "backward");
  const wanted = arena.integers(wordsFor(view.edges)).fill(0);
  let count = 0;
  for (let at = 0; at < nodes.length; at++) {
    rows.read(nodes[at]!);
    const { neighbours, edges, from, to } = rows;
    for (let slot = from; slot < to; slot++) {
      if (at === 0 && !has(isIn, neighbours[slot]!)) continue;
      setBit(wanted, edges[slot]!);
      count += 1;
    }
  }
  return membersOf(wanted, arena.integers(count));
}

function ordered(graph: Graph, edges: Int32Array): Int32Array {
  const { base, delta, scratch } = graph;
  if (!base.hasIntervals) return edges;
  const [sealed, late] = [base.columns.froms, delta.columns.froms];
  const timeOf = (edge: number) => (edge < base.edges ? sealed[edge]! : late[edge - base.edges]!);
  return inTimeOrder(edges, timeOf, scratch.arena);
}

const chargeMask = kindMaskOf(["consume", "rework"]);
const noUnit = -1;

interface Numbered {
  readonly isIn: Int32Array;
  /** Of each node that is in. */
  readonly numbers: Int32Array;
  readonly count: number;
}

/** From where to where, by the nodes' numbers; how much; and what the edges say of the nodes. */
function flowsOf(
  { base, delta, scratch: { arena } }: Graph,
  edges: Int32Array,
  { isIn, numbers, count }: Numbered,
): Omit<Affected, "nodes" | "edges"> {
  const sources = arena.integers(edges.length);
  const targets = arena.integers(edges.length);
  const kinds = arena.bytes(edges.length);
  const given = arena.floats(edges.length);
  const got = arena.floats(edges.length);
  const units = arena.integers(edges.length);
  const isOperation = arena.bytes(count).fill(0);
  const outputs = arena.integers(count).fill(0);
  for (let at = 0; at < edges.length; at++) {
    const edge = edges[at]!;
    const columns = edge < base.edges ? base.columns : delta.columns;
    const row = edge < base.edges ? edge : edge - base.edges;
    const kind = columns.codes[row]! & 15;
    const target = numbers[columns.targets[row]!]!;
    const quantity = columns.quantities[row]!;
    got[at] = quantity;
    units[at] = quantity >= 0 ? columns.units[row]! : noUnit;
    kinds[at] = kind;
    targets[at] = target;
    if (((chargeMask >>> kind) & 1) === 1) isOperation[target] = 1;
    const node = columns.sources[row]!;
    const source = has(isIn, node) ? numbers[node]! : -1;
    sources[at] = source;
    if (source < 0) continue;
    outputs[source]! += 1;
    if (((produceMask >>> kind) & 1) === 1) isOperation[source] = 1;
  }
  const flows = { sources, targets, kinds, given, got, isOperation, outputs };
  measure(flows, units, arena.integers(count).fill(noUnit));
  return flows;
}

/** `got`: at first the quantity of each edge, in its unit. */
function measure(
  { sources, targets, given, got, isOperation, outputs }: Omit<Affected, "nodes" | "edges">,
  units: Int32Array,
  unitOf: Int32Array,
): void {
  for (let at = 0; at < sources.length; at++) {
    const source = sources[at]!;
    const target = targets[at]!;
    const unit = units[at]!;
    const isGiven = source >= 0 && isOf(unitOf, source, unit);
    const isGot = isOperation[target] === 0 && isOf(unitOf, target, unit);
    const isOnly = source >= 0 && isOperation[source] === 1 && outputs[source] === 1;
    const gave = isGiven ? got[at]! : Number.NaN;
    given[at] = isOnly && !(gave > 0) ? 1 : gave;
    if (!isGot) got[at] = Number.NaN;
  }
}

/** Whether the unit is the node's; the first that is known of it is. */
function isOf(unitOf: Int32Array, node: number, unit: number): boolean {
  if (unit === noUnit) return false;
  if (unitOf[node] === noUnit) unitOf[node] = unit;
  return unitOf[node] === unit;
}

function withFirst(first: number, rest: Int32Array): Int32Array {
  const all = new Int32Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}
