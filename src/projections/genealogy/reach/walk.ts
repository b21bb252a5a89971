// Everything reachable from a node, one question to the
// database per step of the frontier. Loops end by themselves.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";

export type Direction = "forward" | "backward";

export interface Edge {
  readonly position: number;
  readonly ord: number;
  readonly source: number;
  readonly target: number;
  readonly kind: string;
  readonly quantity: string | null;
  readonly unitOfMeasure: string | null;
  readonly timeBasis: string;
  readonly zoneStated: boolean;
}

export interface Walk {
  readonly from: number;
  readonly direction: Direction;
  /** Tree size: edges and voids of later events are not known yet. */
  readonly asOf: number;
  /**
   * Business time: only what had happened by then. Absent:
   * time is ignored, and late postings never shrink a scope.
   */
  readonly happenedBy?: string;
}

export interface Reached {
  /** Node ids without the one it began at, also when a loop leads back to it. */
  readonly nodes: ReadonlySet<number>;
  readonly edges: readonly Edge[];
}

const frontierMax = 50_000;

export async function walk(at: Kysely<DB>, query: Walk): Promise<Reached> {
  const { from: start, direction } = query;
  const seen = new Set([start]);
  const edges: Edge[] = [];
  let frontier = [start];
  while (frontier.length > 0) {
    const next: number[] = [];
    for (let from = 0; from < frontier.length; from += frontierMax) {
      const found = await edgesFrom(at, frontier.slice(from, from + frontierMax), query);
      for (const edge of found) {
        edges.push(edge);
        const reached = direction === "forward" ? edge.target : edge.source;
        if (seen.has(reached)) continue;
        seen.add(reached);
        next.push(reached);
      }
    }
    frontier = next;
  }
  seen.delete(start);
  return { nodes: seen, edges };
}

async function edgesFrom(
  at: Kysely<DB>,
  frontier: readonly number[],
  { direction, asOf, happenedBy }: Walk,
): Promise<readonly Edge[]> {
  const near = sql.ref(direction === "forward" ? "e.source" : "e.target");
  // The array as text: the driver's own arrays are slow. Sorted, the index is walked leaf by leaf.
  const nodes = `{${frontier.toSorted((left, right) => left - right)}}`;
  const until = happenedBy ?? null;
  const { rows } = await sql<Edge>`
    select e.position, e.ord, e.source, e.target, e.kind, e.quantity,
           e.unit_of_measure as "unitOfMeasure", e.time_basis as "timeBasis",
           e.zone_stated as "zoneStated"
    from genealogy.genealogy_edge e
    where ${near} = any(${nodes}::bigint[]) and e.position < ${asOf}
      and (${until}::timestamptz is null or e.from_at <= ${until}::timestamptz)
      and not exists (select from genealogy.genealogy_edge_void v
                      where v.position = e.position and v.ord = e.ord
                        and v.void_position < ${asOf})`.execute(at);
  return rows;
}
