// Signed heads, to be held against a tree as it grows. Of each its size and its root are kept:
// those of a year, one a minute, take 25 MB.
import { hashSize } from "./merkle.ts";

interface SizeAndRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

export class HeadsBySize {
  #sizes = new Float64Array(64);
  #roots = Buffer.alloc(64 * hashSize);
  #count = 0;
  /** Places of them, the smallest first; made when the first is asked for. */
  #inOrder: Uint32Array | undefined;
  /** How many of these were asked for. */
  #asked = 0;

  /** Not once they are asked for. */
  add({ size, root }: SizeAndRoot): void {
    if (this.#count === this.#sizes.length) this.#grow();
    this.#sizes[this.#count] = size;
    this.#roots.set(root, this.#count * hashSize);
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  /** Roots of the heads of this size. To be asked with sizes that rise. */
  at(size: number): readonly Buffer[] {
    if (this.#next > size) return none;
    const roots: Buffer[] = [];
    for (; this.#next <= size; this.#asked += 1) {
      if (this.#next === size) roots.push(this.#root(this.#order[this.#asked]));
    }
    return roots;
  }

  /** The largest size that was not asked for; 0: there is none. */
  get largestLeft(): number {
    return this.#asked < this.#count ? this.#size(this.#order[this.#count - 1]) : 0;
  }

  get #next(): number {
    return this.#asked < this.#count
      ? this.#size(this.#order[this.#asked])
      : Number.POSITIVE_INFINITY;
  }

  get #order(): Uint32Array {
    this.#inOrder ??= Uint32Array.from({ length: this.#count }, (_, n) => n).sort(
      (one, other) => this.#size(one) - this.#size(other),
    );
    return this.#inOrder;
  }

  #size(place = 0): number {
    return this.#sizes[place] ?? 0;
  }

  #root(place = 0): Buffer {
    return this.#roots.subarray(place * hashSize, (place + 1) * hashSize);
  }

  #grow(): void {
    const [sizes, roots] = [this.#sizes, this.#roots];
    this.#sizes = new Float64Array(sizes.length * 2);
    this.#sizes.set(sizes);
    this.#roots = Buffer.alloc(roots.length * 2);
    this.#roots.set(roots);
  }
}

const none: readonly Buffer[] = [];
