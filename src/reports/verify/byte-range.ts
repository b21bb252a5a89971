// Which bytes of the file the seal covers: all of them, except exactly the signature itself.
import type { PdfReader } from "../pdf-syntax/reader.ts";
import { isArray, type PdfDictionary, PdfString } from "../pdf-syntax/value.ts";
import type { Finding } from "./finding.ts";

export interface Covered {
  /** The bytes before and after the signature. */
  readonly ranges: readonly [Uint8Array, Uint8Array];
  /** The signature's bytes, with the zeros that fill its room. */
  readonly contents: Uint8Array;
}

export function coveredBytes(reader: PdfReader, seal: PdfDictionary): Covered | Finding {
  const contents = seal.get("Contents");
  const range = seal.get("ByteRange");
  const [first, gapAt, gapEnd, rest, ...more] = isArray(range) ? range.map(Number) : [];
  if (!(contents instanceof PdfString) || first === undefined || gapAt === undefined) {
    return wrong("the signature dictionary has no byte range");
  }
  if (gapEnd === undefined || rest === undefined || more.length > 0 || first !== 0) {
    return wrong("the byte range is not of four numbers, the first zero");
  }
  if (gapAt !== contents.start || gapEnd !== contents.end) {
    return wrong("what is left out is not exactly the signature");
  }
  const { source } = reader;
  const left = source.size - (gapEnd + rest);
  if (left !== 0) {
    const detail = left > 0 ? `${left} bytes after the sealed ones` : `${-left} bytes are missing`;
    return { code: "BYTES_NOT_COVERED", where: `byte ${gapEnd + rest}`, detail };
  }
  // Written in lower case, so that no bit of it can be turned without being seen.
  const text = Buffer.from(source.read(gapAt, gapEnd - gapAt)).toString("latin1");
  if (text !== `<${Buffer.from(contents.bytes).toString("hex")}>`) {
    return wrong("the signature is not written as a sealer writes it");
  }
  return {
    ranges: [source.read(0, gapAt), source.read(gapEnd, rest)],
    contents: contents.bytes,
  };
}

const wrong = (detail: string): Finding => ({
  code: "BYTE_RANGE_WRONG",
  where: "ByteRange",
  detail,
});
