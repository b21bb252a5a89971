// Who signs the heads of a log: the first key from the beginning on, and each further one for heads
// of more events than stood before the event that tells of it.
import type { Checkpoint, Head } from "./checkpoint.ts";
import { type HandOver, isHandedOverBy } from "./hand-over.ts";
import { type Verifier, verifyNote } from "./note.ts";

export interface Epoch {
  /** Its name is the log's, as its checkpoints have it. */
  readonly verifier: Verifier;
  /** Size of the smallest head that it signs. */
  readonly from: number;
  readonly begunBy: "first" | "rotation" | "loss" | "restore";
  /** Names that the log had after what was restored, and that no event of it tells. */
  readonly left: readonly string[];
  /** As it is found: `isHandedOver` says whether it holds. */
  readonly handOver: HandOver | undefined;
}

/** The first one is always there. */
export type Epochs = readonly [Epoch, ...Epoch[]];

export const epochAt = (epochs: Epochs, size: number): Epoch =>
  epochs.findLast(({ from }) => from <= size) ?? epochs[0];

/** The last one that has begun. */
export const epochNow = (epochs: Epochs): Epoch => epochs.at(-1) ?? epochs[0];

/** Why a head does not count; undefined where it does. */
export function forgery(epochs: Epochs, { size, origin, note }: Checkpoint): string | undefined {
  const { name } = epochAt(epochs, size).verifier;
  if (origin !== name) return `of another log, ${origin}`;
  const signed = verifyNote(note, [epochAt(epochs, size).verifier])?.length;
  return signed ? undefined : `not signed by ${name}`;
}

/**
 * Public keys of this log that its events say nothing of: those of epochs that its end was cut off
 * with. A head of more events than it has, signed with one of them, is genuine.
 */
export type LaterKeys = readonly Buffer[];

/** All that is known of those who sign. */
export interface Signers {
  readonly epochs: Epochs;
  readonly later: LaterKeys;
}

/** Whether a head of a log of `size` events is of what was cut off its end. */
export const isOfCutEnd = (later: LaterKeys, head: Checkpoint, size: number): boolean =>
  head.size > size &&
  later.some((publicKey) => {
    const verifier: Verifier = { name: head.origin, type: "ed25519", publicKey };
    return verifyNote(head.note, [verifier])?.length === 1;
  });

/** Whether the former key stands for the epoch that begins behind this head. */
export function isHandedOver(former: Epoch, { verifier, handOver }: Epoch, head: Head): boolean {
  return (
    handOver !== undefined &&
    isHandedOverBy(former.verifier, handOver) &&
    handOver.to.name === verifier.name &&
    handOver.to.publicKey.equals(verifier.publicKey) &&
    handOver.size === head.size &&
    handOver.root.equals(head.root)
  );
}
