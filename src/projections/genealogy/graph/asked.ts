// The questions that the graph answers, as numbers that threads hand each other.
import { columnsOf, type Graph, rowOf } from "../../../genealogy/graph.ts";
import { edgesBetween } from "../../../genealogy/trace/between.ts";
import {
  type CommonAncestors,
  commonAncestors,
  type Ranking,
} from "../../../genealogy/trace/common-ancestors.ts";
import { edgesOfEvent, type View } from "../../../genealogy/view.ts";
import type { KnownRows } from "../reach/known-rows.ts";
import { type Scope, viewIn } from "./scope.ts";
import { type Traced, type TraceRequest, tracedIn } from "./traced.ts";

/** What may know more quickly than SQL: the graph in memory. */
export interface Reaching {
  /**
   * Of the read model `model`. Undefined: it does not know at present, and SQL answers. Rejects
   * where the service is ending.
   */
  ask(request: Request, model: string): Promise<Answer | undefined>;
  /** What was read for earlier answers; absent: nothing is kept. */
  readonly rows?: KnownRows;
}

export type Request =
  | ({ readonly question: "trace" } & TraceRequest)
  | ({ readonly question: "between" } & Scope & {
        readonly from: readonly number[];
        readonly to: readonly number[];
      })
  | ({ readonly question: "common" } & Scope & Ranking & { readonly of: readonly number[] });

/** An edge by its event and which of the event's edges it is: two numbers each. */
export interface Between {
  readonly edges: Int32Array;
}

export type Answer =
  | ({ readonly question: "trace" } & Traced)
  | ({ readonly question: "between" } & Between)
  | ({ readonly question: "common" } & CommonAncestors);

/** Throws RangeError for what the graph does not know. */
export function answerIn(graph: Graph, request: Request): Answer {
  switch (request.question) {
    case "trace":
      return { question: "trace", ...tracedIn(graph, request) };
    case "between": {
      const view = viewIn(graph, request);
      const edges = edgesBetween(view, request.from, request.to);
      return { question: "between", edges: byEvent(view, edges) };
    }
    case "common":
      return {
        question: "common",
        ...commonAncestors(viewIn(graph, request), request.of, request),
      };
    default:
      return request satisfies never;
  }
}

function byEvent(view: View, edges: Int32Array): Int32Array {
  const found = new Int32Array(edges.length * 2);
  for (let at = 0; at < edges.length; at++) {
    const edge = edges[at] ?? 0;
    const position = columnsOf(view.graph, edge).positions[rowOf(view.graph, edge)] ?? 0;
    found.set([position, edge - edgesOfEvent(view, position)[0]], at * 2);
  }
  return found;
}
