// The whole graph out of the edge table, into a sealed base.
import type pg from "pg";
import {
  allocateBase,
  type Base,
  type BaseCounts,
  baseBytes,
  indexBase,
} from "../../../genealogy/buffer/base.ts";
import { type Columns, countBefore } from "../../../genealogy/buffer/columns.ts";
import { deltaBytes } from "../../../genealogy/buffer/delta.ts";
import { countRows, edgeRows, nodePositions, type VoidRow, voidRows } from "./rows.ts";

export interface Room {
  /** What a graph may take at most, its delta included. */
  readonly bytesMax: number;
  /** Edges that may come before a graph of so many is sealed again. */
  readonly capacityOf: (edges: number) => number;
}

export type Loaded =
  | { readonly base: Base }
  /** What it would take. */
  | { readonly tooLarge: number };

/** Within one moment; `asOf` is its tree size. Throws RangeError for what is no such table. */
export async function loadBase(client: pg.Client, asOf: number, room: Room): Promise<Loaded> {
  const { nodes, edges } = await countRows(client, { nodes: 0, from: 0 });
  const voids = firstVoids(await voidRows(client, 0));
  const counts = { nodes, edges, voids: voids.length, hasIntervals: true, asOf };
  const bytes = graphBytes(counts, room);
  if (bytes > room.bytesMax) return { tooLarge: bytes };
  const base = allocateBase(counts);
  base.nodePositions.set(await nodePositions(client, 0));
  await fillColumns(client, base.columns);
  fillVoids(base, voids);
  indexBase(base);
  return { base };
}

/** Of a base with its delta. */
export const graphBytes = (counts: BaseCounts, { capacityOf }: Room): number =>
  baseBytes(counts) + deltaBytes(counts, capacityOf(counts.edges));

async function fillColumns(client: pg.Client, columns: Columns): Promise<void> {
  let at = 0;
  await edgeRows(client, 0, (row) => {
    columns.sources[at] = row.source;
    columns.targets[at] = row.target;
    columns.positions[at] = row.position;
    columns.codes[at] = row.code;
    columns.quantities[at] = row.quantity;
    columns.froms[at] = row.from;
    columns.tos[at] = row.to;
    at += 1;
  });
}

/** The rows come in order: an edge that is void stays so from the first time on. */
function firstVoids(rows: readonly VoidRow[]): readonly VoidRow[] {
  const first = new Map<string, VoidRow>();
  for (const row of rows) {
    const edge = `${row.position} ${row.nth}`;
    if (!first.has(edge)) first.set(edge, row);
  }
  return [...first.values()].sort(
    (one, other) => one.position - other.position || one.nth - other.nth,
  );
}

function fillVoids(
  { columns, edges, voidEdges, voidPositions }: Base,
  rows: readonly VoidRow[],
): void {
  for (const [at, { position, nth, voidPosition }] of rows.entries()) {
    const edge = countBefore(columns.positions, edges, position) + nth;
    if (columns.positions[edge] !== position)
      throw new RangeError(`Event ${position} has no edge.`);
    voidEdges[at] = edge;
    voidPositions[at] = voidPosition;
  }
}
