// What is asked of the tree: roots, and proofs of what it holds, at any size that it had.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { hashSize, MerkleTree } from "../../integrity/tree/merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  peaksOf,
  type ReadNode,
  rootOf,
} from "../../integrity/tree/proof.ts";
import { nodesIn, type TilePlace, tileOf, tileWidth } from "../../integrity/tree/tile.ts";

type Tree = Kysely<DB>;

/** Leaves that are in the tree. */
export async function treeSize(kysely: Tree): Promise<number> {
  const last = await kysely
    .selectFrom("integrity.tile")
    .select(["tile_index", "hashes"])
    .where("level", "=", 0)
    .orderBy("tile_index", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ? Number(last.tile_index) * tileWidth + last.hashes.length / 32 : 0;
}

/** Throws RangeError where the tree has not so many leaves. */
export const rootAt = (kysely: Tree, size: number): Promise<Buffer> =>
  over(kysely, (read) => rootOf(size, read));

/** The same for many sizes at once. */
export const rootsAt = (kysely: Tree, sizes: readonly number[]): Promise<Buffer[]> =>
  over(kysely, (read) => sizes.map((size) => rootOf(size, read)));

/** The tree of the first `size` leaves, to go on with. Throws RangeError beyond the tree. */
export const treeAt = (kysely: Tree, size: number): Promise<MerkleTree> =>
  over(kysely, (read) => new MerkleTree(peaksOf(size, read)));

/** From the leaf's sibling up to the root's child. Throws RangeError beyond the tree. */
export const inclusionAt = (kysely: Tree, index: number, size: number): Promise<Buffer[]> =>
  over(kysely, (read) => inclusionProof(index, size, read));

/** The same for many leaves at once. */
export const inclusionsAt = (
  kysely: Tree,
  indexes: readonly number[],
  size: number,
): Promise<Buffer[][]> =>
  over(kysely, (read) => indexes.map((index) => inclusionProof(index, size, read)));

/** That a tree is the beginning of a larger one. Throws RangeError beyond the tree. */
export const consistencyAt = (kysely: Tree, from: number, to: number): Promise<Buffer[]> =>
  over(kysely, (read) => consistencyProof(from, to, read));

/** The leaf of one event; undefined beyond the tree. */
export const leafAt = (kysely: Tree, index: number): Promise<Buffer | undefined> =>
  over(kysely, (read) => Buffer.from(read(0, index))).catch(beyondTree);

/** The leaf hashes from an index on, in the order of the log. */
export async function* leavesFrom(kysely: Tree, from: number): AsyncGenerator<Buffer> {
  let index = Math.floor(from / tileWidth);
  for (let asked = leafTiles(kysely, index); ; ) {
    const tiles = await asked;
    asked = leafTiles(kysely, index + tiles.length);
    // When nobody asks for them, nobody hears of their failure.
    asked.catch(() => {});
    for (const { tile_index, hashes } of tiles) {
      if (Number(tile_index) !== index) return;
      for (let at = 0; at < hashes.length; at += hashSize) {
        if (index * tileWidth + at / hashSize >= from) yield hashes.subarray(at, at + hashSize);
      }
      if (hashes.length < tileWidth * hashSize) return;
      index += 1;
    }
    if (tiles.length < leafTilesMax) return;
  }
}

const leafTilesMax = 32;

const leafTiles = (kysely: Tree, from: number) =>
  kysely
    .selectFrom("integrity.tile")
    .select(["tile_index", "hashes"])
    .where("level", "=", 0)
    .where("tile_index", ">=", from)
    .orderBy("tile_index")
    .limit(leafTilesMax)
    .execute();

/** For what may ask for tiles that are not there. */
export function beyondTree(error: unknown): undefined {
  if (error instanceof RangeError) return undefined;
  throw error;
}

const blank = Buffer.alloc(hashSize);

/** Runs the work twice: to learn which tiles it needs, and with them. */
async function over<Result>(kysely: Tree, work: (read: ReadNode) => Result): Promise<Result> {
  const needed = new Map<string, TilePlace>();
  work((level, index) => {
    const place = tileOf(level, index);
    needed.set(keyOf(place), place);
    return blank;
  });
  const tiles = await tilesOf(kysely, [...needed.values()]);
  return work(nodesIn((place) => tiles.get(keyOf(place)) ?? Buffer.of()));
}

async function tilesOf(
  kysely: Tree,
  places: readonly TilePlace[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (places.length === 0) return new Map();
  const rows = await kysely
    .selectFrom("integrity.tile")
    .select(["level", "tile_index", "hashes"])
    .where(({ eb, or, and }) =>
      or(
        places.map(({ level, index }) =>
          and([eb("level", "=", level), eb("tile_index", "=", index)]),
        ),
      ),
    )
    .execute();
  return new Map(
    rows.map(({ level, tile_index, hashes }) => [
      keyOf({ level, index: Number(tile_index) }),
      hashes,
    ]),
  );
}

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;
