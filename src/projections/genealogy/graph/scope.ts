// What of the graph a question is about, as threads hand it each other.
import type { EdgeKind } from "../../../genealogy/edge.ts";
import type { Graph } from "../../../genealogy/graph.ts";
import { type View, viewOf } from "../../../genealogy/view.ts";

export interface Scope {
  readonly asOf?: number;
  /** Milliseconds of the epoch. */
  readonly happenedBy?: number;
  readonly kinds?: readonly EdgeKind[];
}

export const viewIn = (graph: Graph, { asOf, happenedBy, kinds }: Scope): View =>
  viewOf(graph, {
    ...(asOf !== undefined && { asOf }),
    ...(happenedBy !== undefined && { happenedBy }),
    ...(kinds && { kinds }),
  });
