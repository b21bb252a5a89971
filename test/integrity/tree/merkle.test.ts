import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";

/** RFC 9162, 2.1.1, word for word: split at the largest power of two smaller than n. */
function naiveRoot(entries: readonly Uint8Array[]): Buffer {
  const sha = (...parts: Uint8Array[]) =>
    createHash("sha256").update(Buffer.concat(parts)).digest();
  if (entries.length === 0) return sha();
  if (entries.length === 1) return sha(Buffer.of(0), entries[0]!);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha(Buffer.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

test("the root equals the definition of RFC 9162 for any number of entries", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 }), (entries) => {
      const tree = new MerkleTree();
      for (const entry of entries) tree.append(entry);
      expect(tree.root().equals(naiveRoot(entries))).toBe(true);
      expect(tree.size).toBe(entries.length);
    }),
  );
});
