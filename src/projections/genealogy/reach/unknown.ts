// What the answer does not know, from what was reached. Sorted, so that two answers compare.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { type Unknown, type UnknownCode, unknownCodes } from "../answer.ts";
import type { Balance } from "./balance.ts";
import type { LotNode, Nodes } from "./nodes.ts";
import type { Gap } from "./reach.ts";

export interface Findings {
  readonly nodes: Nodes;
  readonly gaps: readonly Gap[];
  /** Every lot of the answer, the one it began at included. */
  readonly lots: readonly LotNode[];
  readonly balances: ReadonlyMap<string, Balance>;
  readonly openDraws: readonly { readonly lotId: string; readonly batchId: string | null }[];
}

export function unknownIn(findings: Findings): readonly Unknown[] {
  const nameOf = names(findings);
  const of = (code: UnknownCode, subject: string, detail?: string): Unknown => ({
    code,
    subject,
    detail: detail ?? unknownCodes[code],
  });
  const edges = findings.gaps.map(({ source, target, code }) =>
    of(code, `${nameOf(source)} -> ${nameOf(target)}`),
  );
  const lots = findings.lots.flatMap(({ lot, lotId, origin, supplier }) => [
    ...(origin === "received" && supplier === null ? [of("ORIGIN_UNKNOWN", lot)] : []),
    ...(findings.balances.get(lotId)?.came ? [] : [of("LOT_QUANTITY_UNKNOWN", lot)]),
  ]);
  const draws = findings.openDraws.map(({ lotId, batchId }) => {
    const lot = findings.lots.find((one) => one.lotId === lotId)?.lot ?? lotId;
    return of("DRAW_OPEN", batchId ? `${lot} -> batch:${batchId}` : lot);
  });
  const beyond = findings.nodes.shipments.map(({ name }) => of("BEYOND_CONSIGNEE", name));
  return [...edges, ...lots, ...draws, ...beyond].sort(byCodeAndSubject);
}

function names({ nodes, lots }: Findings): (nodeId: number) => string {
  const known = new Map<number, string>([
    ...lots.map(({ nodeId, lot }) => [nodeId, lot] as const),
    ...nodes.batches.map(({ nodeId, batchId }) => [nodeId, `batch:${batchId}`] as const),
    ...nodes.shipments.map(({ nodeId, name }) => [nodeId, name] as const),
  ]);
  return (nodeId) => known.get(nodeId) ?? "operation";
}

const byCodeAndSubject = (left: Unknown, right: Unknown): number => {
  const [a, b] = [`${left.code} ${left.subject}`, `${right.code} ${right.subject}`];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Draws of these lots of which nothing more was heard for a minute (design, section 2). */
export async function openDraws(
  database: Kysely<DB>,
  lotIds: readonly string[],
  asOf: number,
  at: string,
): Promise<Findings["openDraws"]> {
  const { rows } = await sql<{ lotId: string; batchId: string | null }>`
    select lot_id as "lotId", batch_id as "batchId" from genealogy.genealogy_draw
    where lot_id = any(${lotIds}::text[]) and position < ${asOf}
      and (closed_position is null or closed_position >= ${asOf})
      and recorded_at < ${at}::timestamptz - interval '60 seconds'
    order by 1, 2`.execute(database);
  return rows;
}
