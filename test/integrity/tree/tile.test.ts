// Tiles: the widths that the specification tells, the same tiles however the tree grew, and the
// addresses they are served at.
import fc from "fast-check";
import { expect, test } from "vitest";
import { leafHash, MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { rootOf } from "../../../src/integrity/tree/proof.ts";
import { Edge, nodesIn, type TilePlace, tilePath } from "../../../src/integrity/tree/tile.ts";
import { flipped, treeOf } from "./tree-for-test.ts";

test("a tree of 70,000 has the tiles that the specification names", () => {
  const { tiles } = treeOf(70_000);
  const widths = (level: number) =>
    [...tiles]
      .filter(([key]) => key.startsWith(`${level}/`))
      .map(([, hashes]) => hashes.length / 32);
  expect(widths(0).filter((width) => width === 256)).toHaveLength(273);
  expect(widths(0).filter((width) => width !== 256)).toEqual([112]);
  expect(widths(1)).toEqual([256, 17]);
  expect(widths(2)).toEqual([1]);
  expect([...treeOf(256).tiles.keys()]).toEqual(["0/0", "1/0"]);
});

test("a tile has one address", () => {
  expect(tilePath({ level: 0, index: 1_234_067 }, 256)).toBe("tile/0/x001/x234/067");
  expect(tilePath({ level: 1, index: 0 }, 17)).toBe("tile/1/000.p/17");
  expect(tilePath({ level: 0, index: 273 }, 112)).toBe("tile/0/273.p/112");
});

test("law: in whatever chunks it grew, and taken up anywhere again, it is the same tree", () => {
  const some = fc.record({
    size: fc.integer({ min: 1, max: 2_000 }),
    chunk: fc.integer({ min: 1, max: 700 }),
    cut: fc.nat(),
  });
  fc.assert(
    fc.property(some, ({ size, chunk, cut }) => {
      const { entries, tiles, readTile } = treeOf(size, chunk);
      const tree = new MerkleTree();
      for (const entry of entries) tree.append(entry);
      expect(rootOf(size, nodesIn(readTile))).toEqual(tree.root());
      const until = cut % size;
      const resumed = new Map(treeOf(entries.slice(0, until)).tiles);
      const again = (place: TilePlace) =>
        resumed.get(`${place.level}/${place.index}`) ?? Buffer.of();
      const edge = new Edge(until, again);
      for (const entry of entries.slice(until)) edge.append(leafHash(entry));
      for (const { level, index, hashes } of edge.touched()) {
        resumed.set(`${level}/${index}`, hashes);
      }
      expect(resumed).toEqual(tiles);
    }),
    { numRuns: 40 },
  );
});

test("law: one other bit in any tile that a root rests on is another root", () => {
  const { entries, tiles } = treeOf(600);
  const tree = new MerkleTree();
  for (const entry of entries) tree.append(entry);
  // Hashes of full tiles are read from the level above; the leaves below them are checked there.
  const needed = ["0/2", "1/0"];
  fc.assert(
    fc.property(fc.constantFrom(...needed), fc.nat(), (key, place) => {
      const bent = new Map(tiles).set(key, flipped(tiles.get(key) ?? Buffer.of(), place));
      const read = nodesIn(({ level, index }) => bent.get(`${level}/${index}`) ?? Buffer.of());
      expect(rootOf(600, read)).not.toEqual(tree.root());
    }),
  );
});

test("a tile that is too short is no answer", () => {
  const read = nodesIn(() => Buffer.alloc(31));
  expect(() => read(0, 0)).toThrow(RangeError);
  expect(() => new Edge(3, () => Buffer.alloc(64))).toThrow(RangeError);
});
