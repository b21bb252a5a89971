// Reads protobuf fields from bytes that somebody else wrote: every step is checked, nothing is
// trusted.
import { isUtf8 } from "node:buffer";

export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

/** https://protobuf.dev/programming-guides/encoding/#structure */
export const WireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export class WireReader {
  private readonly bytes: Buffer;
  private at = 0;
  /** Set by `next()`. */
  field = 0;
  private wireType = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.at >= this.bytes.length) return false;
    const tag = this.readVarint();
    this.field = Math.floor(tag / 8);
    this.wireType = tag % 8;
    if (this.field < 1 || this.field > 0x1fffffff) throw new MalformedMessage("field number");
    return true;
  }

  /** Exact up to 2^53; larger values are only good for comparing. */
  varint(): number {
    this.expect(WireType.varint);
    return this.readVarint();
  }

  varint64(): bigint {
    this.expect(WireType.varint);
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new MalformedMessage("varint of more than 10 bytes");
  }

  /** In decimal, exact. */
  uint64Text(): string {
    const from = this.at;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return String(value);
    this.at = from;
    return String(this.varint64());
  }

  /** A view, not a copy. */
  slice(): Buffer {
    this.expect(WireType.bytes);
    const length = this.readVarint();
    return this.take(length);
  }

  text(): string {
    const slice = this.slice();
    if (!isUtf8(slice)) throw new MalformedMessage("text is not UTF-8");
    return slice.toString("utf8");
  }

  message(): WireReader {
    return new WireReader(this.slice());
  }

  passOver(): void {
    switch (this.wireType) {
      case WireType.varint:
        this.readVarint();
        return;
      case WireType.fixed64:
        this.take(8);
        return;
      case WireType.bytes:
        this.take(this.readVarint());
        return;
      case WireType.fixed32:
        this.take(4);
        return;
      default:
        throw new MalformedMessage(`wire type ${this.wireType}`);
    }
  }

  private expect(wireType: number): void {
    if (this.wireType !== wireType) throw new MalformedMessage(`field ${this.field}: wire type`);
  }

  private readVarint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new MalformedMessage("varint of more than 10 bytes");
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new MalformedMessage("ends inside a field");
    this.at++;
    return byte;
  }

  private take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new MalformedMessage("ends inside a field");
    const slice = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return slice;
  }
}
