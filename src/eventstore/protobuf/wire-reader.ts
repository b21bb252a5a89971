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
  private at: number;
  private readonly end: number;
  /** Set by `next()`. */
  field = 0;
  private wireType = 0;

  /** The message that lies from `at` to `end`. */
  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.at >= this.end) return false;
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
    const from = this.passBytes();
    return this.bytes.subarray(from, this.at);
  }

  text(): string {
    const from = this.passBytes();
    const text = this.bytes.toString("utf8", from, this.at);
    // What is no UTF-8 becomes U+FFFD, which text may hold as well.
    if (text.includes("\ufffd") && !isUtf8(this.bytes.subarray(from, this.at))) {
      throw new MalformedMessage("text is not UTF-8");
    }
    return text;
  }

  /** For text of known letters: one character for each byte. */
  latin1(): string {
    const from = this.passBytes();
    return this.bytes.toString("latin1", from, this.at);
  }

  message(): WireReader {
    const from = this.passBytes();
    return new WireReader(this.bytes, from, this.at);
  }

  passOver(): void {
    switch (this.wireType) {
      case WireType.varint:
        this.readVarint();
        return;
      case WireType.fixed64:
        this.pass(8);
        return;
      case WireType.bytes:
        this.pass(this.readVarint());
        return;
      case WireType.fixed32:
        this.pass(4);
        return;
      default:
        throw new MalformedMessage(`wire type ${this.wireType}`);
    }
  }

  private expect(wireType: number): void {
    if (this.wireType !== wireType) throw new MalformedMessage(`field ${this.field}: wire type`);
  }

  private readVarint(): number {
    const first = this.bytes[this.at] ?? 0x80;
    if (first < 0x80 && this.at < this.end) {
      this.at++;
      return first;
    }
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
    if (byte === undefined || this.at >= this.end)
      throw new MalformedMessage("ends inside a field");
    this.at++;
    return byte;
  }

  private pass(length: number): void {
    if (length > this.end - this.at) throw new MalformedMessage("ends inside a field");
    this.at += length;
  }

  /** Passes over a field of bytes, and says where they begin; they end where the reader is. */
  private passBytes(): number {
    this.expect(WireType.bytes);
    const length = this.readVarint();
    const from = this.at;
    this.pass(length);
    return from;
  }
}
