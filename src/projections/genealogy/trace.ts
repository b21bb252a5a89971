// A trace: everything a lot, a batch or a shipment reached, or everything it came from.

import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { digestOf } from "../../integrity/canonical-json.ts";
import { answered } from "../as-of.ts";
import { knownAt } from "../known-at.ts";
import type { Trace, TracedLot } from "./answer.ts";
import { type Balance, balances } from "./reach/balance.ts";
import { type LotNode, nodesOf } from "./reach/nodes.ts";
import { type Reach, reachBySql } from "./reach/reach.ts";
import { openDraws, unknownIn } from "./reach/unknown.ts";
import type { Direction, Walk } from "./reach/walk.ts";
import { type Candidate, findSeed, type Seed } from "./seed.ts";

export interface TraceQuery {
  readonly from: string;
  readonly direction: Direction;
  readonly happenedBy?: string;
  /** Tree size; absent: all that is known. */
  readonly asOf?: number;
  /** The time of asking: draws are open when they are older than a minute. */
  readonly at: string;
}

/** What may know how far a trace reaches without asking for each step: the graph in memory. */
export interface Reaching {
  /** Undefined: it does not know at present, and SQL answers. */
  reach(at: Kysely<DB>, query: Walk): Promise<Reach | undefined>;
}

export type TraceAnswer =
  | { readonly found: "one"; readonly trace: Trace }
  | { readonly found: "several"; readonly candidates: readonly Candidate[] }
  | { readonly found: "none"; readonly nearest: readonly string[] };

/**
 * Of one moment; the answer is the same with a graph and without. Throws QueryFault AS_OF_AHEAD;
 * ProjectionFault PROJECTION_UNKNOWN while there is no read model.
 */
export async function trace(
  kysely: Kysely<DB>,
  query: TraceQuery,
  graph?: Reaching,
): Promise<TraceAnswer> {
  const { answer } = await answered(kysely, "genealogy", (at) => traceAt(at, query, graph));
  return answer;
}

async function traceAt(
  at: Kysely<DB>,
  query: TraceQuery,
  graph: Reaching | undefined,
): Promise<TraceAnswer> {
  const asOf = await knownAt(at, "genealogy", query.asOf);
  const found = await findSeed(at, query.from, asOf);
  if (found.found !== "one") return found;
  const { seed } = found;
  const { direction, happenedBy } = query;
  const bounded = { direction, asOf, ...(happenedBy !== undefined && { happenedBy }) };
  const wanted = { from: seed.nodeId, ...bounded };
  const reach = (await graph?.reach(at, wanted)) ?? (await reachBySql(at, wanted));
  const nodes = await nodesOf(at, [seed.nodeId, ...reach.nodes]);
  const lotIds = nodes.lots.map(({ lotId }) => lotId);
  const [balanced, draws] = await Promise.all([
    balances(at, lotIds, asOf),
    openDraws(at, lotIds, asOf, query.at),
  ]);
  const others = <T extends { nodeId: number }>(list: readonly T[]) =>
    list.filter(({ nodeId }) => nodeId !== seed.nodeId).map(({ nodeId, ...rest }) => rest);
  const lots = nodes.lots
    .filter(({ nodeId }) => nodeId !== seed.nodeId)
    .map((lot) => tracedLot(lot, balanced.get(lot.lotId)));
  const { gaps } = reach;
  const findings = { nodes, gaps, lots: nodes.lots, balances: balanced, openDraws: draws };
  const answer = {
    from: seed.name,
    ...bounded,
    lots,
    batches: others(nodes.batches),
    shipments: others(nodes.shipments),
    logisticUnits: others(nodes.logisticUnits).map(({ name }) => name),
    edgeCount: reach.edgeCount,
    unknown: unknownIn(findings),
    coverage: coverage(nodes.lots, reach, balanced),
    residue: residue(nodes.lots, balanced),
  };
  return { found: "one", trace: { ...answer, digest: digest(seed, bounded, answer) } };
}

function tracedLot({ lot, lotId, material, supplier }: LotNode, balance?: Balance): TracedLot {
  return {
    lot,
    lotId,
    material,
    ...(supplier !== null && { supplier }),
    ...(balance?.came && { quantity: balance.came }),
  };
}

function coverage(
  lots: readonly LotNode[],
  { inputs, inputsWithQuantity }: Reach,
  balanced: ReadonlyMap<string, Balance>,
): Trace["coverage"] {
  const receipts = lots.filter(({ origin }) => origin === "received");
  return {
    lots: lots.length,
    lotsBalanced: lots.filter(({ lotId }) => balanced.get(lotId)?.left).length,
    inputs,
    inputsWithQuantity,
    receipts: receipts.length,
    receiptsWithOrigin: receipts.filter(({ supplier }) => supplier !== null).length,
  };
}

function residue(
  lots: readonly LotNode[],
  balanced: ReadonlyMap<string, Balance>,
): Trace["residue"] {
  return lots.flatMap(({ lot, lotId }) => {
    const left = balanced.get(lotId)?.left;
    return left && Number(left.value) !== 0 ? [{ lot, lotId, ...left }] : [];
  });
}

/** Over natural keys only: no surrogate ids, no position, no timings (design, section 5). */
function digest(
  seed: Seed,
  { direction, happenedBy }: { direction: Direction; happenedBy?: string },
  { lots, batches, shipments, logisticUnits }: Omit<Trace, "digest" | "asOf">,
): string {
  return digestOf({
    query: { from: { kind: seed.kind, id: seed.id }, direction, ...(happenedBy && { happenedBy }) },
    lots: lots.map(({ lotId, quantity }) => ({ lotId, ...(quantity && { quantity }) })),
    batches: batches.map(({ batchId }) => batchId),
    shipments: shipments.map(({ shipmentId }) => shipmentId),
    logisticUnits,
  });
}
