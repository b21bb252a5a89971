// That the log has not lost or changed what was signed before: looked at before anything more is
// signed.
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { type Verifier, verifyNote } from "../../integrity/note.ts";
import { CliFault } from "../terminal/fault.ts";

/** The tree of the log as it is. */
export interface TreeNow {
  readonly size: number;
  rootsAt(sizes: readonly number[]): Promise<readonly Buffer[]>;
}

/** Throws CHECKPOINT_FORGED, TAIL_CUT or CHECKPOINT_CONTRADICTED. */
export async function refuseOtherLog(
  tree: TreeNow,
  checkpoints: readonly Checkpoint[],
  verifier: Verifier,
): Promise<void> {
  for (const checkpoint of checkpoints) refuseForged(checkpoint, verifier);
  const signed = largestOf(checkpoints)?.size ?? 0;
  const { size } = tree;
  for (let from = 0; from < checkpoints.length; from += chunk) {
    const held = checkpoints.slice(from, from + chunk).filter((one) => one.size <= size);
    const roots = await tree.rootsAt(held.map((one) => one.size));
    const other = held.find(({ root }, n) => !roots[n]?.equals(root));
    if (!other) continue;
    const message = `The first ${other.size} events are not those that were signed for.`;
    throw new CliFault("CHECKPOINT_CONTRADICTED", message, { signed: other.size, size });
  }
  if (size < signed) throw tailCut(size, signed);
}

export function tailCut(size: number, signed: number): CliFault {
  const message = `The log has ${size} events, and ${signed} were signed for. Restore a backup.`;
  return new CliFault("TAIL_CUT", message, { signed, size });
}

export const largestOf = (all: readonly Checkpoint[]): Checkpoint | undefined =>
  all.reduce<Checkpoint | undefined>(
    (largest, one) => (largest && largest.size > one.size ? largest : one),
    undefined,
  );

/** Throws CHECKPOINT_FORGED. */
export function refuseForged({ note, size, origin }: Checkpoint, verifier: Verifier): void {
  const isOther = origin !== verifier.name;
  if (!isOther && verifyNote(note, [verifier])?.length) return;
  const message = isOther
    ? `The checkpoint of ${size} events is of ${origin}; this log is ${verifier.name}.`
    : `The checkpoint of ${size} events is not signed with the key of ${verifier.name}.`;
  throw new CliFault("CHECKPOINT_FORGED", message, { signed: size });
}

/** Roots that are asked of the tree at once. */
const chunk = 100;
