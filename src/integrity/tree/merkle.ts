// RFC 9162, section 2.1: the Merkle tree over entry hashes, in log order.
import { putSha256, sha256 } from "../sha256.ts";

/** Bytes. */
export const hashSize = 32;

/** A leaf: SHA-256(0x00 || entry hash). */
export const leafHash = (entry: Uint8Array): Buffer => hash(0, entry, nothing);

/** An inner node: SHA-256(0x01 || left || right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => hash(1, left, right);

/** The root of a full subtree, from the hashes of one level of it: a power of two. */
export function rootOfFull(hashes: Uint8Array): Buffer {
  const level = Buffer.from(hashes);
  for (let size = level.length; size > hashSize; size /= 2) {
    for (let at = 0; at < size; at += 2 * hashSize) {
      ofNode[0] = 1;
      level.copy(ofNode, 1, at, at + 2 * hashSize);
      putSha256(ofNode, level, at / 2);
    }
  }
  return Buffer.from(level.subarray(0, hashSize));
}

/** Of no leaves: SHA-256 of nothing. */
export const emptyRoot = (): Buffer => sha256(nothing);

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
    this.appendLeaf(leafHash(entry));
  }

  /** The same, of an entry whose leaf is at hand; tells of the full subtrees that it completes. */
  appendLeaf(leaf: Buffer, onFull?: (subtree: Peak, end: number) => void): void {
    let node = { hash: leaf, size: 1 };
    this.size += 1;
    for (let last = this.#full.at(-1); last?.size === node.size; last = this.#full.at(-1)) {
      this.#full.pop();
      node = { hash: nodeHash(last.hash, node.hash), size: last.size * 2 };
      onFull?.(node, this.size);
    }
    this.#full.push(node);
  }

  /** 32 bytes. */
  root(): Buffer {
    const [last, ...rest] = this.#full.toReversed();
    if (!last) return emptyRoot();
    return rest.reduce((right, { hash: left }) => nodeHash(left, right), last.hash);
  }
}

const nothing = new Uint8Array();
// Written over by each hash: memory for each of them would cost more than the hashing.
const ofLeaf = Buffer.alloc(33);
const ofNode = Buffer.alloc(65);

function hash(prefix: number, left: Uint8Array, right: Uint8Array): Buffer {
  const size = 1 + left.length + right.length;
  const bytes = [ofLeaf, ofNode].find(({ length }) => length === size) ?? Buffer.alloc(size);
  bytes[0] = prefix;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}
