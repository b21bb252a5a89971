// Operations on their way from the protocol thread to the writer thread: one buffer for many
// operations, handed over without a copy, where structured cloning would copy each event's five
// fields one by one.
import type { WriteOperation } from "./operation.ts";
import type { ProposedRecord } from "./record.ts";

const kinds = ["append", "delete", "tombstone"] as const;
// kind u8, expected f64, deadline f64, name length u32, number of events u32
const operationHead = 1 + 8 + 8 + 4 + 4;
// id 16, then the lengths of type, content type, metadata, data as u32
const eventHead = 16 + 4 * 4;

/** The buffer's memory is its own, so that it may be transferred. */
export function packOperations(operations: readonly WriteOperation[]): ArrayBuffer {
  const packed = new ArrayBuffer(operations.reduce((sum, each) => sum + sizeOf(each), 0));
  const writer = new Packer(packed);
  for (const operation of operations) {
    const events = operation.kind === "append" ? operation.events : [];
    writer.u8(kinds.indexOf(operation.kind));
    writer.f64(operation.expected);
    writer.f64(operation.kind === "append" ? operation.deadlineMs : Number.POSITIVE_INFINITY);
    writer.text(operation.stream);
    writer.u32(events.length);
    for (const event of events) writer.event(event);
  }
  return packed;
}

export function unpackOperations(packed: ArrayBuffer): WriteOperation[] {
  const reader = new Unpacker(packed);
  const operations: WriteOperation[] = [];
  while (reader.hasMore()) {
    const kind = kinds[reader.u8()] ?? "append";
    const expected = reader.f64();
    const deadlineMs = reader.f64();
    const stream = reader.text();
    const events = Array.from({ length: reader.u32() }, () => reader.event());
    if (kind === "append") operations.push({ kind, stream, expected, deadlineMs, events });
    else operations.push({ kind, stream, expected });
  }
  return operations;
}

/** Bytes an operation takes on its way; also what is counted for back-pressure. */
export function sizeOf(operation: WriteOperation): number {
  let size = operationHead + Buffer.byteLength(operation.stream);
  if (operation.kind !== "append") return size;
  for (const { type, contentType, metadata, data } of operation.events) {
    size += eventHead + Buffer.byteLength(type) + Buffer.byteLength(contentType);
    size += metadata.length + data.length;
  }
  return size;
}

class Packer {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(packed: ArrayBuffer) {
    this.bytes = Buffer.from(packed);
  }

  u8(value: number): void {
    this.at = this.bytes.writeUInt8(value, this.at);
  }

  u32(value: number): void {
    this.at = this.bytes.writeUInt32LE(value, this.at);
  }

  f64(value: number): void {
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  text(value: string): void {
    const start = this.at + 4;
    const length = this.bytes.write(value, start, "utf8");
    this.u32(length);
    this.at = start + length;
  }

  blob(value: Uint8Array): void {
    this.u32(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  event({ id, type, contentType, metadata, data }: ProposedRecord): void {
    this.bytes.set(id, this.at);
    this.at += 16;
    this.text(type);
    this.text(contentType);
    this.blob(metadata);
    this.blob(data);
  }
}

class Unpacker {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(packed: ArrayBuffer) {
    this.bytes = Buffer.from(packed);
  }

  hasMore(): boolean {
    return this.at < this.bytes.length;
  }

  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }

  u32(): number {
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }

  f64(): number {
    this.at += 8;
    return this.bytes.readDoubleLE(this.at - 8);
  }

  text(): string {
    return this.blob().toString("utf8");
  }

  /** A view: valid as long as the whole buffer is kept. */
  blob(): Buffer {
    return this.take(this.u32());
  }

  event(): ProposedRecord {
    const id = this.take(16);
    const type = this.text();
    const contentType = this.text();
    return { id, type, contentType, metadata: this.blob(), data: this.blob() };
  }

  private take(length: number): Buffer {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
