// A trace: everything a lot, a batch or a shipment reached, or everything it came from.

import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { answered, type Seen } from "../as-of.ts";
import type { Residue, Trace } from "./answer.ts";
import type { ContactClass } from "./contact/contact.ts";
import { contactsOf } from "./contact/contacts-of.ts";
import type { Reaching } from "./graph/asked.ts";
import type { NotOne } from "./question/asking.ts";
import { type Thing, thingOf } from "./question/thing.ts";
import { begun } from "./reach/begun.ts";
import { KnownRows } from "./reach/known-rows.ts";
import { byKind, without } from "./reach/nodes.ts";
import type { Reach } from "./reach/reach.ts";
import { rolledUp } from "./reach/roll-up.ts";
import type { LotRow, NodeRow } from "./reach/row.ts";
import { type Findings, type OpenDraw, unknownIn } from "./reach/unknown.ts";
import type { Direction } from "./reach/walk.ts";
import { isGroupKind } from "./seed/seed-group.ts";
import type { Seed } from "./seed.ts";
import { type DigestedSeed, traceDigest } from "./trace-digest.ts";

export interface TraceQuery {
  /** One, or a list: see `resolveSeed`. */
  readonly from: string | readonly string[];
  readonly direction: Direction;
  readonly happenedBy?: string;
  /** Observed times exclude what had left before the material came. */
  readonly isStrict?: boolean;
  /** Steps at most; the answer says whether that cut it. */
  readonly depth?: number;
  /** Tree size; absent: all that is known. */
  readonly asOf?: number;
  /** Sublots under the lots that they are parts of. */
  readonly isRolledUp?: boolean;
  /**
   * What was in contact with what was reached, by which classes. None: only that there can be
   * some is said; absent: not even that.
   */
  readonly classes?: readonly ContactClass[];
  /** The time of asking: draws are open when they are older than a minute. */
  readonly at: string;
}

export interface OneTrace {
  readonly found: "one";
  readonly trace: Trace;
  /** What its gaps name, and what it does not reach: it is part of no answer, and told by name. */
  readonly besides: readonly Pick<Thing, "kind" | "id">[];
}

export type TraceAnswer = OneTrace | NotOne;

/**
 * Of one moment; the answer is the same with a graph and without. Throws QueryFault AS_OF_AHEAD;
 * ProjectionFault PROJECTION_UNKNOWN while there is no read model.
 */
export async function trace(
  kysely: Kysely<DB>,
  query: TraceQuery,
  graph?: Reaching,
): Promise<TraceAnswer> {
  const { answer } = await answered(kysely, "genealogy", (at, seen) =>
    traceAt(at, query, graph, seen),
  );
  return answer;
}

async function traceAt(
  at: Kysely<DB>,
  query: TraceQuery,
  graph: Reaching | undefined,
  seen: Seen,
): Promise<TraceAnswer> {
  const found = await begun(at, query, graph, seen);
  if (found.found !== "one") return found;
  const { moment, asOf, seeds, from, asked, reach, draws } = found;
  const { direction } = query;
  const nodeIds = [...from, ...reach.nodes];
  const kept = graph?.rows ?? new KnownRows();
  const rowsOf = (ids: readonly number[]) => kept.of(at, ids, moment, asOf);
  const rows = await rowsOf(nodeIds);
  const all = byKind(rows);
  const { seedGaps, things } = await named(seeds, rowsOf);
  const others = without(all, new Set(from));
  const standFor = seedsIn(seeds, rows);
  const contacts =
    query.classes &&
    (await contactsOf(at, { scope: nodeIds, direction, asOf, classes: query.classes, rowsOf }));
  const answer = {
    from: seeds.map(({ name }) => name).join(", "),
    seeds: standFor,
    ...asked,
    ...(query.depth !== undefined && { isCut: reach.isCut }),
    asOf,
    ...(query.isRolledUp && { rolledUp: { lots: others.lots.length } }),
    lots: query.isRolledUp
      ? await rolledUp(at, others.lots, asOf, rowsOf)
      : others.lots.map(({ traced }) => traced),
    batches: others.batches.map(({ traced }) => traced),
    shipments: others.shipments.map(({ traced }) => traced),
    logisticUnits: others.logisticUnits.map(({ key: logisticUnitId, name }) => ({
      logisticUnitId,
      name,
    })),
    edgeCount: reach.edgeCount,
    unknown: unknownIn({ nodes: all, gaps: reach.gaps, openDraws: draws, seedGaps }),
    ...coverage(all.lots, reach),
    ...contacts,
  };
  const digested = { from: digestedFrom(seeds, standFor), ...asked };
  const digest = traceDigest(digested, others, contacts);
  const besides = [...things, ...drawnInto(all.lots, draws)];
  return { found: "one", trace: { ...answer, digest }, besides };
}

