// The lines of nodes, from the file of all rows where it has them and nothing came since, and from
// PostgreSQL otherwise. The same either way.
import type { ReadRows } from "../../../projections/genealogy/in-rows/trace-in-rows.ts";
import { type Line, lineOf } from "./line.ts";
import { type Piece, pieceNodes, type RowFile } from "./row-file.ts";

export interface Source {
  readonly read: ReadRows;
  readonly file?: RowFile | undefined;
  /** Nodes of which something else is to be said than stands in the file. */
  readonly changed: ReadonlySet<number>;
}

/** Of ascending nodes, within one piece of the file where there is one (see `inParts`). */
export async function linesOf({ read, file, changed }: Source, nodes: Int32Array): Promise<Piece> {
  const [first = 0] = nodes;
  const n = Math.floor(first / pieceNodes);
  const kept = new Kept(await file?.piece(n), n * pieceNodes, changed);
  const others = Array.from(nodes.filter((node) => kept.lengthOf(node) === 0));
  const rows = others.length > 0 ? await read(others) : [];
  return joined(nodes, kept, new Map(rows.map((row) => [row.nodeId, lineOf(row)])));
}

/** What stands in a piece of the file and still holds. */
class Kept {
  readonly text: Buffer | undefined;
  readonly #piece: Piece | undefined;
  readonly #first: number;
  readonly #changed: ReadonlySet<number>;
  readonly #places: Uint32Array;

  constructor(piece: Piece | undefined, first: number, changed: ReadonlySet<number>) {
    this.#piece = piece;
    this.#first = first;
    this.#changed = changed;
    this.#places = piece ? placesIn(piece) : new Uint32Array(0);
    this.text = piece?.text;
  }

  /** 0: it is to be read. */
  lengthOf(node: number): number {
    return this.#changed.has(node) ? 0 : (this.#piece?.lengths[node - this.#first] ?? 0);
  }

  placeOf(node: number): number {
    return this.#places[node - this.#first] ?? 0;
  }

  marksOf(node: number): number {
    return this.#piece?.marks[node - this.#first] ?? 0;
  }
}

/** A node of which it is not recorded what it is has no line. */
function joined(nodes: Int32Array, kept: Kept, fresh: ReadonlyMap<number, Line>): Piece {
  const lengths = new Uint32Array(nodes.length);
  const marks = new Uint8Array(nodes.length);
  const parts: Uint8Array[] = [];
  // Lines that follow each other in the file are taken in one stretch.
  let [from, to] = [0, 0];
  const cut = () => {
    if (kept.text && to > from) parts.push(kept.text.subarray(from, to));
  };
  for (const [n, node] of nodes.entries()) {
    const length = kept.lengthOf(node);
    if (length > 0) {
      const place = kept.placeOf(node);
      if (place !== to) {
        cut();
        from = place;
      }
      to = place + length;
      lengths[n] = length;
      marks[n] = kept.marksOf(node);
      continue;
    }
    const line = fresh.get(node);
    if (!line) continue;
    cut();
    from = to;
    const bytes = Buffer.from(line.text);
    parts.push(bytes);
    lengths[n] = bytes.length;
    marks[n] = line.marks;
  }
  cut();
  return { lengths, marks, text: Buffer.concat(parts) };
}

/** Where each line begins. */
function placesIn({ lengths }: Piece): Uint32Array {
  const places = new Uint32Array(lengths.length);
  let at = 0;
  for (const [n, length] of lengths.entries()) {
    places[n] = at;
    at += length;
  }
  return places;
}

/** Ascending nodes: piece by piece of a file, or as many at once. */
export function* inParts(nodes: Int32Array, file: RowFile | undefined): Generator<Int32Array> {
  for (let from = 0; from < nodes.length; ) {
    const end = (Math.floor((nodes[from] ?? 0) / pieceNodes) + 1) * pieceNodes;
    let to = Math.min(nodes.length, from + pieceNodes);
    if (file) for (to = from + 1; (nodes[to] ?? end) < end; ) to += 1;
    yield nodes.subarray(from, to);
    from = to;
  }
}
