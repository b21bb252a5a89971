// Everything reachable from nodes, one question to the
// database per step of the frontier. Loops end by themselves.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import type { EdgeKind } from "../../../genealogy/edge.ts";
import { codeInSql } from "../graph/rows.ts";

export type Way = "forward" | "backward";
/** Mixed: back to every origin, then forward from each of them, and never back again. */
export type Direction = Way | "mixed";

export interface Edge {
  readonly position: number;
  readonly ord: number;
  readonly source: number;
  readonly target: number;
  /** Kind, basis of time, zone: see `codeOf`. */
  readonly code: number;
  readonly quantity: string | null;
  readonly unitOfMeasure: string | null;
  /** Milliseconds of the epoch, to the microsecond. */
  readonly from: number;
  readonly to: number;
}

export interface Bounds {
  /** Tree size: edges and voids of later events are not known yet. */
  readonly asOf: number;
  /**
   * Business time: only what had happened by then. Absent:
   * time is ignored, and late postings never shrink a scope.
   */
  readonly happenedBy?: string;
  /** Absent: all. */
  readonly kinds?: readonly EdgeKind[];
  /** What was recorded and then taken back is followed as well. */
  readonly isWithVoids?: true;
}

export interface Walked {
  /** Those it began at included. */
  readonly nodes: ReadonlySet<number>;
  /** Each once: all that lead on from the nodes. */
  readonly edges: readonly Edge[];
}

const frontierMax = 50_000;

export async function walk(
  at: Kysely<DB>,
  from: Iterable<number>,
  way: Way,
  bounds: Bounds,
): Promise<Walked> {
  const seen = new Set(from);
  const edges: Edge[] = [];
  let frontier = [...seen];
  while (frontier.length > 0) {
    const next: number[] = [];
    for (let n = 0; n < frontier.length; n += frontierMax) {
      const found = await edgesAt(at, frontier.slice(n, n + frontierMax), way, bounds);
      for (const edge of found) {
        edges.push(edge);
        const reached = way === "forward" ? edge.target : edge.source;
        if (seen.has(reached)) continue;
        seen.add(reached);
        next.push(reached);
      }
    }
    frontier = next;
  }
  return { nodes: seen, edges };
}

/** The edges that leave these nodes, or, backward, that lead to them. */
export async function edgesAt(
  at: Kysely<DB>,
  nodes: readonly number[],
  way: Way,
  bounds: Bounds,
): Promise<readonly Edge[]> {
  const { asOf, happenedBy, kinds, isWithVoids } = bounds;
  const near = sql.ref(way === "forward" ? "e.source" : "e.target");
  // The array as text: the driver's own arrays are slow. Sorted, the index is walked leaf by leaf.
  const ids = `{${nodes.toSorted((left, right) => left - right)}}`;
  const until = happenedBy ?? null;
  const wanted = kinds ? `{${kinds}}` : null;
  const { rows } = await sql<Edge>`
    select e.position, e.ord, e.source, e.target, e.quantity, ${sql.raw(codeInSql)} as code,
           e.unit_of_measure as "unitOfMeasure",
           ${inMilliseconds("e.from_at")} as from,
           ${inMilliseconds("coalesce(e.to_at, e.from_at)")} as to
    from genealogy.genealogy_edge e
    where ${near} = any(${ids}::bigint[]) and e.position < ${asOf}
      and (${until}::timestamptz is null or e.from_at <= ${until}::timestamptz)
      and (${wanted}::text[] is null or e.kind = any(${wanted}::text[]))
      and (${isWithVoids === true}::boolean or not exists (
                      select from genealogy.genealogy_edge_void v
                      where v.position = e.position and v.ord = e.ord
                        and v.void_position < ${asOf}))`.execute(at);
  return rows;
}

/** As the graph has them: microseconds are parts of a millisecond. */
const inMilliseconds = (time: string) => sql.raw(`(extract(epoch from ${time}) * 1000)::float8`);
