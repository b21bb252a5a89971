// Working memory of one answer at a time, kept by its thread: memory that is new costs several
// times what is written into it.

/** What it lends holds what was there before, and is good until the next answer begins. */
export class Arena {
  #buffer = new ArrayBuffer(0);
  #used = 0;
  #asked = 0;

  /** An answer begins; all that was lent is handed back. */
  begin(): void {
    if (this.#asked > this.#buffer.byteLength) {
      this.#buffer = new ArrayBuffer(this.#asked + (this.#asked >>> 4));
    }
    this.#used = 0;
    this.#asked = 0;
  }

  floats(length: number): Float64Array {
    return this.#lend(length, 8, Float64Array) ?? new Float64Array(length);
  }

  integers(length: number): Int32Array {
    return this.#lend(length, 4, Int32Array) ?? new Int32Array(length);
  }

  bytes(length: number): Uint8Array {
    return this.#lend(length, 1, Uint8Array) ?? new Uint8Array(length);
  }

  /** Undefined: there is no room in this answer; there will be in the next. */
  #lend<Kind>(
    length: number,
    size: number,
    Kind: new (buffer: ArrayBuffer, from: number, length: number) => Kind,
  ): Kind | undefined {
    const bytes = Math.ceil((length * size) / 8) * 8;
    this.#asked += bytes;
    if (this.#used + bytes > this.#buffer.byteLength) return undefined;
    const lent = new Kind(this.#buffer, this.#used, length);
    this.#used += bytes;
    return lent;
  }
}
