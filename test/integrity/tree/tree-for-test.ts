// A tree of many leaves, kept in tiles as the product keeps it.
import { createHash } from "node:crypto";
import { leafHash } from "../../../src/integrity/tree/merkle.ts";
import type { ReadNode } from "../../../src/integrity/tree/proof.ts";
import { Edge, nodesIn, type TilePlace } from "../../../src/integrity/tree/tile.ts";

export interface TreeForTest {
  readonly entries: readonly Buffer[];
  readonly tiles: Map<string, Buffer>;
  readonly read: ReadNode;
  readonly readTile: (place: TilePlace) => Buffer;
}

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

/** Of these entries, or of so many different ones; in chunks of any size. */
export function treeOf(entries: number | readonly Buffer[], chunk = 1_000): TreeForTest {
  const all = typeof entries === "number" ? numbered(entries) : entries;
  const tiles = new Map<string, Buffer>();
  const edge = new Edge();
  for (const [n, entry] of all.entries()) {
    edge.append(leafHash(entry));
    if (n % chunk !== 0 && n < all.length - 1) continue;
    for (const { hashes, ...place } of edge.touched()) tiles.set(keyOf(place), hashes);
  }
  const readTile = (place: TilePlace) => tiles.get(keyOf(place)) ?? Buffer.of();
  return { entries: all, tiles, read: nodesIn(readTile), readTile };
}

const numbered = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, n) => createHash("sha256").update(`${n}`).digest());

/** One bit is another; which one is told by a number. */
export function flipped(bytes: Buffer, place: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = place % (bytes.length * 8);
  changed.writeUInt8(changed.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
  return changed;
}
