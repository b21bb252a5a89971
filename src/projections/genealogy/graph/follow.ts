// What came into the edge table since a graph was made, into its delta, event by event.
import type pg from "pg";
import { isZoneUnstated, kindOf, timeBasisOf } from "../../../genealogy/edge.ts";
import type { Graph } from "../../../genealogy/graph.ts";
import { edgesOfEvent, viewOf } from "../../../genealogy/view.ts";
import type { GraphWriter } from "../../../genealogy/writer.ts";
import {
  type Counts,
  type EdgeRow,
  edgeRows,
  nodePositions,
  type VoidRow,
  voidRows,
} from "./rows.ts";

/** Within one moment, whose tree size is `asOf`; `more` has come, and there is room for it. */
export async function follow(
  client: pg.Client,
  graph: Graph,
  writer: GraphWriter,
  asOf: number,
  more: Counts,
): Promise<void> {
  const known = viewOf(graph);
  // Each is a round trip that somebody waits for.
  const nodes = more.nodes > 0 ? await nodePositions(client, known.nodes) : new Int32Array(0);
  const voids = more.voids > 0 ? await voidRows(client, known.asOf) : [];
  const events = new Events(graph, writer, nodes, voids);
  if (more.edges > 0) await edgeRows(client, known.asOf, (row) => events.edge(row));
  events.upTo(Number.POSITIVE_INFINITY);
  writer.publish(asOf);
}

/** Joins the three in log order: of one event its voids first, then its nodes, then its edges. */
class Events {
  readonly #graph: Graph;
  readonly #writer: GraphWriter;
  readonly #nodes: Int32Array;
  readonly #voids: readonly VoidRow[];
  readonly #firstNode: number;
  #node = 0;
  #void = 0;
  #published: number;

  constructor(graph: Graph, writer: GraphWriter, nodes: Int32Array, voids: readonly VoidRow[]) {
    const known = viewOf(graph);
    this.#graph = graph;
    this.#writer = writer;
    this.#nodes = nodes;
    this.#voids = voids;
    this.#firstNode = known.nodes;
    this.#published = known.asOf;
  }

  edge({ code, position, source, target, quantity, from, to }: EdgeRow): void {
    this.upTo(position);
    const written = this.#writer.append({
      ...{ source, target, position, from, to, unit: 0 },
      kind: kindOf(code),
      timeBasis: timeBasisOf(code),
      ...(!Number.isNaN(quantity) && { quantity }),
      ...(isZoneUnstated(code) && { isZoneUnstated: true }),
    });
    mustFit(written !== undefined);
  }

  /** Voids and nodes of the events up to this one. */
  upTo(position: number): void {
    for (;;) {
      const void_ = this.#voids[this.#void];
      const named = this.#nodes[this.#node] ?? Number.POSITIVE_INFINITY;
      if (void_ && void_.voidPosition <= Math.min(position, named)) {
        this.#voidOne(void_);
        this.#void += 1;
      } else if (named <= position && named !== Number.POSITIVE_INFINITY) {
        this.#node += 1;
        mustFit(this.#writer.name(this.#firstNode + this.#node, named));
      } else return;
    }
  }

  #voidOne({ position, nth, voidPosition }: VoidRow): void {
    // All events before are complete, and their edges are then found by their place.
    if (voidPosition > this.#published) {
      this.#writer.publish(voidPosition);
      this.#published = voidPosition;
    }
    const [first, end] = edgesOfEvent(viewOf(this.#graph), position);
    if (first + nth >= end) throw new RangeError(`Event ${position} has no edge ${nth}.`);
    mustFit(this.#writer.void(first + nth, voidPosition));
  }
}

function mustFit(isWritten: boolean): void {
  if (!isWritten) throw new RangeError("More came than was counted.");
}
