// Looks events over before the store sees them: one that it refuses without naming a reason would
// be tried again in vain.
import { EventLogFault } from "../../event-log-fault.ts";
import type { ExpectedRevision, ProposedEvent } from "../../stored-event.ts";
import type { WireEvent } from "../wire/wire.ts";

/** The store's own limit for data and metadata of one append. */
export const appendBytesMax = 1024 * 1024;
const nameBytesMax = 1024;
/** Readers walk data recursively. */
const depthMax = 500;

/** Throws MALFORMED_EVENT, or APPEND_TOO_LARGE. */
export function propose(stream: string, proposed: readonly ProposedEvent[]): readonly WireEvent[] {
  if (proposed.length === 0) throw malformed(stream, "an append carries at least one event");
  const ids = new Set<string>();
  const events: WireEvent[] = [];
  let bytes = 0;
  for (const { id, type, data, metadata } of proposed) {
    if (!isId(id)) throw malformed(stream, `"${id}" is not a UUID in lower case`);
    if (ids.size === ids.add(id).size) throw malformed(stream, `the id ${id} comes twice`);
    if (!isName(type)) throw malformed(stream, `"${type}" cannot be the type of event ${id}`);
    const parts = {
      data: Buffer.from(serialised(stream, `${type} ${id}, data`, data)),
      metadata: Buffer.from(serialised(stream, `${type} ${id}, metadata`, metadata)),
    };
    bytes += parts.data.length + parts.metadata.length;
    events.push({ id, type, contentType: "application/json", ...parts });
  }
  if (bytes <= appendBytesMax) return events;
  throw new EventLogFault(
    "APPEND_TOO_LARGE",
    `${bytes} bytes in one append to ${stream}; the store takes ${appendBytesMax}. ` +
      "Split it, or keep the bulk as a blob.",
    { stream },
  );
}

/** Throws MALFORMED_STREAM. What starts with `$` is the store's. */
export function checkStream(stream: string): void {
  if (isName(stream)) return;
  const rule = `1 to ${nameBytesMax} bytes of well-formed text that does not start with $`;
  throw new EventLogFault("MALFORMED_STREAM", `"${stream}" names no stream of ours: ${rule}.`);
}

/** Throws MALFORMED_REVISION. A negative one would come back as an internal error of the client. */
export function checkRevision(what: string, revision: number): void {
  if (Number.isSafeInteger(revision) && revision >= 0) return;
  const message = `${what} is ${revision}; it must be a whole number from 0 on.`;
  throw new EventLogFault("MALFORMED_REVISION", message);
}

export function checkExpected(expected: ExpectedRevision): void {
  if (typeof expected === "number") checkRevision("The expected revision", expected);
  else if (!["no_stream", "stream_exists", "any"].includes(expected)) {
    const message = `"${expected}" is no expected revision.`;
    throw new EventLogFault("MALFORMED_REVISION", message);
  }
}

const isId = (id: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);

const isName = (name: string): boolean =>
  name !== "" &&
  !name.startsWith("$") &&
  name.isWellFormed() &&
  !name.includes("\u0000") &&
  Buffer.byteLength(name) <= nameBytesMax;

function serialised(stream: string, what: string, part: unknown): string {
  const text = attempted(stream, what, part);
  const stray = strayAt(part);
  if (stray === undefined && typeof text === "string" && text.startsWith("{")) return text;
  const at = stray === undefined || stray === "" ? "it" : stray;
  throw malformed(stream, `${what}: ${at} is not JSON, or the whole is not an object`);
}

function attempted(stream: string, what: string, part: unknown): unknown {
  try {
    return JSON.stringify(part);
  } catch (cause) {
    // A bigint, or a cycle.
    throw malformed(stream, `${what} cannot be written as JSON`, cause);
  }
}

/** Where something stands that JSON would drop or change, or that is nested too deep (RFC 6901). */
function strayAt(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "";
  if (typeof value !== "object" || !isPlain(value) || depth > depthMax) return "";
  for (const [key, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const stray = strayAt(member, depth + 1);
    if (stray !== undefined) return `/${key}${stray}`;
  }
  return undefined;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const malformed = (stream: string, why: string, cause?: unknown): EventLogFault =>
  new EventLogFault("MALFORMED_EVENT", `Nothing was appended to ${stream}: ${why}.`, {
    stream,
    cause,
  });
