// event_store.client.UUID { oneof value { Structured structured = 1; string string = 2; } }
// Structured { int64 most_significant_bits = 1; int64 least_significant_bits = 2; }
import { MalformedMessage, type WireReader } from "./wire-reader.ts";

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const textual = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The 16 bytes in network order; undefined when the message holds neither form. */
export function readUuid(reader: WireReader): Buffer | undefined {
  let bytes: Buffer | undefined;
  while (reader.next()) {
    if (reader.field === 1) bytes = readStructured(reader.message());
    else if (reader.field === 2) bytes = uuidBytes(reader.latin1());
    else reader.passOver();
  }
  return bytes;
}

/** The same as text, in lower case. */
export function readUuidText(reader: WireReader): string | undefined {
  let text: string | undefined;
  while (reader.next()) {
    if (reader.field === 1) text = uuidText(readStructured(reader.message()));
    else if (reader.field === 2) text = textualIn(reader.latin1());
    else reader.passOver();
  }
  return text;
}

export function uuidText(id: Uint8Array): string {
  let text = "";
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += "-";
    text += hex[id[index] ?? 0];
  }
  return text;
}

export function uuidBytes(text: string): Buffer {
  if (!textual.test(text)) throw new MalformedMessage("not a UUID");
  return Buffer.from(text.replaceAll("-", ""), "hex");
}

function textualIn(letters: string): string {
  const text = letters.toLowerCase();
  if (!textual.test(text)) throw new MalformedMessage("not a UUID");
  return text;
}

function readStructured(reader: WireReader): Buffer {
  const bytes = Buffer.alloc(16);
  while (reader.next()) {
    if (reader.field === 1) bytes.writeBigUInt64BE(reader.varint64(), 0);
    else if (reader.field === 2) bytes.writeBigUInt64BE(reader.varint64(), 8);
    else reader.passOver();
  }
  return bytes;
}
