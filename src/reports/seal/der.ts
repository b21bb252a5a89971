// DER values as certificates and signatures need them, written and read with asn1js.
import {
  Boolean as Asn1Boolean,
  Set as Asn1Set,
  type BaseBlock,
  BitString,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  UTCTime,
  Utf8String,
} from "asn1js";
import { ReportFault } from "../fault.ts";

export type Der = BaseBlock;

export const sequence = (...value: Der[]): Der => new Sequence({ value });
export const oid = (value: string): Der => new ObjectIdentifier({ value });
export const octets = (bytes: Uint8Array): Der => new OctetString({ valueHex: copy(bytes) });
export const smallInteger = (value: number): Der => new Integer({ value });
/** Big-endian, positive. */
export const bigInteger = (bytes: Uint8Array): Der => new Integer({ valueHex: copy(bytes) });
export const truth = (): Der => new Asn1Boolean({ value: true });
export const utf8 = (value: string): Der => new Utf8String({ value });
export const bits = (bytes: Uint8Array, unusedBits = 0): Der =>
  new BitString({ valueHex: copy(bytes), unusedBits });

/** Elements of a SET OF are sorted by their encoding (X.690, 11.6). */
export const setOf = (...elements: Der[]): Der =>
  new Asn1Set({ value: elements.map(encoded).sort(Buffer.compare).map(decoded) });

/** [n], constructed: an explicit tag around one value, or an implicit one in place of a SET's. */
export const context = (tagNumber: number, ...value: Der[]): Der =>
  new Constructed({ idBlock: { tagClass: CONTEXT, tagNumber }, value });

/** [n], primitive, implicit. */
export const contextOctets = (tagNumber: number, bytes: Uint8Array): Der =>
  new Primitive({ idBlock: { tagClass: CONTEXT, tagNumber }, valueHex: copy(bytes) });

/** Until 2049 with two digits of the year (RFC 5280, 4.1.2.5). */
export const time = (valueDate: Date): Der =>
  valueDate.getUTCFullYear() < 2050
    ? new UTCTime({ valueDate })
    : new GeneralizedTime({ valueDate });

const CONTEXT = 3;

export const encoded = (value: Der): Buffer => Buffer.from(value.toBER(false));

/** Throws PDF_MALFORMED where the bytes do not begin with a DER value. */
export function decoded(bytes: Uint8Array): Der {
  const { offset, result } = fromBER(copy(bytes));
  if (offset > 0) return result;
  throw new ReportFault("PDF_MALFORMED", {
    what: "A certificate or signature cannot be read.",
    where: "DER",
    remedy: "The file is damaged.",
  });
}

/** The values inside a constructed one. */
export const children = (value: Der | undefined): readonly Der[] =>
  value instanceof Constructed ? value.valueBlock.value : [];

export const octetsOf = (value: Der | undefined): Buffer | undefined =>
  value instanceof OctetString ? Buffer.from(value.valueBlock.valueHexView) : undefined;

/** The bytes a value was read from. */
export const original = (value: Der): Buffer => Buffer.from(value.valueBeforeDecodeView);

/** asn1js wants a buffer of its own. */
const copy = (bytes: Uint8Array): ArrayBuffer => {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
};
