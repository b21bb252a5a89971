// RFC 9162, section 2.1: the Merkle tree over entry hashes, in log order.
import { createHash } from "node:crypto";

/** A leaf: SHA-256(0x00 || entry hash). */
export const leafHash = (entry: Uint8Array): Buffer => hash(0, entry);

/** An inner node: SHA-256(0x01 || left || right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => hash(1, left, right);

/** Of no leaves: SHA-256 of nothing. */
export const emptyRoot = (): Buffer => createHash("sha256").digest();

/** The hash of a full subtree, of a power of two leaves. */
export interface Peak {
  readonly hash: Buffer;
  readonly size: number;
}

/** The head of a tree that grows leaf by leaf; holds one hash for each full subtree (2.1.2). */
export class MerkleTree {
  readonly #full: Peak[];
  size: number;

  /** Takes a tree up again, by its full subtrees: the largest, leftmost one first. */
  constructor(peaks: readonly Peak[] = []) {
    this.#full = [...peaks];
    this.size = peaks.reduce((sum, { size }) => sum + size, 0);
  }

  append(entry: Uint8Array): void {
    let node = { hash: leafHash(entry), size: 1 };
    for (let last = this.#full.at(-1); last?.size === node.size; last = this.#full.at(-1)) {
      this.#full.pop();
      node = { hash: nodeHash(last.hash, node.hash), size: last.size * 2 };
    }
    this.#full.push(node);
    this.size += 1;
  }

  /** 32 bytes. */
  root(): Buffer {
    const [last, ...rest] = this.#full.toReversed();
    if (!last) return emptyRoot();
    return rest.reduce((right, { hash: left }) => nodeHash(left, right), last.hash);
  }
}

const hash = (prefix: number, ...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash("sha256").update(Buffer.of(prefix));
  for (const part of parts) digest.update(part);
  return digest.digest();
};
