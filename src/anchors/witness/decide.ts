// What a witness says to a head, by what it has seen before (C2SP tlog-witness, add-checkpoint).
import type { Head } from "../../integrity/checkpoint.ts";
import { type Verifier, verifyNote } from "../../integrity/note.ts";
import { emptyRoot } from "../../integrity/tree/merkle.ts";
import { isConsistent } from "../../integrity/tree/proof.ts";
import type { AddCheckpoint } from "./add-checkpoint.ts";

export type Decision = { readonly status: 200 } | Refused;

export type Refused =
  | { readonly status: 400 | 403 | 404 | 422; readonly why: string }
  /** `size`: of the head that the witness has. */
  | { readonly status: 409; readonly size: number; readonly why: string };

/** What it has cosigned last; of a log that it has not seen yet, nothing. */
export type Seen = Pick<Head, "size" | "root">;

export const nothingSeen = (): Seen => ({ size: 0, root: emptyRoot() });

/** `known`: the keys of the log that the checkpoint names. */
export function decide(
  { old, proof, checkpoint }: AddCheckpoint,
  known: readonly Verifier[],
  seen: Seen,
): Decision {
  if (known.length === 0) return { status: 404, why: "This log is not witnessed here." };
  if (!verifyNote(checkpoint.note, known)?.length) {
    return { status: 403, why: "No known key of this log has signed it." };
  }
  if (old > checkpoint.size) return { status: 400, why: "The old size is above the new one." };
  if (old !== seen.size) return conflict(seen, "The old size is not the one that was seen last.");
  if (checkpoint.size === seen.size && !checkpoint.root.equals(seen.root)) {
    return conflict(seen, "Another root of this size was seen.");
  }
  if (!isConsistent(seen, checkpoint, proof)) {
    return { status: 422, why: "The proof does not lead from what was seen to this head." };
  }
  return { status: 200 };
}

const conflict = ({ size }: Seen, why: string): Decision => ({ status: 409, size, why });
