// What the answer does not know, from what was reached. Sorted, so that two answers compare.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type Unknown, type UnknownCode, unknownCodes } from "../answer.ts";
import { by, type Nodes } from "./nodes.ts";
import type { Gap } from "./reach.ts";

export interface Findings {
  /** What it began at included. */
  readonly nodes: Nodes;
  readonly gaps: readonly Gap[];
  readonly openDraws: readonly OpenDraw[];
  readonly seedGaps: readonly { readonly code: UnknownCode; readonly subject: string }[];
}

export function unknownIn({
  nodes,
  gaps,
  openDraws: draws,
  seedGaps,
}: Findings): readonly Unknown[] {
  const nameOf = names(nodes, gaps);
  const of = (code: UnknownCode, subject: string): Unknown => ({
    code,
    subject,
    detail: unknownCodes[code],
  });
  const found = gaps.map(({ source, target, code }) =>
    of(code, `${nameOf(source)} -> ${nameOf(target)}`),
  );
  for (const { isUnrecorded, traced } of nodes.batches) {
    if (isUnrecorded) found.push(of("NOT_RECORDED", `batch:${traced.batchId}`));
  }
  for (const { lot, origin, supplier, balance, isTwice, isUnrecorded } of nodes.lots) {
    if (isUnrecorded) found.push(of("NOT_RECORDED", lot));
    if (isTwice) found.push(of("LOT_ID_TWICE", lot));
    if (origin === "received" && supplier === null) found.push(of("ORIGIN_UNKNOWN", lot));
    if (!balance.came) found.push(of("LOT_QUANTITY_UNKNOWN", lot));
    if (balance.countedMore) found.push(of("COUNTED_MORE", lot));
  }
  const lots = draws.length === 0 ? [] : nodes.lots;
  const lotNames = new Map(lots.map(({ lotId, lot }) => [lotId, lot]));
  for (const { lotId, batchId } of draws) {
    const lot = lotNames.get(lotId);
    if (lot !== undefined)
      found.push(of("DRAW_OPEN", batchId ? `${lot} -> batch:${batchId}` : lot));
  }
  for (const { code, subject } of seedGaps) found.push(of(code, subject));
  for (const { traced } of nodes.shipments) found.push(of("BEYOND_CONSIGNEE", traced.name));
  return found.sort((one, other) => by(one.code, other.code) || by(one.subject, other.subject));
}

function names(nodes: Nodes, gaps: readonly Gap[]): (nodeId: number) => string {
  if (gaps.length === 0) return () => "";
  const known = new Map<number, string>([
    ...nodes.lots.map(({ nodeId, lot }) => [nodeId, lot] as const),
    ...nodes.batches.map(({ nodeId, traced }) => [nodeId, `batch:${traced.batchId}`] as const),
    ...nodes.shipments.map(({ nodeId, traced }) => [nodeId, traced.name] as const),
  ]);
  return (nodeId) => known.get(nodeId) ?? "operation";
}

export interface OpenDraw {
  readonly lotId: string;
  readonly batchId: string | null;
}

/**
 * Draws of which nothing more was heard for a minute (design, section 2), of all lots.
 * `reached`: all that the read model has.
 */
export async function openDraws(
  database: Kysely<DB>,
  { asOf, reached, at }: { readonly asOf: number; readonly reached: number; readonly at: string },
): Promise<readonly OpenDraw[]> {
  // As of now there is an index of those that are open.
  const isOpen =
    asOf === reached
      ? sql`closed_position is null`
      : sql`(closed_position is null or closed_position >= ${asOf})`;
  const { rows } = await sql<OpenDraw>`
    select lot_id as "lotId", batch_id as "batchId" from genealogy.genealogy_draw
    where ${isOpen} and position < ${asOf}
      and recorded_at < ${at}::timestamptz - interval '60 seconds'
    order by 1, 2`.execute(database);
  return rows;
}
