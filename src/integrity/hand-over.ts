// A key of a log hands over to the next one: a signed note of five lines, signed by both. Whoever
// trusts the former key trusts the new one for heads of more events than it names.
import { bytesOf, decimalOf } from "./base64.ts";
import type { Head } from "./checkpoint.ts";
import { IntegrityFault } from "./fault.ts";
import {
  type Note,
  parseKey,
  parseNote,
  printKey,
  type Signer,
  signNote,
  type Verifier,
  verifyNote,
} from "./note.ts";

const firstLine = "batchproof-hand-over/v1";

/** The head is the last one that the former key stands for. */
export interface HandOver extends Head {
  readonly to: Verifier;
  readonly note: Note;
}

export function signHandOver(head: Head, former: Signer, next: Signer): HandOver {
  const { origin, size, root } = head;
  const lines = [firstLine, origin, String(size), root.toString("base64"), printKey(next)];
  const text = `${lines.join("\n")}\n`;
  const signatures = [signNote(text, former), signNote(text, next)];
  return { ...head, to: next, note: { text, signatures } };
}

/** Throws IntegrityFault NOTE_MALFORMED, KEY_MALFORMED or HAND_OVER_MALFORMED. */
export function parseHandOver(text: string): HandOver {
  const note = parseNote(text);
  const [first, origin = "", sizeText = "", rootText = "", key = "", ...rest] =
    note.text.split("\n");
  const [size, root] = [decimalOf(sizeText), bytesOf(rootText)];
  const isWhole = first === firstLine && rest.length === 1 && rest[0] === "";
  if (!isWhole || origin === "" || size === undefined || root?.length !== 32) {
    const message = `A hand-over is "${firstLine}", the log, its size, its root and the new key.`;
    throw new IntegrityFault("HAND_OVER_MALFORMED", message);
  }
  const to = parseKey(key);
  if (printKey(to) !== key || to.type !== "ed25519") {
    throw new IntegrityFault("HAND_OVER_MALFORMED", "The new key is not written as keys are.");
  }
  return { origin, size, root, to, note };
}

/** The notes of a file, one after the other. Throws what `parseHandOver` throws. */
export const parseHandOvers = (text: string): readonly HandOver[] =>
  text
    .split(/^(?=batchproof-hand-over\/v1$)/m)
    .filter((note) => note.trim() !== "")
    .map((note) => parseHandOver(note.replace(/\n+$/, "\n")));

/** Whether this key signed it, for the log of its name, and the new one too. */
export function isHandedOverBy(former: Verifier, { origin, to, note }: HandOver): boolean {
  if (origin !== former.name || to.publicKey.equals(former.publicKey)) return false;
  const isBySelf = verifyNote(note, [former])?.length === 1;
  return isBySelf && verifyNote(note, [to])?.length === 1;
}

/**
 * Who may sign heads of this size, for whoever knows one key of the log: from hand-over to
 * hand-over to the end. More than one where a key handed over twice, as it does when a backup
 * brings back a log of before the first time. Hand-overs that do not fit are passed over.
 */
export function verifiersFor(
  size: number,
  known: Verifier,
  handOvers: readonly HandOver[],
): readonly Verifier[] {
  const fitting = handOvers.filter((one) => one.size < size && isHandedOverBy(known, one));
  if (fitting.length === 0) return [known];
  const left = handOvers.filter((one) => !fitting.includes(one));
  const next = new Map(fitting.map(({ to }) => [printKey(to), to]));
  return [...next.values()].flatMap((to) => verifiersFor(size, to, left));
}
