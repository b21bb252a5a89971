// The tiles above the leaves: each of their hashes beside the one that the log gives.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { hashSize, type Peak } from "../../../integrity/tree/merkle.ts";
import { tileHeight, tileOf, tileWidth } from "../../../integrity/tree/tile.ts";
import type { LogFinding } from "../finding.ts";

interface Root {
  /** Of the tile that has its hash: 1 is the lowest above the leaves. */
  readonly level: number;
  /** Of the hash within its level. */
  readonly index: number;
  readonly hash: Buffer;
}

export class UpperTiles {
  /** One for each 256 leaves, and one more for each 256 of these. */
  readonly #roots: Root[] = [];

  /** A full subtree, and how many leaves there are up to its end. */
  take({ hash, size }: Peak, end: number): void {
    if (size < tileWidth) return;
    const level = Math.log2(size) / tileHeight;
    if (Number.isInteger(level)) this.#roots.push({ level, index: end / size - 1, hash });
  }

  /** The hash over the earliest event that is another; undefined where all are right. */
  async drifted(kysely: Kysely<DB>): Promise<LogFinding | undefined> {
    if (this.#roots.length === 0) return undefined;
    const rows = await kysely
      .selectFrom("integrity.tile")
      .select(["level", "tile_index", "hashes"])
      .where("level", ">", 0)
      .execute();
    const tiles = new Map(rows.map((row) => [`${row.level}/${row.tile_index}`, row.hashes]));
    const wrong = this.#roots.filter(({ level, index, hash }) => {
      const tile = tiles.get(`${level}/${tileOf(level * tileHeight, index).index}`);
      const at = (index % tileWidth) * hashSize;
      return !tile?.subarray(at, at + hashSize).equals(hash);
    });
    const positions = wrong.map(({ level, index }) => index * tileWidth ** level);
    const position = positions.reduce((least, one) => Math.min(least, one), Number.MAX_VALUE);
    const first = wrong[positions.indexOf(position)];
    if (!first) return undefined;
    const detail =
      `The tree in PostgreSQL has another hash at level ${first.level}, ${first.index} than the ` +
      "log gives.";
    return { code: "TREE_DRIFTED", position, detail };
  }
}
