// That the log has not lost or changed what was signed before: looked at before anything more is
// signed.
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { type Epochs, forgery, isOfCutEnd, type Signers } from "../../integrity/epoch.ts";
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
  signers: Signers,
): Promise<void> {
  for (const one of checkpoints) {
    if (!isOfCutEnd(signers.later, one, tree.size)) refuseForged(one, signers.epochs);
  }
  await refuseContradicted(tree, checkpoints);
}

/** Whoever signed them. Throws TAIL_CUT or CHECKPOINT_CONTRADICTED. */
async function refuseContradicted(
  tree: TreeNow,
  checkpoints: readonly Checkpoint[],
): Promise<void> {
  const signed = largestOf(checkpoints)?.size ?? 0;
  const { size } = tree;
  for (let from = 0; from < checkpoints.length; from += chunk) {
    const held = checkpoints.slice(from, from + chunk).filter((one) => one.size <= size);
    const roots = await tree.rootsAt(held.map((one) => one.size));
    const other = held.find(({ root }, n) => !roots[n]?.equals(root));
    if (other) throw contradicted(other.size, size);
  }
  if (size < signed) throw tailCut(size, signed);
}

/** Of a log of `size` events. Throws TAIL_CUT or CHECKPOINT_FORGED. */
export function refuseCut(
  size: number,
  all: readonly Checkpoint[],
  { epochs, later }: Signers,
): void {
  const beyond = all.filter((one) => one.size > size);
  const genuine = beyond.filter(
    (one) => forgery(epochs, one) === undefined || isOfCutEnd(later, one, size),
  );
  const largest = largestOf(genuine);
  if (largest) throw tailCut(size, largest.size);
  for (const one of beyond) refuseForged(one, epochs);
}

export function contradicted(signed: number, size: number): CliFault {
  const message = `The first ${signed} events are not those that were signed for.`;
  return new CliFault("CHECKPOINT_CONTRADICTED", message, { signed, size });
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
export function refuseForged(checkpoint: Checkpoint, epochs: Epochs): void {
  const why = forgery(epochs, checkpoint);
  if (why === undefined) return;
  const message = `The checkpoint of ${checkpoint.size} events is ${why}.`;
  throw new CliFault("CHECKPOINT_FORGED", message, { signed: checkpoint.size });
}

/** Roots that are asked of the tree at once. */
const chunk = 100;
