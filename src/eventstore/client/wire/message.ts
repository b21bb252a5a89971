// From what was found in the store to our shapes.
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

/** What was found, and where: a server may not say where in a read of one stream. */
export interface Found extends StoredBytes {
  readonly storePosition: StorePosition | undefined;
  readonly created_ms: number;
}

/** Metadata streams, links, statistics, tombstones: the store's own, and no events of ours. */
export const isOurs = ({ stream, type }: Pick<Found, "stream" | "type">): boolean =>
  !stream.startsWith("$") && !type.startsWith("$");

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
  if (isTooDeep(bytes)) return unreadable;
  try {
    const value: unknown = JSON.parse(text(bytes));
    return isObject(value) ? value : unreadable;
  } catch {
    return unreadable;
  }
}

/** JSON.parse reads any depth; what prints or checks JSON runs out of stack at a few thousand. */
const depthMax = 1_000;

function isTooDeep(bytes: Uint8Array): boolean {
  // Each level takes an opening and a closing bracket: most events are too short to be asked.
  if (bytes.length <= 2 * depthMax) return false;
  let [depth, inText] = [0, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === backslash) at += 1;
    else if (byte === quote) inText = !inText;
    else if (inText) continue;
    else if (byte === brace || byte === bracket) depth += 1;
    else if (byte === brace + 2 || byte === bracket + 2) depth -= 1;
    if (depth > depthMax) return true;
  }
  return false;
}

const [quote, backslash, brace, bracket] = [0x22, 0x5c, 0x7b, 0x5b];

/** JSON.parse makes nothing but JSON. */
const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Without copying the bytes first. */
const text = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString("utf8");
