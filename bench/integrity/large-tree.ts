// A tree of so many leaves in tiles, without its log: the full tiles of a level are all alike,
// which changes nothing for who reads them.
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { nodeHash } from "../../src/integrity/tree/merkle.ts";
import { nodesIn, tileWidth } from "../../src/integrity/tree/tile.ts";

export async function fillTiles(pool: pg.Pool, size: number): Promise<void> {
  await pool.query("truncate integrity.tile");
  let tile = randomBytes(tileWidth * 32);
  for (let [level, width] = [0, size]; width > 0; level += 1) {
    const full = Math.floor(width / tileWidth);
    await pool.query(
      `insert into integrity.tile (level, tile_index, hashes)
       select $1::int, n, $2::bytea from generate_series(0, $3::bigint - 1) as n`,
      [level, tile, full],
    );
    const left = tile.subarray(0, (width % tileWidth) * 32);
    if (left.length > 0) {
      await pool.query("insert into integrity.tile values ($1, $2, $3)", [level, full, left]);
    }
    const hashes = tile;
    const half = nodesIn(() => hashes);
    const root = nodeHash(half(7, 0), half(7, 1));
    tile = Buffer.concat(Array.from({ length: tileWidth }, () => root));
    width = full;
  }
  await pool.query("analyze integrity.tile");
}
