// C2SP tlog-tiles: the tree as rows of hashes. A full tile has 256; at level 0 they are leaves, and
// above each is the root of a full tile of the level below.
import { hashSize, rootOfFull } from "./merkle.ts";
import type { ReadNode } from "./proof.ts";

export const tileWidth = 256;
/** Levels of the tree that a tile holds. */
export const tileHeight = 8;

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

/** The tile that has what the hash of a full subtree is made of. */
export const tileOf = (level: number, index: number): TilePlace => ({
  level: Math.floor(level / tileHeight),
  index: Math.floor((index * 2 ** (level % tileHeight)) / tileWidth),
});

/** Throws RangeError where a tile does not hold what is asked for. */
export const nodesIn =
  (readTile: ReadTile): ReadNode =>
  (level, index) => {
    const count = 2 ** (level % tileHeight);
    const first = index * count;
    const place = tileOf(level, index);
    const tile = readTile(place);
    const from = (first % tileWidth) * hashSize;
    const to = from + count * hashSize;
    if (tile.length < to) {
      const { level: of, index: n } = place;
      throw new RangeError(`Tile ${n} of level ${of} ends before hash ${first + count - 1}.`);
    }
    return rootOfFull(tile.subarray(from, to));
  };

interface Touched extends TilePlace {
  readonly hashes: Buffer;
}

/** The tile of a level that is not full yet. */
interface Open {
  readonly index: number;
  readonly hashes: Buffer;
  count: number;
  hasGrown: boolean;
}

/** The right edge of a growing tree. */
export class Edge {
  readonly #open: Open[] = [];
  #full: Touched[] = [];
  #size: number;

  /** Takes a tree up again; `readTile` gives its partial tiles. */
  constructor(size = 0, readTile: ReadTile = () => new Uint8Array()) {
    this.#size = size;
    for (let level = 0, width = size; width > 0; level += 1) {
      const count = width % tileWidth;
      const index = Math.floor(width / tileWidth);
      const open = opened(index, count);
      const tile = count > 0 ? readTile({ level, index }) : new Uint8Array();
      if (tile.length < count * hashSize) throw new RangeError("A tile at the edge is too short.");
      open.hashes.set(tile.subarray(0, count * hashSize));
      this.#open.push(open);
      width = index;
    }
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Buffer): void {
    this.#put(0, leaf);
    this.#size += 1;
  }

  /** What has grown since this was asked last: each tile once, with all of its hashes. */
  touched(): readonly Touched[] {
    const tiles = this.#full;
    this.#full = [];
    for (const [level, open] of this.#open.entries()) {
      if (!open.hasGrown) continue;
      open.hasGrown = false;
      const hashes = Buffer.from(open.hashes.subarray(0, open.count * hashSize));
      tiles.push({ level, index: open.index, hashes });
    }
    return tiles;
  }

  #put(level: number, hash: Buffer): void {
    const open = this.#open[level] ?? opened(0, 0);
    this.#open[level] = open;
    open.hashes.set(hash, open.count * hashSize);
    open.count += 1;
    open.hasGrown = true;
    if (open.count < tileWidth) return;
    this.#full.push({ level, index: open.index, hashes: open.hashes });
    this.#open[level] = opened(open.index + 1, 0);
    this.#put(level + 1, rootOfFull(open.hashes));
  }
}

const opened = (index: number, count: number): Open => ({
  index,
  hashes: Buffer.alloc(tileWidth * hashSize),
  count,
  hasGrown: false,
});
