// What one anchor answered, and when it did not: a line for each, with its own SHA-256 before it.
// The first line says whose they are.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { bytesOf } from "../integrity/base64.ts";
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { IntegrityFault } from "../integrity/fault.ts";
import { printNote } from "../integrity/note.ts";
import type { Anchored, AnchorKind, AnchorName } from "./anchor.ts";
import { type AppendOnlyFile, type Form, openAppendOnly } from "./append-only-file.ts";
import { AnchorFault } from "./fault.ts";

export interface Receipt extends Anchored {
  readonly line: "receipt";
  /** This machine's clock when the answer came: an ISO instant. */
  readonly at: string;
}

/** It did not answer from here on; the next one stands behind the next receipt. */
export interface Failure {
  readonly line: "failure";
  readonly at: string;
  readonly code: string;
  readonly detail: string;
}

export type Line =
  | Receipt
  | Failure
  | { readonly line: "name"; readonly name: AnchorName }
  /** Something else stands there; `at` so many bytes in the file. */
  | { readonly line: "damaged"; readonly at: number };

export type Journal = AppendOnlyFile<Line>;

/** Throws AnchorFault RECEIPT_DAMAGED where the file becomes shorter while it is open. */
export const openJournal = (path: string): Promise<Journal> => openAppendOnly(path, form);

export const readJournal = async (path: string): Promise<readonly Line[]> =>
  form.parse(await readFile(path), 0).all;

const form: Form<Line> = {
  print: (line) => printLine(line),
  parse(bytes, at) {
    const length = bytes.lastIndexOf(0x0a) + 1;
    let from = at;
    const all = bytes
      .subarray(0, length)
      .toString("latin1")
      .split("\n")
      .slice(0, -1)
      .map((text) => {
        const line = parseLine(Buffer.from(text, "latin1").toString("utf8"));
        const found = line ?? { line: "damaged" as const, at: from };
        from += text.length + 1;
        return found;
      });
    return { all, length };
  },
  cut: (at) => new AnchorFault("RECEIPT_DAMAGED", `The receipts end at byte ${at}.`),
};

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function printLine(line: Line): string {
  const text = JSON.stringify(saidOf(line));
  return `${digestOf(text)} ${text}\n`;
}

function saidOf(line: Line): object {
  switch (line.line) {
    case "name":
      return { anchor: line.name.kind, of: line.name.of };
    case "failure":
      return { at: line.at, failed: line.code, detail: line.detail };
    case "receipt": {
      const token = line.token && { token: line.token.toString("base64") };
      return { at: line.at, checkpoint: printNote(line.checkpoint.note), ...token };
    }
    case "damaged":
      throw new RangeError("What is damaged is not written.");
    default:
      return line satisfies never;
  }
}

function parseLine(text: string): Line | undefined {
  const json = text.slice(65);
  if (text.slice(0, 65) !== `${digestOf(json)} `) return undefined;
  const said = membersOf(json);
  if (!said) return undefined;
  const { anchor, of, at, failed, detail, checkpoint, token } = said;
  if (isKind(anchor) && typeof of === "string") return { line: "name", name: { kind: anchor, of } };
  if (typeof at !== "string" || Number.isNaN(Date.parse(at))) return undefined;
  if (typeof failed === "string" && typeof detail === "string") {
    return { line: "failure", at, code: failed, detail };
  }
  const head = typeof checkpoint === "string" ? checkpointIn(checkpoint) : undefined;
  const der = typeof token === "string" ? bytesOf(token) : undefined;
  if (!head || (token !== undefined && !der)) return undefined;
  return { line: "receipt", at, checkpoint: head, ...(der && { token: der }) };
}

/** Whoever writes to the file can make a digest too. */
function membersOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const said: unknown = JSON.parse(json);
    return typeof said === "object" && said !== null ? { ...said } : undefined;
  } catch {
    return undefined;
  }
}

const isKind = (kind: unknown): kind is AnchorKind =>
  kind === "file" || kind === "timestamp" || kind === "witness";

function checkpointIn(text: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    if (error instanceof IntegrityFault) return undefined;
    throw error;
  }
}
