// One of the shortest ways over some edges: of several, the one whose events are the earliest in
// the log, step by step, so that it is the same each time.

interface Arrow {
  readonly source: number;
  readonly target: number;
}

/** `edges` in log order. Undefined: there is no way; none: a node is in both lists. */
export function shortestWay<Edge extends Arrow>(
  edges: readonly Edge[],
  from: readonly number[],
  to: readonly number[],
): readonly Edge[] | undefined {
  const leaving = Map.groupBy(edges, ({ source }) => source);
  const ends = new Set(to);
  const cameBy = new Map<number, Edge | undefined>(from.map((node) => [node, undefined]));
  // The map is gone through while it grows: breadth first.
  for (const [node] of cameBy) {
    if (ends.has(node)) return wayTo(node, cameBy);
    for (const edge of leaving.get(node) ?? []) {
      if (!cameBy.has(edge.target)) cameBy.set(edge.target, edge);
    }
  }
  return undefined;
}

function wayTo<Edge extends Arrow>(
  end: number,
  cameBy: ReadonlyMap<number, Edge | undefined>,
): readonly Edge[] {
  const way: Edge[] = [];
  for (let edge = cameBy.get(end); edge; edge = cameBy.get(edge.source)) way.push(edge);
  return way.reverse();
}
