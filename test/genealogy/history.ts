// Random histories of edges and voids, with loops, late postings and reuse; and the same history
// as a graph, sealed up to some event and appended from there on.
import fc from "fast-check";
import { allocateBase, indexBase } from "../../src/genealogy/buffer/base.ts";
import { writeEdge } from "../../src/genealogy/buffer/columns.ts";
import { type Edge, edgeKinds, timeBases } from "../../src/genealogy/edge.ts";
import { type Graph, withDelta } from "../../src/genealogy/graph.ts";
import { seal } from "../../src/genealogy/seal.ts";
import { GraphWriter } from "../../src/genealogy/writer.ts";

export interface Told {
  readonly edge: Edge;
  /** Log index of the event that made it void. */
  readonly voidAt: number;
}

export interface History {
  /** In log order. */
  readonly told: readonly Told[];
  readonly nodes: number;
  readonly asOf: number;
}

/** Ids far enough apart to lie in several words of a set. */
export const node: fc.Arbitrary<number> = fc.nat(11).map((n) => n * 9);
const step = fc.record({
  source: node,
  target: node,
  kind: fc.constantFrom(...edgeKinds),
  quantity: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  unit: fc.nat(2),
  from: fc.nat(20),
  lasts: fc.nat(5),
  timeBasis: fc.constantFrom("observed" as const, "observed" as const, ...timeBases),
  isZoneUnstated: fc.boolean(),
  isNewEvent: fc.boolean(),
  voidAfter: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 3 }),
});

export const history: fc.Arbitrary<History> = fc.array(step, { maxLength: 40 }).map((steps) => {
  let position = 0;
  const told = steps.map(({ isNewEvent, voidAfter, lasts, quantity, isZoneUnstated, ...rest }) => {
    if (isNewEvent) position += 1;
    const voidAt = voidAfter === undefined ? Number.POSITIVE_INFINITY : position + voidAfter;
    const known = {
      ...(quantity !== undefined && { quantity }),
      ...(isZoneUnstated && { isZoneUnstated }),
    };
    return { edge: { ...rest, ...known, position, to: rest.from + lasts }, voidAt };
  });
  return { told, nodes: 100, asOf: position + 10 };
});

/** Four nodes, and times that nearly all are observed: where time decides. */
export const timedHistory: fc.Arbitrary<History> = history.map((told) => ({
  ...told,
  told: told.told.map(({ edge, voidAt }, n) => ({
    edge: {
      ...edge,
      source: edge.source % 4,
      target: edge.target % 4,
      timeBasis: n % 9 === 4 ? edge.timeBasis : "observed",
    },
    voidAt,
  })),
}));

/** What each event did, in log order. */
function* events({ told, asOf }: History) {
  for (let position = 0; position < asOf; position++) {
    const made = told.flatMap(({ edge }) => (edge.position === position ? [edge] : []));
    const voided = told.flatMap(({ voidAt }, n) => (voidAt === position ? [n] : []));
    yield { position, made, voided };
  }
}

export const capacity = 64;

/** Nothing yet, and room for so many edges. */
export function emptyGraph(nodes: number, hasIntervals = true): Graph {
  const base = allocateBase({ nodes, edges: 0, voids: 0, hasIntervals, asOf: 0 });
  base.nodePositions.fill(beforeAll);
  return withDelta(base, capacity);
}

/** The nodes of a history were named before its first event. */
const beforeAll = -1;

/** Appends events `[from, to)`. */
export function write(writer: GraphWriter, history: History, from: number, to: number): void {
  for (const { position, made, voided } of events(history)) {
    if (position < from || position >= to) continue;
    for (const n of voided) if (!writer.void(n, position)) throw new Error("full");
    for (const edge of made) if (writer.append(edge) === undefined) throw new Error("full");
    writer.publish(position + 1);
  }
}

/** Sealed up to `sealedAt` and again up to `again`, appended to the end. */
export function graphOf(history: History, sealedAt = history.asOf, again = sealedAt): Graph {
  const first = emptyGraph(history.nodes);
  write(new GraphWriter(first), history, 0, sealedAt);
  const second = seal(first, capacity);
  write(new GraphWriter(second), history, sealedAt, again);
  const third = again === sealedAt ? second : seal(second, capacity);
  write(new GraphWriter(third), history, again, history.asOf);
  return third;
}

/** Written straight into the columns, as it comes from a table. */
export function loadedGraph({ told, nodes, asOf }: History): Graph {
  const voids = told.flatMap(({ voidAt }, n) => (voidAt < asOf ? [[n, voidAt] as const] : []));
  const edges = told.length;
  const base = allocateBase({ nodes, edges, voids: voids.length, hasIntervals: true, asOf });
  for (const [n, { edge }] of told.entries()) writeEdge(base.columns, n, edge);
  base.nodePositions.fill(beforeAll);
  base.voidEdges.set(voids.map(([n]) => n));
  base.voidPositions.set(voids.map(([, at]) => at));
  indexBase(base);
  return withDelta(base, capacity);
}
