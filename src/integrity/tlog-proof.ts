// C2SP tlog-proof: that an entry is in a log, in one text that verifies offline.
import { bytesOf, decimalOf } from "./base64.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { IntegrityFault } from "./fault.ts";
import { printNote } from "./note.ts";
import { leafHash } from "./tree/merkle.ts";
import { rootOfInclusion } from "./tree/proof.ts";

const firstLine = "c2sp.org/tlog-proof@v1";

/** What a proof says before its checkpoint. */
export interface Inclusion {
  /** The log index of the entry. */
  readonly index: number;
  readonly path: readonly Buffer[];
  /** What the entry can be made of again: here the bytes of the entry itself. */
  readonly extra?: Buffer;
}

export interface TlogProof extends Inclusion {
  readonly checkpoint: Checkpoint;
}

/** With the empty line that parts it from the checkpoint. */
export const printInclusion = ({ index, path, extra }: Inclusion): string => {
  const hashes = path.map((hash) => `${hash.toString("base64")}\n`).join("");
  const more = extra ? `extra ${extra.toString("base64")}\n` : "";
  return `${firstLine}\n${more}index ${index}\n${hashes}\n`;
};

export const printProof = (proof: TlogProof): string =>
  `${printInclusion(proof)}${printNote(proof.checkpoint.note)}`;

/** Whether a text begins like a proof. */
export const isProof = (text: string): boolean => text.startsWith(`${firstLine}\n`);

/** Throws IntegrityFault PROOF_MALFORMED, and what `parseCheckpoint` throws. */
export function parseProof(text: string): TlogProof {
  const middle = text.indexOf("\n\n");
  const inclusion = parseInclusion(text.slice(0, Math.max(middle, 0)));
  return { ...inclusion, checkpoint: parseCheckpoint(text.slice(middle + 2)) };
}

/** Without the empty line. Throws IntegrityFault PROOF_MALFORMED. */
export function parseInclusion(text: string): Inclusion {
  const [first, ...lines] = text.split("\n");
  const extraLine = lines[0]?.startsWith("extra ") ? lines.shift() : undefined;
  const extra = extraLine === undefined ? undefined : bytesOf(extraLine.slice(6));
  const [indexLine = "", ...hashes] = lines;
  const index = indexLine.startsWith("index ") ? decimalOf(indexLine.slice(6)) : undefined;
  const path = hashes.flatMap((hash) => {
    const bytes = bytesOf(hash);
    return bytes?.length === 32 ? [bytes] : [];
  });
  const isWhole = path.length === hashes.length && (extraLine === undefined || extra);
  if (first !== firstLine || index === undefined || !isWhole) {
    const message = `A proof begins with "${firstLine}", an index, and hashes.`;
    throw new IntegrityFault("PROOF_MALFORMED", message);
  }
  return { index, path, ...(extra && { extra }) };
}

/** Whether the entry, by its hash, is in the tree that the checkpoint is the head of. */
export function isProven(entry: Uint8Array, { index, path, checkpoint }: TlogProof): boolean {
  const root = rootOfInclusion(leafHash(entry), index, checkpoint.size, path);
  return root?.equals(checkpoint.root) ?? false;
}
