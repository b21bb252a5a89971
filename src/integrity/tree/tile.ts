// C2SP tlog-tiles: the tree as rows of hashes. A full tile has 256; at level 0 they are leaves, and
// above each is the root of a full tile of the level below.
import { nodeHash } from "./merkle.ts";
import type { ReadNode } from "./proof.ts";

export const tileWidth = 256;
const hashSize = 32;
const tileHeight = 8;

export interface TilePlace {
  readonly level: number;
  /** Of the tile within its level. */
  readonly index: number;
}

/** `tile/0/x001/x234/067`, `tile/1/000.p/17`: where a tile is served. */
export function tilePath({ level, index }: TilePlace, width: number): string {
  const digits = `${index}`.padStart(3, "0");
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/\d{3}/g) ?? [];
  const path = groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ""}`;
}

/** The hashes of a tile as far as the tree has them, one after the other. */
export type ReadTile = (place: TilePlace) => Uint8Array;

/** Throws RangeError where a tile does not hold what is asked for. */
export const nodesIn =
  (readTile: ReadTile): ReadNode =>
  (level, index) => {
    const height = level % tileHeight;
    const count = 2 ** height;
    const first = index * count;
    const place = { level: (level - height) / tileHeight, index: Math.floor(first / tileWidth) };
    const tile = readTile(place);
    const from = (first % tileWidth) * hashSize;
    const to = from + count * hashSize;
    if (tile.length < to) {
      const { level: of, index: n } = place;
      throw new RangeError(`Tile ${n} of level ${of} ends before hash ${first + count - 1}.`);
    }
    return merged(tile.subarray(from, to));
  };

function merged(hashes: Uint8Array): Uint8Array {
  if (hashes.length === hashSize) return hashes;
  const middle = hashes.length / 2;
  return nodeHash(merged(hashes.subarray(0, middle)), merged(hashes.subarray(middle)));
}

/** The right edge of a growing tree: the tile of each level that is not full yet. */
export class Edge {
  readonly #open: Buffer[][] = [];
  #touched = new Map<string, TilePlace & { readonly hashes: Buffer }>();
  #size: number;

  /** Takes a tree up again; `readTile` gives its partial tiles. */
  constructor(size = 0, readTile: ReadTile = () => new Uint8Array()) {
    this.#size = size;
    for (let level = 0, width = size; width > 0; level += 1) {
      const count = width % tileWidth;
      const index = Math.floor(width / tileWidth);
      const tile = count > 0 ? readTile({ level, index }) : new Uint8Array();
      this.#open.push(hashesOf(tile.subarray(0, count * hashSize), count));
      width = index;
    }
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Buffer): void {
    this.#put(0, this.#size, leaf);
    this.#size += 1;
  }

  /** What has grown since this was asked last: each tile once, with all of its hashes. */
  touched(): readonly (TilePlace & { readonly hashes: Buffer })[] {
    for (const [level, hashes] of this.#open.entries()) {
      const grown = this.#grown[level];
      if (grown === undefined || hashes.length === 0) continue;
      this.#keep({ level, index: Math.floor(grown / tileWidth) }, hashes);
    }
    this.#grown = [];
    const tiles = [...this.#touched.values()];
    this.#touched = new Map();
    return tiles;
  }

  /** By level: the index of the last hash that came since. */
  #grown: (number | undefined)[] = [];

  #put(level: number, index: number, hash: Buffer): void {
    const open = this.#open[level] ?? [];
    this.#open[level] = open;
    open.push(hash);
    this.#grown[level] = index;
    if (open.length < tileWidth) return;
    const tile = Math.floor(index / tileWidth);
    this.#keep({ level, index: tile }, open);
    this.#open[level] = [];
    this.#put(level + 1, tile, Buffer.from(merged(Buffer.concat(open))));
  }

  #keep(place: TilePlace, hashes: readonly Buffer[]): void {
    const { level, index } = place;
    this.#touched.set(`${level}/${index}`, { ...place, hashes: Buffer.concat(hashes) });
  }
}

function hashesOf(tile: Uint8Array, count: number): Buffer[] {
  if (tile.length !== count * hashSize) throw new RangeError("A tile at the edge is too short.");
  const bytes = Buffer.from(tile);
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * hashSize, (n + 1) * hashSize));
}
