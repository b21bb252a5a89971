// Writes protobuf into a buffer whose size is computed beforehand: one allocation per message.

export class WireWriter {
  readonly bytes: Buffer;
  private at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** `tag` is the byte `field number << 3 | wire type`; all fields used here are below 16. */
  tag(tag: number): void {
    this.bytes[this.at++] = tag;
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.at++] = rest;
  }

  varintField(tag: number, value: number): void {
    this.tag(tag);
    this.varint(value);
  }

  /** The head of a nested message, whose `length` bytes follow. */
  open(tag: number, length: number): void {
    this.tag(tag);
    this.varint(length);
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  bytesField(tag: number, bytes: Uint8Array): void {
    this.open(tag, bytes.length);
    this.raw(bytes);
  }

  /** `length` is the text's length in UTF-8. */
  textField(tag: number, text: string, length: number): void {
    this.open(tag, length);
    this.at += this.bytes.write(text, this.at, length, "utf8");
  }
}

/** Bytes that a varint takes; positions and revisions stay below 2^53 and so below nine bytes. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Bytes of a length-delimited field of `length` bytes, its one-byte tag included. */
export function fieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

// For messages that are written once per call, where clarity is worth more than an allocation.

export function varintField(tag: number, value: number): Buffer {
  const writer = new WireWriter(1 + varintSize(value));
  writer.varintField(tag, value);
  return writer.bytes;
}

export function bytesField(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const writer = new WireWriter(fieldSize(length));
  writer.open(tag, length);
  for (const part of parts) writer.raw(part);
  return writer.bytes;
}

export function textField(tag: number, text: string): Buffer {
  return bytesField(tag, Buffer.from(text, "utf8"));
}

/** A field that holds the empty message. */
export function emptyField(tag: number): Buffer {
  return Buffer.from([tag, 0]);
}