/** What the seeds themselves could not tell, by the name of what it is about. */
async function named(
  seeds: readonly Seed[],
  rowsOf: (nodeIds: readonly number[]) => Promise<readonly NodeRow[]>,
): Promise<Pick<Findings, "seedGaps"> & { readonly things: readonly Thing[] }> {
  const gaps = seeds.flatMap((seed) => seed.gaps ?? []);
  if (gaps.length === 0) return { seedGaps: [], things: [] };
  const ids = [...new Set(gaps.flatMap((gap) => ("nodeId" in gap ? [gap.nodeId] : [])))];
  const things = new Map((await rowsOf(ids)).map((row) => [row.nodeId, thingOf(row)]));
  const seedGaps = gaps.map((gap) =>
    "nodeId" in gap ? { code: gap.code, subject: things.get(gap.nodeId)?.name ?? "" } : gap,
  );
  return { seedGaps, things: [...things.values()] };
}

/** Batches for which something of these lots was drawn, and of which no more is recorded. */
function drawnInto(lots: readonly LotRow[], draws: readonly OpenDraw[]): OneTrace["besides"] {
  const ids = new Set(draws.length === 0 ? [] : lots.map(({ lotId }) => lotId));
  return draws.flatMap(({ lotId, batchId: id }) =>
    id !== null && ids.has(lotId) ? [{ kind: "batch", id } as const] : [],
  );
}

/** What stands for others may stand for more of them another time: that is another question. */
const digestedFrom = (seeds: readonly Seed[], standFor: Trace["seeds"]): readonly DigestedSeed[] =>
  seeds.map(({ id, kind }, n) => ({
    id,
    kind,
    ...(isGroupKind(kind) && { things: standFor[n]?.things.map((thing) => thing.id).sort() ?? [] }),
  }));

/** What each was resolved to. */
export function seedsIn(seeds: readonly Seed[], rows: readonly NodeRow[]): Trace["seeds"] {
  const named = new Set(seeds.flatMap(({ nodeIds }) => nodeIds));
  const known = new Map<number, NodeRow>();
  for (const row of rows) if (named.has(row.nodeId)) known.set(row.nodeId, row);
  return seeds.map(({ name: asked, kind, nodeIds }) => ({
    asked,
    kind,
    things: nodeIds.flatMap((nodeId) => {
      const row = known.get(nodeId);
      return row ? [thingOf(row)] : [];
    }),
  }));
}

function coverage(
  lots: readonly LotRow[],
  { inputs, inputsWithQuantity }: Reach,
): Pick<Trace, "coverage" | "residue"> {
  const residues: Residue[] = [];
  let [lotsBalanced, receipts, receiptsWithOrigin] = [0, 0, 0];
  for (const { balance, origin, supplier, residue } of lots) {
    if (balance.isWhole) lotsBalanced += 1;
    if (residue) residues.push(residue);
    if (origin !== "received") continue;
    receipts += 1;
    if (supplier !== null) receiptsWithOrigin += 1;
  }
  const counted = { inputs, inputsWithQuantity, receipts, receiptsWithOrigin };
  return { coverage: { lots: lots.length, lotsBalanced, ...counted }, residue: residues };
}
