// A persistent map for state that grows with every event: to copy a whole map per event would make
// a long fold quadratic.

export interface Keyed<Value> {
  readonly size: number;
  get(key: string): Value | undefined;
  has(key: string): boolean;
  /** A new map; this one stays as it is. */
  with(key: string, value: Value): Keyed<Value>;
  /** In no particular order. */
  values(): Iterable<Value>;
  /** In no particular order. */
  entries(): Iterable<readonly [key: string, value: Value]>;
}

/** The empty map. */
export const keyed = <Value>(): Keyed<Value> => new Shelves<Value>([], 0);

type Bucket<Value> = ReadonlyMap<string, Value>;
type Shelf<Value> = readonly (Bucket<Value> | undefined)[];

/** Two levels by hash. Writing copies one list, one list in it, and one bucket of those. */
class Shelves<Value> implements Keyed<Value> {
  readonly size: number;
  readonly #shelves: readonly (Shelf<Value> | undefined)[];

  constructor(shelves: readonly (Shelf<Value> | undefined)[], size: number) {
    this.#shelves = shelves;
    this.size = size;
  }

  get(key: string): Value | undefined {
    return this.#bucket(hashOf(key))?.get(key);
  }

  has(key: string): boolean {
    return this.#bucket(hashOf(key))?.has(key) ?? false;
  }

  with(key: string, value: Value): Keyed<Value> {
    const hash = hashOf(key);
    const bucket = this.#bucket(hash);
    const shelf = this.#shelves[upper(hash)]?.slice() ?? [];
    const shelves = this.#shelves.slice();
    shelf[lower(hash)] = new Map(bucket).set(key, value);
    shelves[upper(hash)] = shelf;
    return new Shelves(shelves, this.size + (bucket?.has(key) ? 0 : 1));
  }

  *values(): Iterable<Value> {
    for (const shelf of this.#shelves) {
      for (const bucket of shelf ?? []) if (bucket) yield* bucket.values();
    }
  }

  *entries(): Iterable<readonly [key: string, value: Value]> {
    for (const shelf of this.#shelves) {
      for (const bucket of shelf ?? []) if (bucket) yield* bucket.entries();
    }
  }

  #bucket(hash: number): Bucket<Value> | undefined {
    return this.#shelves[upper(hash)]?.[lower(hash)];
  }
}

const upper = (hash: number): number => hash & 63;
const lower = (hash: number): number => (hash >>> 6) & 63;

/** FNV-1a over UTF-16 units, its upper half folded in. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < key.length; n += 1) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193);
  return hash ^ (hash >>> 15);
}
