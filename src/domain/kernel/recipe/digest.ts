// The digest of a value, computed within a decision, which takes nobody's word for it: SHA-256
// (FIPS 180-4) over RFC 8785 canonical JSON. The domain has no library for either.

/**
 * Hexadecimal. The value is plain JSON without numbers beyond safe integers, as events hold it;
 * members that are undefined count as absent.
 */
export const digestOf = (value: unknown): string => sha256(utf8(canonical(value)));

/** RFC 8785, 3.2: members in the order of their UTF-16 code units, no white space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}

/** The bytes of well-formed text. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) {
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    } else {
      const [high, mid] = [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63)];
      bytes.push(high, mid, 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    }
  }
  return Uint8Array.from(bytes);
}

const primes = firstPrimes(64);
/** The first 32 bits of the fractional parts of the roots of the first primes (4.2.2, 5.3.3). */
const roundConstants = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

function sha256(message: Uint8Array): string {
  const padded = new Uint8Array((((message.length + 8) >> 6) << 6) + 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  const hash = start.slice();
  const words = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t += 1) words[t] = view.getUint32(block + t * 4);
    for (let t = 16; t < 64; t += 1) words[t] = expanded(words, t);
    compress(hash, words);
  }
  return Array.from(hash, (word) => word.toString(16).padStart(8, "0")).join("");
}

const at = (words: Uint32Array, n: number): number => words[n] ?? 0;
const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function expanded(words: Uint32Array, t: number): number {
  const [early, late] = [at(words, t - 15), at(words, t - 2)];
  const small0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
  const small1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
  return at(words, t - 16) + small0 + at(words, t - 7) + small1;
}

/** 6.2.2, steps 2 to 4. */
function compress(hash: Uint32Array, words: Uint32Array): void {
  const v = hash.slice();
  for (let t = 0; t < 64; t += 1) {
    const [a, b, c, e] = [at(v, 0), at(v, 1), at(v, 2), at(v, 4)];
    const large1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const choice = (e & at(v, 5)) ^ (~e & at(v, 6));
    const first = at(v, 7) + large1 + choice + at(roundConstants, t) + at(words, t);
    const large0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const second = large0 + ((a & b) ^ (a & c) ^ (b & c));
    v.copyWithin(1, 0, 7);
    v[4] = at(v, 4) + first;
    v[0] = first + second;
  }
  for (let n = 0; n < 8; n += 1) hash[n] = at(hash, n) + at(v, n);
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) {
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  }
  return found;
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}
