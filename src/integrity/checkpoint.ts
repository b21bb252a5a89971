// C2SP tlog-checkpoint: the head of a log, signed. No extension lines: nobody could audit them.
import { bytesOf, decimalOf } from "./base64.ts";
import { IntegrityFault } from "./fault.ts";
import { type Note, parseNote, type Signer, signNote } from "./note.ts";

/** What is signed: `size` leaves under `root`, of the log that calls itself `origin`. */
export interface Head {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

export interface Checkpoint extends Head {
  readonly note: Note;
}

/** The text that is signed: three lines. */
export const headText = ({ origin, size, root }: Head): string =>
  `${origin}\n${size}\n${root.toString("base64")}\n`;

export function signCheckpoint(head: Head, signer: Signer): Checkpoint {
  const text = headText(head);
  return { ...head, note: { text, signatures: [signNote(text, signer)] } };
}

/** Throws IntegrityFault NOTE_MALFORMED or CHECKPOINT_MALFORMED. Verifies no signature. */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text);
  const [origin = "", sizeText = "", rootText = "", ...rest] = note.text.split("\n");
  const [size, root] = [decimalOf(sizeText), bytesOf(rootText)];
  const isWhole = rest.length === 1 && rest[0] === "";
  if (origin === "" || size === undefined || root?.length !== 32 || !isWhole) {
    const message = "A checkpoint has three lines: the log, its size, and its root.";
    throw new IntegrityFault("CHECKPOINT_MALFORMED", message);
  }
  return { origin, size, root, note };
}
