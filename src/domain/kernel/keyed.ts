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

/** Its own fields are all there is of it: given to an empty one, they make it again. */
export const isKeyed = (value: object): value is Keyed<unknown> => value instanceof Shelves;

/** A handful: a list is searched, and copied, sooner than a map. */
type Bucket<Value> = readonly Entry<Value>[];
type Entry<Value> = readonly [key: string, value: Value];
type List<One> = readonly (One | undefined)[];
type Shelf<Value> = List<Bucket<Value>>;
type Room<Value> = List<Shelf<Value>>;

/** Three levels by hash. Writing copies a short list of each, and one bucket. */
class Shelves<Value> implements Keyed<Value> {
  readonly size: number;
  readonly shelved: List<Room<Value>>;

  constructor(rooms: List<Room<Value>>, size: number) {
    this.shelved = rooms;
    this.size = size;
  }

  get(key: string): Value | undefined {
    return this.#entry(key)?.[1];
  }

  has(key: string): boolean {
    return this.#entry(key) !== undefined;
  }

  with(key: string, value: Value): Keyed<Value> {
    const hash = hashOf(key);
    const room = this.shelved[first(hash)];
    const shelf = room?.[second(hash)];
    const bucket = shelf?.[third(hash)] ?? [];
    const found = bucket.findIndex(([known]) => known === key);
    const at = found < 0 ? bucket.length : found;
    const newShelf = put(shelf, third(hash), put(bucket, at, [key, value]));
    const rooms = put(this.shelved, first(hash), put(room, second(hash), newShelf));
    return new Shelves(rooms, this.size + (found < 0 ? 1 : 0));
  }

  *values(): Iterable<Value> {
    for (const bucket of this.#buckets()) for (const [, value] of bucket) yield value;
  }

  *entries(): Iterable<Entry<Value>> {
    for (const bucket of this.#buckets()) yield* bucket;
  }

  #entry(key: string): Entry<Value> | undefined {
    const hash = hashOf(key);
    const bucket = this.shelved[first(hash)]?.[second(hash)]?.[third(hash)];
    return bucket?.find(([known]) => known === key);
  }

  *#buckets(): Iterable<Bucket<Value>> {
    for (const room of this.shelved) {
      for (const shelf of room ?? []) {
        for (const bucket of shelf ?? []) if (bucket) yield bucket;
      }
    }
  }
}

function put<One>(list: readonly One[] = [], at: number, one: One): readonly One[] {
  const copy = list.slice();
  copy[at] = one;
  return copy;
}

const first = (hash: number): number => hash & 15;
const second = (hash: number): number => (hash >>> 4) & 15;
const third = (hash: number): number => (hash >>> 8) & 15;

/** FNV-1a over UTF-16 units, its upper half folded in. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < key.length; n += 1) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193);
  return hash ^ (hash >>> 15);
}
