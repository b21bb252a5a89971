// C2SP tlog-proof: that an entry is in a log, in one text that verifies offline.
import { bytesOf, decimalOf } from "./base64.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { IntegrityFault } from "./fault.ts";
import { leafHash } from "./merkle.ts";
import { printNote } from "./note.ts";
import { rootOfInclusion } from "./proof.ts";

const firstLine = "c2sp.org/tlog-proof@v1";

export interface TlogProof {
  /** The log index of the entry. */
  readonly index: number;
  readonly path: readonly Buffer[];
  readonly checkpoint: Checkpoint;
}

export const printProof = ({ index, path, checkpoint }: TlogProof): string => {
  const hashes = path.map((hash) => `${hash.toString("base64")}\n`).join("");
  return `${firstLine}\nindex ${index}\n${hashes}\n${printNote(checkpoint.note)}`;
};

/** Throws IntegrityFault PROOF_MALFORMED, and what `parseCheckpoint` throws. */
export function parseProof(text: string): TlogProof {
  const middle = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, Math.max(middle, 0)).split("\n");
  const [indexLine = "", ...hashes] = lines[0]?.startsWith("extra ") ? lines.slice(1) : lines;
  const index = indexLine.startsWith("index ") ? decimalOf(indexLine.slice(6)) : undefined;
  const path = hashes.flatMap((hash) => {
    const bytes = bytesOf(hash);
    return bytes?.length === 32 ? [bytes] : [];
  });
  if (first !== firstLine || index === undefined || path.length !== hashes.length) {
    const message = `A proof begins with "${firstLine}", an index, and hashes.`;
    throw new IntegrityFault("PROOF_MALFORMED", message);
  }
  return { index, path, checkpoint: parseCheckpoint(text.slice(middle + 2)) };
}

/** Whether the entry, by its hash, is in the tree that the checkpoint is the head of. */
export function isProven(entry: Uint8Array, { index, path, checkpoint }: TlogProof): boolean {
  const root = rootOfInclusion(leafHash(entry), index, checkpoint.size, path);
  return root?.equals(checkpoint.root) ?? false;
}
