// A new password is clearly different from the former one: draft EU GMP Annex 11, 11.5.
import { foldedText } from "./password/text.ts";

/**
 * Whether who knows the former one would soon have the new one: capitals changed, a few characters
 * changed, some put before or behind, its halves exchanged, or written backwards.
 */
export function isTooSimilar(candidate: string, formerPassword: string): boolean {
  const one = Array.from(foldedText(candidate));
  const former = Array.from(foldedText(formerPassword));
  return isNear(one, former) || isNear(one, former.toReversed());
}

function isNear(one: readonly string[], other: readonly string[]): boolean {
  const longer = Math.max(one.length, other.length);
  const shorter = Math.min(one.length, other.length);
  const { changes, run } = compare(one, other);
  return changes < Math.max(4, longer / 3) || (run >= 4 && run >= shorter / 2);
}

/** Levenshtein's distance, and the longest run of characters that both have. */
function compare(one: readonly string[], other: readonly string[]) {
  let changes = Array.from({ length: other.length + 1 }, (_, column) => column);
  let runs = new Array<number>(other.length + 1).fill(0);
  let run = 0;
  for (const [row, sign] of one.entries()) {
    const nextChanges = [row + 1];
    const nextRuns = [0];
    for (const [column, otherSign] of other.entries()) {
      const before = changes[column] ?? 0;
      const least = Math.min(changes[column + 1] ?? 0, nextChanges[column] ?? 0) + 1;
      const same = sign === otherSign;
      nextChanges.push(Math.min(least, same ? before : before + 1));
      nextRuns.push(same ? (runs[column] ?? 0) + 1 : 0);
    }
    run = Math.max(run, ...nextRuns);
    changes = nextChanges;
    runs = nextRuns;
  }
  return { changes: changes.at(-1) ?? 0, run };
}
