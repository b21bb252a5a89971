// The data of a letter inside its own PDF: what a letter in a folder says can be compared with.
import { canonicalJson } from "../../integrity/canonical-json.ts";
import { bytesSource } from "../pdf-syntax/byte-source.ts";
import { PdfReader } from "../pdf-syntax/reader.ts";
import type { Attachment } from "../render/pdf/file/attach.ts";
import { extractFiles } from "../verify/attachments.ts";
import type { Letter } from "./letter.ts";

const name = "letter.json";

export const letterFile = (letter: Letter): Attachment => ({
  name,
  mediaType: "application/json",
  description: "What the letter says, as data",
  relationship: "Source",
  async *content() {
    yield textOf(letter);
  },
});

/** The text of the data in a PDF that was issued here; undefined where it has none. */
export const letterFrom = (pdf: Uint8Array): string | undefined => {
  const file = extractFiles(new PdfReader(bytesSource(pdf))).find((one) => one.name === name);
  return file && Buffer.from(file.bytes).toString();
};

/** The members in which a letter is another; none: it says the same. */
export function differences(text: string | undefined, letter: Letter): readonly string[] {
  if (text === undefined) return ["without its data"];
  const [there, now] = [text, textOf(letter)].map(
    (one): Record<string, unknown> => JSON.parse(one),
  );
  const members = new Set([...Object.keys(there ?? {}), ...Object.keys(now ?? {})]);
  return [...members]
    .filter((member) => JSON.stringify(there?.[member]) !== JSON.stringify(now?.[member]))
    .sort();
}

/** Members that hold nothing are not written. */
const textOf = (letter: Letter): string => canonicalJson(JSON.parse(JSON.stringify(letter)));
