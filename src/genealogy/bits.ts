// Sets of small integers as one bit each.

export const wordsFor = (size: number): number => (size >>> 5) + 1;

export const has = (bits: Int32Array, member: number): boolean =>
  ((bits[member >>> 5]! >>> (member & 31)) & 1) === 1;

export function setBit(bits: Int32Array, member: number): void {
  bits[member >>> 5]! |= 1 << (member & 31);
}

/** Whether to go through all bits costs less than to go through the members. */
export const areMany = (bits: Int32Array, members: number): boolean => members > bits.length >>> 1;

/** Takes the members out, all there are: one by one while they are few. */
export function empty(bits: Int32Array, members: Int32Array): void {
  if (areMany(bits, members.length)) bits.fill(0);
  else for (const member of members) bits[member >>> 5] = 0;
}
