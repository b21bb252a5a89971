// Cuts one shared buffer into typed arrays, one after another,
// each on a boundary of eight bytes. Without a buffer it only
// measures: the layout is written down once.

export class Carver {
  readonly #buffer: SharedArrayBuffer | undefined;
  #end: number;

  constructor(buffer: SharedArrayBuffer | undefined, from: number) {
    this.#buffer = buffer;
    this.#end = from;
  }

  /** Bytes up to here, the header included. */
  get end(): number {
    return this.#end;
  }

  uint8(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#buffer ? new Uint8Array(this.#buffer, at, length) : new Uint8Array(0);
  }

  uint16(length: number): Uint16Array {
    const at = this.#take(length * 2);
    return this.#buffer ? new Uint16Array(this.#buffer, at, length) : new Uint16Array(0);
  }

  int32(length: number): Int32Array {
    const at = this.#take(length * 4);
    return this.#buffer ? new Int32Array(this.#buffer, at, length) : new Int32Array(0);
  }

  float64(length: number): Float64Array {
    const at = this.#take(length * 8);
    return this.#buffer ? new Float64Array(this.#buffer, at, length) : new Float64Array(0);
  }

  #take(bytes: number): number {
    const at = this.#end;
    this.#end = at + Math.ceil(bytes / 8) * 8;
    return at;
  }
}
