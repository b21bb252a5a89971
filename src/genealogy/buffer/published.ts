// What of the delta is to be seen, as one value: a reader never sees the new edges of an event
// without its voids. A sequence lock: odd while it is being written.

export interface Published {
  readonly edges: number;
  readonly nodes: number;
  /** Tree size: the events before it are complete. */
  readonly asOf: number;
}

export const publishedWords = 4;
const [SEQUENCE, EDGES, NODES, AS_OF] = [0, 1, 2, 3] as const;

/** By the one writer. */
export function publish(words: Int32Array, { edges, nodes, asOf }: Published): void {
  Atomics.add(words, SEQUENCE, 1);
  Atomics.store(words, EDGES, edges);
  Atomics.store(words, NODES, nodes);
  Atomics.store(words, AS_OF, asOf);
  Atomics.add(words, SEQUENCE, 1);
}

/** Waits for the writer for the time of three stores. */
export function published(words: Int32Array): Published {
  for (;;) {
    const before = Atomics.load(words, SEQUENCE);
    const seen = {
      edges: Atomics.load(words, EDGES),
      nodes: Atomics.load(words, NODES),
      asOf: Atomics.load(words, AS_OF),
    };
    if (before % 2 === 0 && Atomics.load(words, SEQUENCE) === before) return seen;
  }
}
