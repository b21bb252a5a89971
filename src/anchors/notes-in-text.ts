// Checkpoints that somebody kept: in a file, or in the text of a mail, as mail programs
// leave it. Only white space and encoding are put right: a signature holds, or it does not.
import { type Checkpoint, parseCheckpoint } from "../integrity/checkpoint.ts";
import { IntegrityFault } from "../integrity/fault.ts";
import { printNote } from "../integrity/note.ts";

/** Each once, as they stand there. */
export function checkpointsInText(text: string): readonly Checkpoint[] {
  const found = new Map<string, Checkpoint>();
  for (const form of [text, quotedPrintable(text), base64Body(text)]) {
    for (const [, head = "", signatures = ""] of tidy(form).matchAll(oneNote)) {
      const checkpoint = parsed(`${head}\n${unwrapped(signatures)}`);
      if (checkpoint) found.set(printNote(checkpoint.note), checkpoint);
    }
  }
  return [...found.values()];
}

/** Name, size, root; then signatures, which a mail program may have broken at blanks. */
const signature = String.raw`\u2014[ \n]\S+[ \n][A-Za-z0-9+/]{2,}={0,2}(?:\n|$)`;
const oneNote = new RegExp(
  String.raw`^([^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\n)\n+((?:${signature})+)`,
  "gm",
);

const unwrapped = (signatures: string): string =>
  signatures
    .replace(/\s+/g, " ")
    .trim()
    .replace(/ \u2014 /g, "\n\u2014 ")
    .concat("\n");

/** Without the marks of a quotation, and blanks at ends of lines. */
const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/^(?:> ?)+/gm, "")
    .replace(/[ \t\u00a0]+$/gm, "");

/** RFC 2045, 6.7. */
function quotedPrintable(text: string): string {
  const joined = text.replace(/=[ \t]*\r?\n/g, "");
  const bytes = Buffer.from(joined, "utf8").toString("latin1");
  const decoded = bytes.replace(/=([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1").toString("utf8");
}

/** RFC 2045, 6.8, of the body behind the header that says so. */
function base64Body(text: string): string {
  const [header, ...body] = text.replace(/\r\n?/g, "\n").split("\n\n");
  const isSaid = /^content-transfer-encoding: *base64 *$/im.test(header ?? "");
  return isSaid ? Buffer.from(body.join(""), "base64").toString("utf8") : "";
}

function parsed(text: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    if (error instanceof IntegrityFault) return undefined;
    throw error;
  }
}
