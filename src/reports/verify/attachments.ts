// The files inside a PDF, with their digests.
import { createHash } from "node:crypto";
import type { PdfReader } from "../pdf-syntax/reader.ts";
import {
  isArray,
  isDictionary,
  PdfName,
  PdfReference,
  PdfString,
  type PdfValue,
} from "../pdf-syntax/value.ts";

export interface ExtractedFile {
  readonly name: string;
  readonly mediaType: string;
  /** Source, Data or Supplement. */
  readonly relationship: string;
  readonly description: string;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** In the order of their names. Throws PDF_MALFORMED. */
export function extractFiles(reader: PdfReader): ExtractedFile[] {
  const catalogue = reader.dictionary(reader.trailer.get("Root"), "The catalogue");
  const names = reader.resolve(catalogue.get("Names"));
  const files = isDictionary(names) ? reader.resolve(names.get("EmbeddedFiles")) : undefined;
  const pairs = isDictionary(files) ? reader.resolve(files.get("Names")) : undefined;
  const list = isArray(pairs) ? pairs : [];
  return list.filter((_, index) => index % 2 === 1).map((file) => extractFile(reader, file));
}

function extractFile(reader: PdfReader, value: PdfValue): ExtractedFile {
  const specification = reader.dictionary(value, "A file specification");
  const embedded = reader.dictionary(specification.get("EF"), "An embedded file");
  const stream = embedded.get("F");
  const object = reader.object(stream instanceof PdfReference ? stream.id : 0);
  const bytes = reader.stream(object);
  const type = isDictionary(object.value) ? object.value.get("Subtype") : undefined;
  return {
    name: textOf(specification.get("UF")),
    mediaType: textOf(type),
    relationship: textOf(specification.get("AFRelationship")),
    description: textOf(specification.get("Desc")),
    digest: createHash("sha256").update(bytes).digest("hex"),
    bytes,
  };
}

const textOf = (value: PdfValue | undefined): string =>
  value instanceof PdfString || value instanceof PdfName ? value.text : "";
