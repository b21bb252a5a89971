// A bit of any tile that is another than the log gives is seen, whatever the tile is needed for.
import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { leafHash, MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { Edge } from "../../../src/integrity/tree/tile.ts";
import { UpperTiles } from "../../../src/projections/integrity/against-tree/upper-tiles.ts";
import * as tablets from "../batch-record/tablets.ts";
import { stored } from "../history.ts";
import { bytesOf, useSoundTree } from "./tree-for-test.ts";

const tree = useSoundTree();

type Tile = { readonly level: number; readonly tile_index: number; readonly hashes: Buffer };
const tiles = (): Promise<Tile[]> =>
  tree.kysely.selectFrom("integrity.tile").selectAll().orderBy("level").execute();
const put = ({ level, tile_index }: Tile, hashes: Buffer) =>
  tree.kysely
    .updateTable("integrity.tile")
    .set({ hashes })
    .where("level", "=", level)
    .where("tile_index", "=", tile_index)
    .execute();
const flipped = (hashes: Buffer, bit: number): Buffer => {
  const other = Buffer.from(hashes);
  const at = Math.floor(bit / 8) % hashes.length;
  other[at] = (other[at] ?? 0) ^ (1 << (bit % 8));
  return other;
};
const numbers = fc.nat({ max: 2 ** 31 - 1 });

test("a run over the log sees any bit, of leaves and above them", async () => {
  const history = stored(
    eventTypes,
    Array.from({ length: 600 }, (_, n) => tablets.consumed(`${n + 1}`)),
  );
  await tree.made(history);
  const log = history.map(bytesOf);
  expect(await tree.found({ log, alone: history })).toEqual([]);
  const all = await tiles();
  expect(all.map(({ level }) => level)).toEqual([0, 0, 0, 1]);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), numbers, async (tile, bit) => {
      await put(tile, flipped(tile.hashes, bit));
      const [first] = await tree.found({ log, alone: history });
      await put(tile, tile.hashes);
      const at = Math.floor(bit / 8 / 32) % (tile.hashes.length / 32);
      expect(first).toEqual(
        tile.level === 0
          ? ["EVENT_CHANGED", Number(tile.tile_index) * 256 + at]
          : ["TREE_DRIFTED", at * 256],
      );
    }),
    { numRuns: 20 },
  );
}, 60_000);

test("of three levels, the hash over the earliest event is named", async () => {
  const size = 2 * 65_536 + 300;
  const [growing, edge, upper] = [new MerkleTree(), new Edge(), new UpperTiles()];
  for (let n = 0; n < size; n += 1) {
    const leaf = leafHash(Buffer.from(`${n}`));
    growing.appendLeaf(leaf, (subtree, end) => upper.take(subtree, end));
    edge.append(leaf);
  }
  const rows = edge
    .touched()
    .filter(({ level }) => level > 0)
    .map(({ level, index, hashes }) => ({ level, tile_index: index, hashes }));
  await tree.kysely.deleteFrom("integrity.tile").execute();
  await tree.kysely.insertInto("integrity.tile").values(rows).execute();
  expect(await upper.drifted(tree.kysely)).toBeUndefined();
  const all = await tiles();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), numbers, async (tile, bit) => {
      await put(tile, flipped(tile.hashes, bit));
      const found = await upper.drifted(tree.kysely);
      await put(tile, tile.hashes);
      const at = Math.floor(bit / 8 / 32) % (tile.hashes.length / 32);
      const position = (Number(tile.tile_index) * 256 + at) * 256 ** tile.level;
      expect(found).toMatchObject({ code: "TREE_DRIFTED", position });
    }),
    { numRuns: 50 },
  );
  const [one] = all;
  if (one) await tree.kysely.deleteFrom("integrity.tile").where("level", "=", 1).execute();
  expect(await upper.drifted(tree.kysely)).toMatchObject({ position: 0 });
}, 60_000);
