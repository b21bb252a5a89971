// Proofs over trees: against the published example tree, against a tree made leaf by leaf, and
// whatever is changed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leafHash, MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  rootOf,
  rootOfInclusion,
} from "../../../src/integrity/tree/proof.ts";
import { flipped, treeOf } from "./tree-for-test.ts";

/** The leaves and roots that implementations of RFC 6962 are tried with. */
const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"].map(hex);
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
].map(hex);
function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

test("the roots are those of the published example", () => {
  const { read } = treeOf(leaves);
  const tree = new MerkleTree();
  for (const [n, leaf] of leaves.entries()) {
    tree.append(leaf);
    expect(tree.root()).toEqual(roots[n]);
    expect(rootOf(n + 1, read)).toEqual(roots[n]);
  }
});

const size = fc.integer({ min: 1, max: 700 });
const within = (bound: number) => fc.integer({ min: 0, max: bound - 1 });

describe("law", () => {
  test("a leaf is proven in every tree that has it, with the path and no other", () => {
    const some = size.chain((of) => fc.record({ of: fc.constant(of), index: within(of) }));
    fc.assert(
      fc.property(some, fc.nat(), ({ of, index }, place) => {
        const { entries, read } = treeOf(of);
        const root = rootOf(of, read);
        const path = inclusionProof(index, of, read);
        const leaf = leafHash(entries[index] ?? Buffer.of());
        const proven = (changed: readonly Buffer[], at = index, from: Buffer = leaf) =>
          rootOfInclusion(from, at, of, changed)?.equals(root) ?? false;
        expect(proven(path)).toBe(true);
        expect(proven(path, index, flipped(leaf, place))).toBe(false);
        expect(proven([...path, leaf])).toBe(false);
        if (path.length === 0) return;
        const n = place % path.length;
        const bent = path.map((hash, at) => (at === n ? flipped(hash, place) : hash));
        expect(proven(bent)).toBe(false);
        expect(proven(path.slice(1))).toBe(false);
        const other = (index + 1 + (place % (of - 1))) % of;
        if (other !== index) expect(proven(path, other)).toBe(false);
      }),
    );
  });

  test("a tree is proven to begin with each smaller one, and with no other", () => {
    const two = size.chain((to) =>
      fc.record({ to: fc.constant(to), from: fc.integer({ min: 0, max: to }) }),
    );
    fc.assert(
      fc.property(two, fc.nat(), ({ from, to }, place) => {
        const { read } = treeOf(to);
        const [first, second] = [from, to].map((of) => ({ size: of, root: rootOf(of, read) }));
        if (!first || !second) throw new Error("two");
        const proof = consistencyProof(from, to, read);
        expect(isConsistent(first, second, proof)).toBe(true);
        expect(isConsistent(second, first, proof)).toBe(from === to);
        const [bent, other] = [first, second].map((head) => ({
          ...head,
          root: flipped(head.root, place),
        }));
        if (!bent || !other) throw new Error("two");
        expect(isConsistent(bent, second, proof)).toBe(false);
        if (from > 0) expect(isConsistent(first, other, proof)).toBe(false);
        expect(isConsistent(first, second, [...proof, second.root])).toBe(false);
        if (proof.length === 0) return;
        const n = place % proof.length;
        const changed = proof.map((hash, at) => (at === n ? flipped(hash, place) : hash));
        expect(isConsistent(first, second, changed)).toBe(false);
        expect(isConsistent(first, second, proof.slice(0, -1))).toBe(false);
      }),
    );
  });
});

test("beyond the tree there is no proof", () => {
  const { read } = treeOf(5);
  expect(() => inclusionProof(5, 5, read)).toThrow(RangeError);
  expect(() => consistencyProof(6, 5, read)).toThrow(RangeError);
  expect(rootOfInclusion(leafHash(Buffer.of(1)), 5, 5, [])).toBeUndefined();
});
