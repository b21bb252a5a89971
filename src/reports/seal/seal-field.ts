// The seal's field in a PDF: the signature field that the renderer placed.
import { ReportFault } from "../fault.ts";
import type { PdfReader } from "../pdf-syntax/reader.ts";
import {
  isArray,
  isDictionary,
  type PdfDictionary,
  PdfReference,
  PdfString,
} from "../pdf-syntax/value.ts";
import { SEAL_FIELD_NAME } from "../render/pdf/block/seal.ts";

export interface SealField {
  readonly field: PdfReference;
  readonly dictionary: PdfDictionary;
  /** Points. */
  readonly size: readonly [width: number, height: number];
}

/** Throws SEAL_FIELD_MISSING. */
export function findSealField(reader: PdfReader): SealField {
  const catalogue = reader.dictionary(reader.trailer.get("Root"), "The catalogue");
  const form = reader.resolve(catalogue.get("AcroForm"));
  const fields = isDictionary(form) ? reader.resolve(form.get("Fields")) : undefined;
  for (const field of isArray(fields) ? fields : []) {
    if (!(field instanceof PdfReference)) continue;
    const dictionary = reader.dictionary(field, "A form field");
    const title = dictionary.get("T");
    if (!(title instanceof PdfString) || title.text !== SEAL_FIELD_NAME) continue;
    return { field, dictionary, size: sizeOf(dictionary) };
  }
  throw new ReportFault("SEAL_FIELD_MISSING", {
    what: "The file has no place for a seal.",
    where: "form fields",
    remedy: "Give the document a block of kind seal before it is rendered.",
  });
}

function sizeOf(dictionary: PdfDictionary): readonly [number, number] {
  const box = dictionary.get("Rect");
  const [x1, y1, x2, y2] = isArray(box) ? box.map(Number) : [];
  return [(x2 ?? 0) - (x1 ?? 0), (y2 ?? 0) - (y1 ?? 0)];
}
