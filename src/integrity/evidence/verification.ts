// What a run of `verify` found clean, as a signed note (docs/proofs.md): later runs begin there,
// and it can be shown to others. Its first line is no name of a log, so it is no checkpoint.
import { bytesOf } from "../base64.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { Head } from "../checkpoint.ts";
import { IntegrityFault } from "../fault.ts";
import { type Note, parseNote, type Signer, signNote } from "../note.ts";

const firstLine = "batchproof-verification/v1";

export interface ReadModelDigest {
  /** The tree size at which both were compared. */
  readonly asOf: number;
  /** SHA-256, hex, over all of its tables. */
  readonly digest: string;
}

/** `origin`, `size`, `root`: the log is clean up to there. */
export interface Verification extends Head {
  /** Log index of the first event that was read; what stands before it rests on `since`. */
  readonly from: number;
  /** Checkpoints that were found right. */
  readonly checkpoints: number;
  /** Those that were made a second time and were equal, by name. */
  readonly readModels: { readonly [name: string]: ReadModelDigest };
  /** UTC, as ISO 8601 with milliseconds. */
  readonly at: string;
  /** Version of the program that verified. */
  readonly program: string;
}

export interface SignedVerification extends Verification {
  readonly note: Note;
}

export function signVerification(found: Verification, signer: Signer): SignedVerification {
  const { root, ...others } = found;
  const text = `${firstLine}\n${canonicalJson({ ...others, root: root.toString("base64") })}\n`;
  return { ...found, note: { text, signatures: [signNote(text, signer)] } };
}

/** Whether a text begins like one. */
export const isVerification = (text: string): boolean => text.startsWith(`${firstLine}\n`);

/** Throws IntegrityFault NOTE_MALFORMED or VERIFICATION_MALFORMED. Verifies no signature. */
export function parseVerification(text: string): SignedVerification {
  const note = parseNote(text);
  const [first, line = "", ...rest] = note.text.split("\n");
  const members = first === firstLine && rest.length === 1 && rest[0] === "" && membersIn(line);
  if (!members) throw malformed();
  const { origin, size, root: rootText, from, checkpoints, readModels, at, program } = members;
  const root = bytesOf(String(rootText));
  const isWhole =
    typeof origin === "string" &&
    typeof at === "string" &&
    typeof program === "string" &&
    isCount(size) &&
    isCount(from) &&
    isCount(checkpoints) &&
    from <= size &&
    root?.length === 32 &&
    isDigests(readModels);
  if (!isWhole || Object.keys(members).length !== memberCount) throw malformed();
  return { origin, size, root, from, checkpoints, readModels, at, program, note };
}

const memberCount = 8;

/** Undefined where it is no object, or another text of one than RFC 8785 makes. */
function membersIn(line: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) && canonicalJson(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isDigest = (value: unknown): value is ReadModelDigest =>
  isObject(value) && isCount(value.asOf) && typeof value.digest === "string";
const isDigests = (value: unknown): value is Verification["readModels"] =>
  isObject(value) && Object.values(value).every(isDigest);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const malformed = () => {
  const message = `A report begins with "${firstLine}", and has one line of canonical JSON.`;
  return new IntegrityFault("VERIFICATION_MALFORMED", message);
};
