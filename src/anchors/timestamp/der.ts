// What is read of DER in time stamps and certificates.
import {
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  ObjectIdentifier,
  OctetString,
  type BaseBlock as Value,
} from "asn1js";
import { AnchorFault } from "../fault.ts";

export type { Value };

/** Throws TIMESTAMP_INVALID where the bytes are not one value, and nothing behind it. */
export function valueIn(bytes: Uint8Array): Value {
  const { offset, result } = parsed(bytes);
  if (offset === bytes.length && result) return result;
  throw invalid("It is cut, or no DER.");
}

/** The library throws at a time that is none. */
function parsed(bytes: Uint8Array): { readonly offset: number; readonly result?: Value } {
  try {
    return fromBER(Uint8Array.from(bytes).buffer);
  } catch {
    return { offset: -1 };
  }
}

export const partsOf = (value: Value | undefined): readonly Value[] =>
  value instanceof Constructed ? value.valueBlock.value : [];

/** The one that stands behind an explicit tag, or the parts behind an implicit one. */
export const tagged = (parts: readonly Value[], tag: number): Value | undefined =>
  parts.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === tag);

export const oidOf = (value: Value | undefined): string | undefined =>
  value instanceof ObjectIdentifier ? value.getValue() : undefined;

export const octetsOf = (value: Value | undefined): Buffer | undefined =>
  value instanceof OctetString ? Buffer.from(value.getValue()) : undefined;

/** Big-endian, as it stands. */
export const integerOf = (value: Value | undefined): Buffer | undefined =>
  value instanceof Integer ? Buffer.from(value.valueBlock.valueHexView) : undefined;

export const timeOf = (value: Value | undefined): Date | undefined =>
  value instanceof GeneralizedTime ? value.toDate() : undefined;

/** The bytes that it was read from. */
export const bytesOf = (value: Value): Buffer => Buffer.from(value.valueBeforeDecodeView);

export const invalid = (message: string): AnchorFault =>
  new AnchorFault("TIMESTAMP_INVALID", `The time stamp does not count: ${message}`);
