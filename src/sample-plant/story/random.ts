// Chance that comes out the same every time: a small generator, started from a text.
import { createHash } from "node:crypto";

export interface Random {
  /** A whole number of the range, both ends included. */
  between(low: number, high: number): number;
  /** A whole number near the centre, at most `spread` away from it, mostly much nearer. */
  around(centre: number, spread: number): number;
  /** True this often in a hundred. */
  percent(chance: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/**
 * mulberry32 (public domain, T. Ettinger): 32 bits of state, no arithmetic that machines disagree
 * about.
 */
export function randomFrom(...parts: readonly string[]): Random {
  let state = createHash("sha256").update(JSON.stringify(parts)).digest().readUInt32BE(0);
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }
  const between = (low: number, high: number): number =>
    low + Math.floor(next() * (high - low + 1));
  return {
    between,
    around: (centre, spread) => centre + Math.round((next() + next() - 1) * spread),
    percent: (chance) => next() * 100 < chance,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
  };
}
