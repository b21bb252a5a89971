// An answer with what proves whose it is, in one JSON text that verifies offline (docs/proofs.md):
// a note of the log's key over its digest, and the inclusion of the last event that it looked at.
// The event itself is not in it. What it cannot tell is whether the answer follows from the log.
import { canonicalJson, digestOf } from "../canonical-json.ts";
import { IntegrityFault } from "../fault.ts";
import { type Note, parseNote, printNote, type Signer, signNote } from "../note.ts";
import { parseStrictly } from "../strict-json.ts";
import { isProven, parseProof, printProof, type TlogProof } from "../tlog-proof.ts";

const schema = "batchproof-answer/v1";

/** What its note states. */
export interface Stated {
  /** trace, whereabouts, recall ... */
  readonly kind: string;
  /** SHA-256 of the answer's RFC 8785 text, hex. */
  readonly sha256: string;
  /** A tree size: it looked at the entries 0 to asOf - 1. */
  readonly asOf: number;
  /** Of the log. */
  readonly origin: string;
  /** UTC, ISO 8601. */
  readonly at: string;
}

export interface ProvenAnswer {
  readonly stated: Stated;
  readonly note: Note;
  readonly proof: TlogProof;
  /** Whether it is the answer that was stated. */
  readonly isSame: boolean;
  /** Whether the last entry that it looked at is in the tree, at its place. */
  readonly isIncluded: boolean;
}

export interface Given {
  readonly kind: string;
  readonly answer: { readonly asOf: number };
  readonly at: string;
  /** Of the entry at asOf - 1. */
  readonly entryHash: Buffer;
  readonly proof: TlogProof;
}

export function printProvenAnswer(given: Given, signer: Signer): string {
  const { kind, answer, at, entryHash, proof } = given;
  const { origin } = proof.checkpoint;
  const stated = { kind, sha256: digestAsWritten(answer), asOf: answer.asOf, origin, at };
  const text = `${schema}\n${canonicalJson(stated)}\n`;
  const statement = printNote({ text, signatures: [signNote(text, signer)] });
  const members = { statement, entry: entryHash.toString("hex"), proof: printProof(proof) };
  return `${JSON.stringify({ schema, ...members, answer })}\n`;
}

/** Members that hold nothing are not written. */
export const digestAsWritten = (answer: object): string =>
  digestOf(JSON.parse(JSON.stringify(answer)));

/** Whether a text begins like one, also where it was laid out anew. */
export const isProvenAnswer = (text: string): boolean =>
  /^\s*\{\s*"schema"\s*:\s*"batchproof-answer\/v1"/.test(text);

/** Throws IntegrityFault ANSWER_MALFORMED, and what `parseNote` and `parseProof` throw. */
export function parseProvenAnswer(text: string): ProvenAnswer {
  const { statement, entry, proof: proofText, answer, ...others } = membersIn(text);
  if (
    Object.keys(others).join() !== "schema" ||
    others.schema !== schema ||
    typeof statement !== "string" ||
    typeof entry !== "string" ||
    typeof proofText !== "string" ||
    !/^[0-9a-f]{64}$/.test(entry) ||
    !isObject(answer)
  ) {
    throw malformed();
  }
  const note = parseNote(statement);
  const [first, line = "", ...rest] = note.text.split("\n");
  if (first !== schema || rest.length !== 1) throw malformed();
  const { kind, sha256, asOf, origin, at } = membersIn(line);
  const isWhole =
    typeof kind === "string" &&
    typeof sha256 === "string" &&
    typeof asOf === "number" &&
    typeof origin === "string" &&
    typeof at === "string";
  if (!isWhole) throw malformed();
  const proof = parseProof(proofText);
  const { checkpoint } = proof;
  return {
    stated: { kind, sha256, asOf, origin, at },
    note,
    proof,
    isSame: digestOf(answer) === sha256 && answer.asOf === asOf,
    isIncluded:
      proof.index === asOf - 1 &&
      checkpoint.origin === origin &&
      isProven(Buffer.from(entry, "hex"), proof),
  };
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function membersIn(text: string): { readonly [name: string]: unknown } {
  try {
    const value = parseStrictly(text);
    if (isObject(value)) return value;
  } catch {
    // It is told below.
  }
  throw malformed();
}

const malformed = () =>
  new IntegrityFault(
    "ANSWER_MALFORMED",
    `An answer with proofs is JSON of the schema ${schema}, with no member twice in an object.`,
  );
