// C2SP tlog-witness, from the side of the log: it proves to a witness that the log has only grown,
// and takes its cosignature.

import { decimalOf } from "../../integrity/base64.ts";
import type { Checkpoint } from "../../integrity/checkpoint.ts";
import { IntegrityFault } from "../../integrity/fault.ts";
import {
  type NoteSignature,
  parseSignature,
  printKey,
  type Verified,
  type Verifier,
  verifyNote,
} from "../../integrity/note.ts";
import type { Anchor, Past } from "../anchor.ts";
import { type Answer, post } from "../ask.ts";
import { AnchorFault } from "../fault.ts";
import { printAddCheckpoint, sizeType } from "./add-checkpoint.ts";

/** `url`: the submission prefix. `witness`: its key, of type cosignature. */
export const witnessAnchor = (url: string, witness: Verifier): Anchor => ({
  kind: "witness",
  of: printKey(witness),
  async anchor(checkpoint, past) {
    const first = await asked(url, checkpoint, past, past.last?.size ?? 0);
    const seen = sizeIn(first);
    // What it has seen is not what we were told last: an answer was lost on its way.
    const isOther = seen !== undefined && seen !== (past.last?.size ?? 0);
    if (isOther && seen > checkpoint.size) throw contradicts(url, checkpoint, `has ${seen} events`);
    const answer = isOther ? await asked(url, checkpoint, past, seen) : first;
    const note = { ...checkpoint.note };
    const cosignatures = cosignaturesIn(url, checkpoint, answer);
    const signatures = [...note.signatures, ...cosignatures];
    const cosigned = { ...checkpoint, note: { ...note, signatures } };
    if (cosignatureOf(cosigned, witness)) return { checkpoint: cosigned };
    throw new AnchorFault("COSIGNATURE_INVALID", `${url} answers no cosignature of its key.`);
  },
});

/** Undefined where there is none, or a wrong one. `at`: seconds since 1970, by its clock. */
export const cosignatureOf = ({ note }: Checkpoint, witness: Verifier): Verified | undefined =>
  verifyNote(note, [witness])?.[0];

async function asked(url: string, checkpoint: Checkpoint, past: Past, old: number) {
  // To a head that is larger there is no proof: the answer tells how large it is.
  const isBefore = old <= checkpoint.size;
  const proof = isBefore ? await past.consistency(old, checkpoint.size) : [];
  const body = printAddCheckpoint({ old: isBefore ? old : 0, proof, checkpoint });
  const { signal } = past;
  const to = `${url.replace(/\/$/, "")}/add-checkpoint`;
  return post(to, { type: "text/plain; charset=utf-8", body, signal });
}

const sizeIn = ({ status, type, bytes }: Answer): number | undefined =>
  status === 409 && type === sizeType ? decimalOf(bytes.toString().replace(/\n$/, "")) : undefined;

function cosignaturesIn(url: string, head: Checkpoint, answer: Answer): readonly NoteSignature[] {
  const { status, bytes } = answer;
  if (status === 409) throw contradicts(url, head, "has seen another head");
  if (status === 422) throw contradicts(url, head, "finds the proof wrong");
  if (status >= 500 || status === 429) {
    throw new AnchorFault("ANCHOR_UNREACHABLE", `${url} answers ${status}.`);
  }
  if (status !== 200) throw new AnchorFault("ANCHOR_REFUSED", `${url} answers ${status}.`);
  const text = bytes.toString("utf8");
  try {
    return text.replace(/\n$/, "").split("\n").map(parseSignature);
  } catch (cause) {
    if (!(cause instanceof IntegrityFault)) throw cause;
    throw new AnchorFault("ANCHOR_ANSWER_MALFORMED", `${url}: ${cause.message}`, { cause });
  }
}

const contradicts = (url: string, { size }: Checkpoint, what: string): AnchorFault =>
  new AnchorFault(
    "ANCHOR_CONTRADICTS",
    `The witness at ${url} ${what}; this log has ${size}. Run \`batchproof verify\`.`,
  );
