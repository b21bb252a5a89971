// A map from small integers to small integers in shared memory: one thread writes, others read
// meanwhile. A key that is seen has its value (release and acquire).

export interface IntMap {
  /** Key + 1; 0 where free. The length is a power of two, and a quarter of it stays free. */
  readonly keys: Int32Array;
  readonly values: Int32Array;
}

/** Slots for so many keys. */
export const slotsFor = (keys: number): number =>
  2 ** Math.ceil(Math.log2(Math.max(8, (keys * 4) / 3)));

/** Undefined where there is no such key. */
export function get({ keys, values }: IntMap, key: number): number | undefined {
  const slot = slotOf(keys, key);
  return Atomics.load(keys, slot) === 0 ? undefined : Atomics.load(values, slot);
}

export function set({ keys, values }: IntMap, key: number, value: number): void {
  const slot = slotOf(keys, key);
  Atomics.store(values, slot, value);
  Atomics.store(keys, slot, key + 1);
}

/** Where the key is, or the free slot where it would be. */
function slotOf(keys: Int32Array, key: number): number {
  const last = keys.length - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & last;
  for (;;) {
    const found = Atomics.load(keys, slot);
    if (found === 0 || found === key + 1) return slot;
    slot = (slot + 1) & last;
  }
}
