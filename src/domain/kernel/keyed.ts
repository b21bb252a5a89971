// A persistent map for state that grows with every event: a copy per event would make a long fold
// quadratic.

export interface Keyed<Value> {
  readonly size: number;
  get(key: string): Value | undefined;
  has(key: string): boolean;
  /** A new map; this one stays as it is. */
  with(key: string, value: Value): Keyed<Value>;
  /** In no particular order. */
  values(): Iterable<Value>;
  entries(): Iterable<readonly [key: string, value: Value]>;
}

/** The empty map. */
export const keyed = <Value>(): Keyed<Value> => new Buckets<Value>(noBuckets, 0);

type Bucket<Value> = ReadonlyMap<string, Value> | undefined;

/** Writing copies the list of buckets and one bucket, whatever the size. */
class Buckets<Value> implements Keyed<Value> {
  readonly size: number;
  readonly #buckets: readonly Bucket<Value>[];

  constructor(buckets: readonly Bucket<Value>[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  get(key: string): Value | undefined {
    return this.#buckets[slotOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.#buckets[slotOf(key)]?.has(key) ?? false;
  }

  with(key: string, value: Value): Keyed<Value> {
    const slot = slotOf(key);
    const buckets = this.#buckets.slice();
    buckets[slot] = new Map(this.#buckets[slot]).set(key, value);
    return new Buckets(buckets, this.size + (this.has(key) ? 0 : 1));
  }

  *values(): Iterable<Value> {
    for (const bucket of this.#buckets) if (bucket) yield* bucket.values();
  }

  *entries(): Iterable<readonly [key: string, value: Value]> {
    for (const bucket of this.#buckets) if (bucket) yield* bucket.entries();
  }
}

const bucketCount = 256;
const noBuckets: readonly undefined[] = new Array<undefined>(bucketCount).fill(undefined);

function slotOf(key: string): number {
  let hash = 0;
  for (let n = 0; n < key.length; n += 1) hash = (hash * 31 + key.charCodeAt(n)) | 0;
  return (hash >>> 0) % bucketCount;
}
