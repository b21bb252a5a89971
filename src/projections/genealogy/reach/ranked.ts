// Rows in the order of their names, of which most came in earlier answers too: each then has its
// rank, and ten thousand numbers are sorted many times sooner than ten thousand names.
import { byName } from "./nodes.ts";
import type { NodeRow } from "./row.ts";

export interface Ranked {
  readonly row: NodeRow;
  /** Its place among all that are kept; -1: it has none yet. */
  rank: number;
}

/** So few are sorted by their names as soon. */
const fewRows = 500;

export class Ranks {
  /** In order; also of rows that are kept no longer, so that the ranks of others stand. */
  #rows: readonly NodeRow[] = [];

  /** `all`: everything that is kept. */
  sorted(asked: readonly Ranked[], all: ReadonlyMap<number, Ranked>): NodeRow[] {
    if (asked.length < fewRows) return inOrderOf(asked);
    let fresh = asked.filter(({ rank }) => rank < 0);
    if (fresh.length > asked.length >>> 3) {
      this.#rankAll(all);
      fresh = [];
    }
    const ranks = new Int32Array(asked.length - fresh.length);
    let n = 0;
    for (const { rank } of asked) if (rank >= 0) ranks[n++] = rank;
    const rows: NodeRow[] = [];
    for (const rank of ranks.sort()) {
      const row = this.#rows[rank];
      if (row) rows.push(row);
    }
    return merged(rows, inOrderOf(fresh));
  }

  #rankAll(all: ReadonlyMap<number, Ranked>): void {
    const stay = this.#rows.filter((row) => all.get(row.nodeId)?.row === row);
    const fresh = [...all.values()].filter(({ rank }) => rank < 0);
    this.#rows = merged(stay, inOrderOf(fresh));
    for (const [rank, { nodeId }] of this.#rows.entries()) {
      const known = all.get(nodeId);
      if (known) known.rank = rank;
    }
  }
}

const inOrderOf = (fresh: readonly Ranked[]): NodeRow[] => fresh.map(({ row }) => row).sort(byName);

function merged(some: NodeRow[], others: readonly NodeRow[]): NodeRow[] {
  if (others.length === 0) return some;
  const both: NodeRow[] = [];
  let at = 0;
  for (const other of others) {
    for (let row = some[at]; row && byName(row, other) <= 0; row = some[++at]) both.push(row);
    both.push(other);
  }
  for (let row = some[at]; row; row = some[++at]) both.push(row);
  return both;
}
