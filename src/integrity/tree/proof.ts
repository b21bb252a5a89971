// RFC 9162, sections 2.1.3 and 2.1.4: proofs that a leaf is in a tree, and that one tree is the
// beginning of another. Sizes and indexes are safe integers.
import { emptyRoot, nodeHash, type Peak } from "./merkle.ts";

/** The hash of a full subtree: of 2^level leaves, the index-th of them. */
export type ReadNode = (level: number, index: number) => Uint8Array;

/** The root of the first `size` leaves. */
export const rootOf = (size: number, read: ReadNode): Buffer =>
  size === 0 ? emptyRoot() : subtree(0, size, read);

/** The full subtrees that the first `size` leaves are made of, from the left. */
export function peaksOf(size: number, read: ReadNode): Peak[] {
  const peaks: Peak[] = [];
  for (let from = 0; from < size; ) {
    const level = Math.floor(Math.log2(size - from));
    const width = 2 ** level;
    peaks.push({ hash: Buffer.from(read(level, from / width)), size: width });
    from += width;
  }
  return peaks;
}

/** From the leaf's sibling up to the root's child (2.1.3.1). Throws RangeError beyond the tree. */
export function inclusionProof(index: number, size: number, read: ReadNode): Buffer[] {
  if (index < 0 || index >= size) throw new RangeError(`Leaf ${index} of ${size}.`);
  const path: Buffer[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestBelow(to - from);
    const isLeft = index < middle;
    path.push(isLeft ? subtree(middle, to, read) : subtree(from, middle, read));
    if (isLeft) to = middle;
    else from = middle;
  }
  return path.reverse();
}

/** The root that a leaf and its path lead to (2.1.3.2); undefined where the path does not fit. */
export function rootOfInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Buffer | undefined {
  if (index < 0 || index >= size) return undefined;
  let place = new Place(index, size - 1);
  let root: Buffer = Buffer.from(leaf);
  for (const hash of path) {
    if (place.last === 0) return undefined;
    if (place.isOdd || place.isLast) {
      root = nodeHash(hash, root);
      place = place.skippingLefts();
    } else root = nodeHash(root, hash);
    place = place.up();
  }
  return place.last === 0 ? root : undefined;
}

/** That the first `from` leaves of `to` are those of the smaller tree (2.1.4.1). */
export function consistencyProof(from: number, to: number, read: ReadNode): Buffer[] {
  if (from < 0 || from > to) throw new RangeError(`From ${from} leaves to ${to}.`);
  return from === 0 ? [] : subproof(from, 0, to, true, read);
}

function subproof(
  size: number,
  from: number,
  to: number,
  isKnown: boolean,
  read: ReadNode,
): Buffer[] {
  if (size === to - from) return isKnown ? [] : [subtree(from, to, read)];
  const half = largestBelow(to - from);
  const middle = from + half;
  return size <= half
    ? [...subproof(size, from, middle, isKnown, read), subtree(middle, to, read)]
    : [...subproof(size - half, middle, to, false, read), subtree(from, middle, read)];
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

/** 2.1.4.2. Every tree begins with the empty one, for which the proof is empty. */
export function isConsistent(first: Head, second: Head, proof: readonly Uint8Array[]): boolean {
  if (first.size > second.size) return false;
  if (first.size === 0) return proof.length === 0 && same(first.root, emptyRoot());
  if (first.size === second.size) return proof.length === 0 && same(first.root, second.root);
  const [start, ...path] = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof;
  if (!start) return false;
  let place = new Place(first.size - 1, second.size - 1).skippingRights();
  let former: Buffer = Buffer.from(start);
  let root = former;
  for (const hash of path) {
    if (place.last === 0) return false;
    if (place.isOdd || place.isLast) {
      former = nodeHash(hash, former);
      root = nodeHash(hash, root);
      place = place.skippingLefts();
    } else root = nodeHash(root, hash);
    place = place.up();
  }
  return place.last === 0 && same(former, first.root) && same(root, second.root);
}

/** Where a node is at its level, and where the last one is: `fn` and `sn` of the RFC. */
class Place {
  readonly index: number;
  readonly last: number;

  constructor(index: number, last: number) {
    this.index = index;
    this.last = last;
  }

  get isOdd(): boolean {
    return this.index % 2 === 1;
  }

  get isLast(): boolean {
    return this.index === this.last;
  }

  up(): Place {
    return new Place(Math.floor(this.index / 2), Math.floor(this.last / 2));
  }

  skippingLefts(): Place {
    return this.isOdd || this.index === 0 ? this : this.up().skippingLefts();
  }

  skippingRights(): Place {
    return this.isOdd ? this.up().skippingRights() : this;
  }
}

function subtree(from: number, to: number, read: ReadNode): Buffer {
  const size = to - from;
  if (isPowerOfTwo(size)) return Buffer.from(read(Math.log2(size), from / size));
  const middle = from + largestBelow(size);
  return nodeHash(subtree(from, middle, read), subtree(middle, to, read));
}

const largestBelow = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));
const isPowerOfTwo = (size: number): boolean => 2 ** Math.round(Math.log2(size)) === size;

const same = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;
