// The public keys that a file is held against, and which of them signed what.
import { readFile } from "node:fs/promises";
import type { Head } from "../../../integrity/checkpoint.ts";
import { type HandOver, parseHandOvers, verifiersFor } from "../../../integrity/hand-over.ts";
import {
  type Note,
  parseKey,
  printKey,
  type Verified,
  type Verifier,
  verifyNote,
} from "../../../integrity/note.ts";
import { CliFault } from "../../terminal/fault.ts";
import { contentOf } from "../../terminal/file.ts";

export interface Trusted {
  readonly keys: readonly Verifier[];
  /** From a key of the log to the one that came after it. */
  readonly handOvers: readonly HandOver[];
}

/**
 * Each a key, or a file of keys, one on a line. Throws LOG_KEY_NEEDED where there is none,
 * FILE_UNREADABLE, and IntegrityFault KEY_MALFORMED or what `parseHandOver` throws.
 */
export async function trustedIn(
  keysOrFiles: readonly string[],
  handOverFiles: readonly string[],
): Promise<Trusted> {
  const texts = await Promise.all(keysOrFiles.map(keyText));
  const keys = texts.flatMap((text) => text.trim().split("\n").map(parseKey));
  const notes = await Promise.all(handOverFiles.map(contentOf));
  const handOvers = notes.flatMap((bytes) => parseHandOvers(bytes.toString("utf8")));
  if (keys.some(({ type }) => type === "ed25519")) return { keys, handOvers };
  const message = "It counts by the key of its log: give it with --key, from elsewhere.";
  throw new CliFault("LOG_KEY_NEEDED", message);
}

/** A key has a "+"; what has none can only be the name of a file. */
const keyText = (keyOrFile: string): Promise<string> =>
  readFile(keyOrFile, "utf8").catch((cause: Error) => {
    if (keyOrFile.includes("+")) return keyOrFile;
    const message = `${keyOrFile} is no key, and cannot be read: ${cause.message}.`;
    throw new CliFault("FILE_UNREADABLE", message, { cause });
  });

export type SignatureFault =
  | "CHECKPOINT_FORGED"
  | "REPORT_FORGED"
  | "ANSWER_FORGED"
  | "COSIGNATURE_MISSING";

export interface Signatures {
  /** Of the log. */
  readonly key: string | undefined;
  readonly witnesses: readonly { readonly name: string; readonly at: string }[];
  readonly faults: readonly SignatureFault[];
}

/** The log must have signed, and each witness whose key was given. */
export function signaturesOn(
  { note, origin, size }: Pick<Head, "origin" | "size"> & { readonly note: Note },
  { keys: given, handOvers }: Trusted,
  forged: SignatureFault,
): Signatures {
  const keys = given.flatMap((key) =>
    key.type === "ed25519" ? verifiersFor(size, key, handOvers) : key,
  );
  const verified: readonly Verified[] = verifyNote(note, keys) ?? [];
  const log = verified.find(({ by }) => by.type === "ed25519" && by.name === origin);
  const cosigned = verified.filter(({ by }) => by.type === "cosignature");
  const isMissing = keys.some(
    (key) => key.type === "cosignature" && !cosigned.some(({ by }) => by === key),
  );
  return {
    key: log && printKey(log.by),
    witnesses: cosigned.map(({ by, at = 0 }) => ({ name: by.name, at: timeOf(at) })),
    faults: [
      ...(log ? [] : [forged]),
      ...(log && isMissing ? ["COSIGNATURE_MISSING" as const] : []),
    ],
  };
}

/** Seconds that no calendar has are said as they are. */
function timeOf(at_s: number): string {
  const time = new Date(at_s * 1_000);
  return Number.isNaN(time.getTime()) ? `${at_s} s since 1970` : time.toISOString();
}

/** Rows of a table. */
export const signatureRows = ({ witnesses }: Signatures): string[][] =>
  witnesses.map(({ name, at }) => ["Witness", `${name}, ${at}`]);
