// ReadResp, encoded by hand: the hot message on the way out. One oneof: ReadEvent event = 1;
// SubscriptionConfirmation confirmation = 2; Checkpoint checkpoint = 3; StreamNotFound
// stream_not_found = 4; CaughtUp caught_up = 8; FellBehind fell_behind = 9.

import { uuidText } from "../../protobuf/uuid.ts";
import {
  bytesField,
  emptyField,
  fieldSize,
  textField,
  varintField,
  varintSize,
  WireWriter,
} from "../../protobuf/wire-writer.ts";
import { type StoredRecord, tombstoneRevision } from "../store/record.ts";

/** An event as found, and the link it was reached by when links are resolved. */
export interface Resolved {
  readonly event: StoredRecord | undefined;
  readonly link: StoredRecord | undefined;
}

const uuidLength = 36;
const uuidField = fieldSize(fieldSize(uuidLength));
// 2^63 - 1: nine bytes of which eight carry on.
const int64Max = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);

export const caughtUp: Buffer = emptyField(0x42);
export const fellBehind: Buffer = emptyField(0x4a);

/**
 * ReadEvent { RecordedEvent event = 1; RecordedEvent link = 2; oneof position { uint64
 * commit_position = 3; Empty no_position = 4; } }
 */
export function encodeEvent({ event, link }: Resolved, withPosition: boolean): Buffer {
  const eventPlan = event && plan(event);
  const linkPlan = link && plan(link);
  const position = (link ?? event)?.position ?? 0;
  const size =
    (eventPlan ? fieldSize(eventPlan.size) : 0) +
    (linkPlan ? fieldSize(linkPlan.size) : 0) +
    (withPosition ? 1 + varintSize(position) : 2);
  const writer = new WireWriter(fieldSize(size));
  writer.open(0x0a, size);
  if (eventPlan) writeRecord(writer, 0x0a, eventPlan);
  if (linkPlan) writeRecord(writer, 0x12, linkPlan);
  if (withPosition) writer.varintField(0x18, position);
  else writer.open(0x22, 0);
  return writer.bytes;
}

export function encodeConfirmation(subscriptionId: string): Buffer {
  return bytesField(0x12, textField(0x0a, subscriptionId));
}

export function encodeCheckpoint(position: number): Buffer {
  return bytesField(0x1a, varintField(0x08, position), varintField(0x10, position));
}

export function encodeStreamNotFound(stream: string): Buffer {
  return bytesField(0x22, bytesField(0x0a, textField(0x1a, stream)));
}

interface Plan {
  readonly record: StoredRecord;
  readonly created: string;
  readonly nameLength: number;
  readonly typeLength: number;
  readonly contentTypeLength: number;
  readonly size: number;
}

/** Everything of a record that has to be measured before the first byte is written. */
function plan(record: StoredRecord): Plan {
  // .NET ticks of 100 ns, counted from 1970.
  const created = `${record.createdMs}0000`;
  const nameLength = Buffer.byteLength(record.stream);
  const typeLength = Buffer.byteLength(record.type);
  const contentTypeLength = Buffer.byteLength(record.contentType);
  const size =
    uuidField +
    fieldSize(fieldSize(nameLength)) +
    1 +
    (record.revision === tombstoneRevision ? int64Max.length : varintSize(record.revision)) +
    2 * (1 + varintSize(record.position)) +
    entrySize(4, typeLength) +
    entrySize(12, contentTypeLength) +
    entrySize(7, created.length) +
    (record.metadata.length > 0 ? fieldSize(record.metadata.length) : 0) +
    fieldSize(record.data.length);
  return { record, created, nameLength, typeLength, contentTypeLength, size };
}

/**
 * RecordedEvent { UUID id = 1; StreamIdentifier stream_identifier = 2; uint64 stream_revision = 3;
 * uint64 prepare_position = 4; uint64 commit_position = 5; map<string, string> metadata = 6;
 * bytes custom_metadata = 7; bytes data = 8; }
 */
function writeRecord(writer: WireWriter, tag: number, planned: Plan): void {
  const { record, nameLength } = planned;
  writer.open(tag, planned.size);
  writer.open(0x0a, fieldSize(uuidLength));
  writer.textField(0x12, uuidText(record.id), uuidLength);
  writer.open(0x12, fieldSize(nameLength));
  writer.textField(0x1a, record.stream, nameLength);
  writer.tag(0x18);
  if (record.revision === tombstoneRevision) writer.raw(int64Max);
  else writer.varint(record.revision);
  writer.varintField(0x20, record.position);
  writer.varintField(0x28, record.position);
  writeEntry(writer, "type", record.type, planned.typeLength);
  writeEntry(writer, "content-type", record.contentType, planned.contentTypeLength);
  writeEntry(writer, "created", planned.created, planned.created.length);
  if (record.metadata.length > 0) writer.bytesField(0x3a, record.metadata);
  writer.bytesField(0x42, record.data);
}

function entrySize(keyLength: number, valueLength: number): number {
  return fieldSize(fieldSize(keyLength) + fieldSize(valueLength));
}

function writeEntry(writer: WireWriter, key: string, value: string, valueLength: number): void {
  writer.open(0x32, fieldSize(key.length) + fieldSize(valueLength));
  writer.textField(0x0a, key, key.length);
  writer.textField(0x12, value, valueLength);
}
