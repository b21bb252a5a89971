// From the protocol's message to our shapes. Numbers are numbers: no bigint gets past here.
import { entryHash } from "../../../integrity/entry.ts";
import {
  type JsonObject,
  type LoggedBytes,
  type LoggedEvent,
  type StoredBytes,
  type StoredEvent,
  type StorePosition,
  unreadable,
} from "../../stored-event.ts";
import { storePosition } from "./position.ts";
import type { RecordedMessage } from "./wire.ts";

/** What was found, and where: a server may not say where in a read of one stream. */
export interface Found extends StoredBytes {
  readonly storePosition: StorePosition | undefined;
  readonly created_ms: number;
}

/** Metadata streams, links, statistics, tombstones: the store's own, and no events of ours. */
export const isOurs = ({ stream, type }: Pick<Found, "stream" | "type">): boolean =>
  !stream.startsWith("$") && !type.startsWith("$");

export function decode(message: RecordedMessage): Found {
  const headers = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? "",
    stream: text(message.getStreamIdentifier()?.getStreamName_asU8() ?? nothing),
    revision: Number(message.getStreamRevision()),
    type: headers.get("type") ?? "",
    contentType: headers.get("content-type") ?? "application/octet-stream",
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
    // In ticks of 100 ns; not a number where a server leaves it out.
    created_ms: Number(headers.get("created")) / 10_000,
    storePosition: storePosition({
      commit: message.getCommitPosition(),
      prepare: message.getPreparePosition(),
    }),
  };
}

/** With the parts as objects; what is no JSON object becomes `unreadable`. */
export function storedEvent({
  id,
  stream,
  revision,
  type,
  contentType,
  ...parts
}: StoredBytes): StoredEvent {
  return { id, stream, revision, type, contentType, ...objects(contentType, parts) };
}

export function loggedEvent(bytes: LoggedBytes): LoggedEvent {
  const { id, stream, revision, type, contentType, storePosition: position } = bytes;
  return {
    id,
    stream,
    revision,
    type,
    contentType,
    ...objects(contentType, bytes),
    storePosition: position,
    entry: entryHash(bytes),
  };
}

/** Without the position, which a read of one stream may or may not give. */
export function storedBytes({ storePosition: _, created_ms: __, ...bytes }: Found): StoredBytes {
  return bytes;
}

/** In log order every event has its position. */
export function isLogged(found: Found): found is LoggedBytes {
  return found.storePosition !== undefined;
}

function objects(contentType: string, { data, metadata }: Pick<Found, "data" | "metadata">) {
  return {
    data: contentType === "application/json" ? object(data) : unreadable,
    metadata: metadata.length === 0 ? {} : object(metadata),
  };
}

function object(bytes: Uint8Array): JsonObject {
  try {
    const value: unknown = JSON.parse(text(bytes));
    return isObject(value) ? value : unreadable;
  } catch {
    return unreadable;
  }
}

/** JSON.parse makes nothing but JSON. */
const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nothing = new Uint8Array();

/** Without copying the bytes first. */
const text = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString("utf8");
