// Working memory that answers of one thread use one after
// another: 4 bytes for each node and list, one bit for each
// node and set. Sets are handed back empty.

import { Arena } from "./arena.ts";
import { wordsFor } from "./bits.ts";

export class Scratch {
  readonly arena = new Arena();
  readonly #lists: Int32Array[] = [];
  readonly #sets: Int32Array[] = [];
  readonly #floats: Float64Array[] = [];

  /** The n-th list, of at least that length; holds what was there. */
  list(which: number, length: number): Int32Array {
    const known = this.#lists[which];
    if (known && known.length >= length) return known;
    const list = new Int32Array(roomFor(length));
    this.#lists[which] = list;
    return list;
  }

  /** The n-th list of numbers of 8 bytes, likewise. */
  floats(which: number, length: number): Float64Array {
    const known = this.#floats[which];
    if (known && known.length >= length) return known;
    const list = new Float64Array(roomFor(length));
    this.#floats[which] = list;
    return list;
  }

  /** The n-th set, empty, of one bit for each of `size`. */
  set(which: number, size: number): Int32Array {
    const words = wordsFor(size);
    const known = this.#sets[which];
    if (known && known.length >= words) return known;
    const set = new Int32Array(roomFor(words));
    this.#sets[which] = set;
    return set;
  }
}

/** A little more, so that a growing graph does not ask anew each time. */
const roomFor = (length: number): number => length + (length >>> 4) + 64;
