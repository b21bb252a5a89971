// Which streams have been written, in the same memory for any number of them (a Bloom filter): of
// most of the others it is known that they have not, of a few it is not known.

const bits = 2 ** 26;
const probes = 4;

export class StreamsWritten {
  readonly #words = new Uint32Array(bits / 32);

  add(stream: string): void {
    for (const bit of bitsOf(stream)) {
      const word = bit >>> 5;
      this.#words[word] = (this.#words[word] ?? 0) | (1 << (bit & 31));
    }
  }

  /** False: it has not been written. */
  mayHave(stream: string): boolean {
    return bitsOf(stream).every((bit) => ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0);
  }
}

/** By two hashes, as Kirsch and Mitzenmacher (2006) have it. */
function bitsOf(stream: string): readonly number[] {
  const [first, second] = [fnv(stream, 0x811c9dc5), fnv(stream, 0x01234567) | 1];
  return Array.from({ length: probes }, (_, n) => ((first + n * second) >>> 0) % bits);
}

/** FNV-1a over the code units, started elsewhere for another hash, and mixed at the end. */
function fnv(text: string, start: number): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
