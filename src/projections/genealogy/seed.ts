// From what a person typed to a node of the graph. What fits
// several is answered with the list, never with a pick.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { foldedValue } from "../../domain/kernel/identifier.ts";
import { nearest } from "./nearest.ts";
import type { GroupKind } from "./seed/seed-group.ts";

/** What a node can be, by the word that people put before its id. */
export const nodeWords = {
  materialLot: "lot",
  batch: "batch",
  shipment: "shipment",
  logisticUnit: "unit",
} as const;
export type NodeKind = keyof typeof nodeWords;

const nodeKinds = ["materialLot", "batch", "shipment", "logisticUnit"] as const;
export type SeedKind = NodeKind | GroupKind;

export interface Seed {
  readonly kind: SeedKind;
  /** The aggregate's id; of a group, what was asked for. */
  readonly id: string;
  /** As people write it: `starch:5`, `batch:171`. */
  readonly name: string;
  readonly nodeIds: readonly number[];
  readonly gaps?: readonly SeedGap[];
}

/** What a seed may also stand for, or leave out, because something was not recorded. */
export type SeedGap =
  | {
      readonly code:
        | "CONTAINER_UNSTATED"
        | "DEVICE_UNSTATED"
        | "VALUE_NOT_COMPARABLE"
        | "SPAN_UNSTATED"
        | "SERIAL_IN_BATCH"
        | "NUMBER_GIVEN_UP"
        | "NUMBER_HAD_BEFORE";
      readonly nodeId: number;
    }
  /** Of what is no node: as it is named, `serial:S-1`. */
  | { readonly code: "NOT_RECORDED"; readonly subject: string };

export interface Meant {
  readonly nodeIds: readonly number[];
  readonly gaps: readonly SeedGap[];
  /** It is recorded, though it stands for nothing. */
  readonly isKnown?: boolean;
}

export interface NodeSeed extends Seed {
  readonly kind: NodeKind;
}

export type Found<One extends Seed = Seed> =
  | { readonly found: "one"; readonly seed: One }
  | { readonly found: "several"; readonly candidates: readonly Candidate[] }
  | { readonly found: "none"; readonly nearest: readonly string[] };

export type Candidate = LotCandidate | BatchCandidate;

export interface BatchCandidate {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly product: string;
}

export interface LotCandidate {
  readonly lotId: string;
  /** By which it is known best; tells apart lots that one identifier fits. */
  readonly lot: string;
  readonly identifier: string;
  readonly issuer: string;
  readonly material: string;
}

/** The kind and the id of what it is. */
export const candidateThing = (one: Candidate) =>
  "lotId" in one
    ? ({ kind: "materialLot", id: one.lotId } as const)
    : ({ kind: "batch", id: one.batchId } as const);

/**
 * `scheme:value` of a lot, or `lot:`, `batch:`, `shipment:`, `unit:` with an id, or `batch:` with a
 * number, which each product may have. A number that no
 * lot has any more means those that had it; `ever`: those besides the ones that have it now.
 */
export async function findSeed(
  at: Kysely<DB>,
  written: string,
  asOf: number,
  ever?: "ever",
): Promise<Found<NodeSeed>> {
  const cut = written.indexOf(":");
  const scheme = written.slice(0, Math.max(cut, 0));
  const value = written.slice(cut + 1);
  const kind = nodeKinds.find((one) => nodeWords[one] === scheme);
  if (kind) {
    const seed = await nodeOf(at, kind, value, written, asOf);
    if (seed) return { found: "one", seed };
    const numbered = kind === "batch" ? await batchesNumbered(at, value, asOf) : [];
    if (numbered.length > 1) return { found: "several", candidates: numbered };
    const [batch] = numbered;
    const only = batch && (await nodeOf(at, "batch", batch.batchId, written, asOf));
    if (only) return { found: "one", seed: only };
  }
  const had = await lotsWith(at, scheme, value, asOf);
  const now = ever ? [] : await lotsWith(at, scheme, value, asOf, asOf);
  const candidates = now.length > 0 ? now : had;
  const [only] = candidates;
  if (!only) return { found: "none", nearest: await nearest(at, written) };
  if (candidates.length > 1) return { found: "several", candidates };
  const seed = await nodeOf(at, "materialLot", only.lotId, only.identifier, asOf);
  if (!seed) throw new Error(`Lot ${only.lotId} has an identifier and no node.`);
  if (now.length > 0) return { found: "one", seed: { ...seed, gaps: await before(at, had, seed) } };
  const gaps = seed.nodeIds.map((nodeId) => ({ code: "NUMBER_GIVEN_UP" as const, nodeId }));
  return { found: "one", seed: { ...seed, gaps } };
}

/** Those that had the number before this one. */
async function before(
  at: Kysely<DB>,
  had: readonly LotCandidate[],
  { id }: NodeSeed,
): Promise<readonly SeedGap[]> {
  const others = had.flatMap(({ lotId }) => (lotId === id ? [] : [lotId]));
  if (others.length === 0) return [];
  const { rows } = await sql<{ nodeId: number }>`
    select id as "nodeId" from genealogy.genealogy_node
    where kind = 'materialLot' and key = any(${others}::text[]) order by 1`.execute(at);
  return rows.map(({ nodeId }) => ({ code: "NUMBER_HAD_BEFORE", nodeId }));
}

async function nodeOf(
  at: Kysely<DB>,
  kind: NodeKind,
  id: string,
  name: string,
  asOf: number,
): Promise<NodeSeed | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from genealogy.genealogy_node
    where kind = ${kind} and key = ${id} and position < ${asOf}`.execute(at);
  return rows[0] && { kind, id, name, nodeIds: [rows[0].id] };
}

/** Those that had the number by then, or the provisional one before it. */
async function batchesNumbered(
  at: Kysely<DB>,
  number: string,
  asOf: number,
): Promise<readonly BatchCandidate[]> {
  const { rows } = await sql<BatchCandidate>`
    select batch_id as "batchId", batch_number as "batchNumber", product_name as product
    from genealogy.genealogy_batch
    where position < ${asOf} and (former_number = ${number} or batch_number = ${number}
      and (renamed_position is null or renamed_position < ${asOf}))
    order by 1`.execute(at);
  return rows;
}

/** `notVoidAt`: only those that it had not been taken from by then. */
async function lotsWith(
  at: Kysely<DB>,
  scheme: string,
  value: string,
  asOf: number,
  notVoidAt = 0,
): Promise<readonly LotCandidate[]> {
  const folded = foldedValue(value);
  const { rows } = await sql<LotCandidate>`
    select distinct i.lot_id as "lotId", l.name as lot, i.scheme || ':' || i.value as identifier,
           i.issuer, l.material_name as material
    from genealogy.genealogy_identifier i join genealogy.genealogy_lot l using (lot_id)
    where i.scheme = ${scheme} and i.value_folded = ${folded} and i.position < ${asOf}
      and (i.void_position is null or i.void_position >= ${notVoidAt})
    order by 1`.execute(at);
  return rows;
}
