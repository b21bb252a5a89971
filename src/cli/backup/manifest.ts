// What a backup is: one signed note that names every file by its SHA-256. A file is kept under that
// digest and under no other name, so that none can be swapped, and none can lie outside the folder.
import { z } from "zod";
import { bytesOf, decimalOf } from "../../integrity/base64.ts";
import type { Head } from "../../integrity/checkpoint.ts";
import { IntegrityFault } from "../../integrity/fault.ts";
import {
  type Note,
  parseNote,
  printNote,
  type Signer,
  signNote,
  type Verifier,
  verifyNote,
} from "../../integrity/note.ts";
import { CliFault } from "../terminal/fault.ts";

export const receiptFile = /^[a-z]+-[0-9a-f]+$/;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const Contents = z.strictObject({
  made: z.iso.datetime(),
  /** Of the last event: where an incremental backup goes on. */
  last: z.strictObject({ stream: z.string(), revision: count, id: z.guid() }),
  /** Entries by log index, `to` not among them; each goes on where the one before ended. */
  segments: z.array(z.strictObject({ from: count, to: count, sha256: Sha256 })),
  checkpoints: Sha256.nullable(),
  /** Heads of before a restore, of more events than it brought back. */
  beyond: Sha256.nullable().default(null),
  /** What anchors answered. */
  receipts: z.array(z.strictObject({ file: z.string().regex(receiptFile), sha256: Sha256 })),
  /** The public half of the log's first key. */
  firstKey: Sha256.nullable(),
  /** Names of the keys that were destroyed by then. */
  erasures: Sha256.nullable(),
  blobs: z.array(Sha256),
});
export type Contents = z.output<typeof Contents>;

export interface Manifest extends Head {
  readonly contents: Contents;
  readonly note: Note;
}

const label = "batchproof-backup/v1";

/** Four lines of the head, and one of JSON. */
export function printManifest(head: Head, contents: Contents, signer: Signer): string {
  const { origin, size, root } = head;
  const json = JSON.stringify(Contents.parse(contents));
  const text = `${[label, origin, size, root.toString("base64"), json].join("\n")}\n`;
  return printNote({ text, signatures: [signNote(text, signer)] });
}

/** Verifies no signature. Throws BACKUP_MALFORMED. */
export function parseManifest(text: string): Manifest {
  try {
    const note = parseNote(text);
    const [first, origin = "", sizeText = "", rootText = "", json = "", ...rest] =
      note.text.split("\n");
    const [size, root] = [decimalOf(sizeText), bytesOf(rootText)];
    const isWhole = first === label && rest.length === 1 && rest[0] === "";
    if (!isWhole || size === undefined || root?.length !== 32) throw malformed("manifest");
    const contents = Contents.parse(JSON.parse(json));
    if (!goesOn(contents, size)) throw malformed("manifest");
    return { origin, size, root, contents, note };
  } catch (cause) {
    if (cause instanceof CliFault) throw cause;
    const isText = cause instanceof IntegrityFault || cause instanceof SyntaxError;
    if (isText || cause instanceof z.ZodError) throw malformed("manifest", cause);
    throw cause;
  }
}

const goesOn = ({ segments }: Contents, size: number): boolean => {
  const end = segments.reduce((at, { from, to }) => (from === at && to > at ? to : Number.NaN), 0);
  return end === size;
};

/** Every file of it, each once. */
export function filesOf({ contents }: Pick<Manifest, "contents">): ReadonlySet<string> {
  const { segments, receipts, blobs, checkpoints, beyond, firstKey, erasures } = contents;
  const small = [checkpoints, beyond, firstKey, erasures];
  const others = small.flatMap((one) => (one === null ? [] : [one]));
  const named = [...segments, ...receipts].map(({ sha256 }) => sha256);
  return new Set([...named, ...others, ...blobs]);
}

/** Throws BACKUP_FORGED where none of these keys signed it for its log. */
export function refuseForged({ note }: { readonly note: Note }, known: readonly Verifier[]): void {
  if (known.some((verifier) => verifyNote(note, [verifier])?.length)) return;
  const message = "The backup is not signed with the key of its log, or was changed since.";
  throw new CliFault("BACKUP_FORGED", message);
}

export const malformed = (what: string, cause?: unknown): CliFault =>
  new CliFault("BACKUP_MALFORMED", `The ${what} of the backup is not what a backup has.`, {
    cause,
  });
