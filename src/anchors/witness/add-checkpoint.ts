// C2SP tlog-witness, add-checkpoint: what a witness is sent.
//
//   old 20852014
//   PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
//   jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
//
//   example.com/behind-the-sofa
//   20852163
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/...
import { bytesOf, decimalOf } from "../../integrity/base64.ts";
import { type Checkpoint, parseCheckpoint } from "../../integrity/checkpoint.ts";
import { IntegrityFault } from "../../integrity/fault.ts";
import { printNote } from "../../integrity/note.ts";

export interface AddCheckpoint {
  /** Size of the head that the witness is taken to have. */
  readonly old: number;
  /** From there to the checkpoint: RFC 6962, 2.1.2. */
  readonly proof: readonly Buffer[];
  readonly checkpoint: Checkpoint;
}

/** Of the answer that tells the size which the witness has. */
export const sizeType = "text/x.tlog.size";

export const printAddCheckpoint = ({ old, proof, checkpoint }: AddCheckpoint): string => {
  const lines = proof.map((hash) => `${hash.toString("base64")}\n`).join("");
  return `old ${old}\n${lines}\n${printNote(checkpoint.note)}`;
};

/** Throws IntegrityFault PROOF_MALFORMED, and what `parseCheckpoint` throws. */
export function parseAddCheckpoint(text: string): AddCheckpoint {
  const middle = text.indexOf("\n\n");
  const [first = "", ...lines] = text.slice(0, Math.max(middle, 0)).split("\n");
  const old = first.startsWith("old ") ? decimalOf(first.slice(4)) : undefined;
  const proof = lines.flatMap((line) => {
    const hash = bytesOf(line);
    return hash?.length === 32 ? [hash] : [];
  });
  if (old === undefined || proof.length !== lines.length || proof.length > linesMax) {
    const message = "It begins with `old`, a size, and no more than 63 hashes.";
    throw new IntegrityFault("PROOF_MALFORMED", message);
  }
  return { old, proof, checkpoint: parseCheckpoint(text.slice(middle + 2)) };
}

const linesMax = 63;
