// How far a trace reached, and what its edges do not say: the same from SQL and from the graph.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { UnknownCode } from "../answer.ts";
import { type Edge, type Walk, walk } from "./walk.ts";

export interface Reach {
  /** Node ids without the one it began at, also when a loop leads back to it. */
  readonly nodes: Iterable<number>;
  readonly edgeCount: number;
  readonly inputs: number;
  readonly inputsWithQuantity: number;
  readonly gaps: readonly Gap[];
}

/** An edge and what it does not say. */
export interface Gap {
  readonly source: number;
  readonly target: number;
  readonly code: UnknownCode;
}

export async function reachBySql(at: Kysely<DB>, query: Walk): Promise<Reach> {
  const { nodes, edges } = await walk(at, query);
  const inputs = edges.filter(({ kind }) => materialInputs.has(kind));
  return {
    nodes,
    edgeCount: edges.length,
    inputs: inputs.length,
    inputsWithQuantity: inputs.filter(({ quantity }) => quantity !== null).length,
    gaps: edges.flatMap(gapsOf),
  };
}

const materialInputs = new Set(["consume", "rework", "heel", "split", "merge"]);

function gapsOf({ source, target, kind, quantity, timeBasis, zoneStated }: Edge): readonly Gap[] {
  const codes: UnknownCode[] = [];
  if (quantity === null && materialInputs.has(kind)) codes.push("INPUT_QUANTITY_UNKNOWN");
  if (quantity === null && kind === "produce") codes.push("OUTPUT_QUANTITY_UNKNOWN");
  if (timeBasis === "unknown") codes.push("TIME_UNKNOWN");
  if (!zoneStated) codes.push("ZONE_UNSTATED");
  return codes.map((code) => ({ source, target, code }));
}
