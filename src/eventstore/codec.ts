// Between events and what the store holds: the shape on append and on read, upcasting, the mac.
// The only place that knows former shapes and that trusts nothing it reads.
import type { AnyEvent, EventType } from "../domain/kernel/event-type.ts";
import { Metadata, type Recorded } from "../domain/kernel/metadata.ts";
import { subjectOf } from "../domain/kernel/subject.ts";
import { isMacOf, macOf, splitMac } from "../integrity/entry.ts";
import { EventFault } from "./event-fault.ts";
import type { Json, JsonObject, ProposedEvent, StoredEvent } from "./stored-event.ts";
import { categoryAndId } from "./stream-name.ts";
import { malformedText } from "./well-formed.ts";

/** What the handler knows of an event besides what its type and the codec say. */
export type Facts = Omit<Metadata, "schemaVersion" | "subjects" | "before" | "mac">;

export interface Placed {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
}

export type Decoded<Event extends AnyEvent> =
  | { readonly kind: "ours"; readonly recorded: Recorded<Event> }
  /** Written by something that does not hold the instance's key, or changed since. */
  | { readonly kind: "foreign"; readonly stored: StoredEvent; readonly reason: ForeignReason };
export type ForeignReason = "NO_MAC" | "MAC_WRONG";

export interface Codec<Event extends AnyEvent = AnyEvent> {
  /** Throws EventFault MALFORMED_EVENT or MALFORMED_TEXT, with the pointer to the place. */
  encode(placed: Placed, event: Event, facts: Facts): ProposedEvent;
  /**
   * Throws EventFault EVENT_TOO_NEW when a newer build wrote it: to skip it would be to lose it.
   */
  decode(stored: StoredEvent): Decoded<Event>;
}

const contentType = "application/json";

export function createCodec<Event extends AnyEvent>(
  eventTypes: ReadonlyMap<string, EventType>,
  macKey: Uint8Array,
): Codec<Event> {
  /**
   * By the metadata of what was encoded here. Whoever hands the very same objects back had them
   * from here and not from a store, so that there is nothing to check once more.
   */
  const own = new WeakMap<JsonObject, Encoded>();
  return {
    encode(placed, event, facts) {
      const type = eventTypes.get(event.type);
      if (!type) throw new EventFault("MALFORMED_EVENT", `${event.type} is not in the catalogue.`);
      const data = shaped(type.data.safeParse(event.data), placed, event.type);
      const unsigned = unsignedMetadata(placed, event, type, data, facts).slice(0, -1);
      const text = JSON.stringify(data);
      const parts = { data: Buffer.from(text), metadata: Buffer.from(unsigned) };
      const mac = macOf({ ...placed, type: type.name, contentType, ...parts }, macKey);
      const metadata = JSON.parse(`${unsigned},"mac":"${mac}"}`) as JsonObject;
      if (malformed.test(text) || malformed.test(unsigned)) refuseMalformedText({ data, metadata });
      const told = shaped(Metadata.safeParse(metadata), placed, event.type);
      own.set(metadata, { data, placed, type, text, told });
      return { id: placed.id, type: type.name, data, metadata };
    },

    decode(stored) {
      const encoded = own.get(stored.metadata);
      if (encoded && isPlaced(stored, encoded)) {
        return { kind: "ours", recorded: readAgain<Event>(encoded) };
      }
      const reason = foreign(stored, macKey);
      if (reason) return { kind: "foreign", stored, reason };
      const type = eventTypes.get(stored.type);
      const metadata = shaped(Metadata.safeParse(stored.metadata), stored, stored.type);
      if (!type || metadata.schemaVersion > type.version) {
        const shape = `${stored.type} version ${metadata.schemaVersion}`;
        throw new EventFault(
          "EVENT_TOO_NEW",
          `${shape} in ${stored.stream} at ${stored.revision} was written by a newer build.`,
        );
      }
      const steps = (type.formerly ?? []).slice(metadata.schemaVersion - 1);
      const newest = steps.reduce((data, { upcast }): unknown => upcast(data), stored.data);
      const data = shaped(type.data.safeParse(newest), stored, stored.type);
      return { kind: "ours", recorded: recordedOf<Event>(stored, type, data, metadata) };
    },
  };
}

interface Encoded {
  readonly placed: Placed;
  readonly type: EventType;
  readonly data: JsonObject;
  /** Of the data. */
  readonly text: string;
  readonly told: Metadata;
}

const isPlaced = (stored: StoredEvent, { placed, type, data }: Encoded): boolean =>
  stored.data === data &&
  stored.type === type.name &&
  stored.id === placed.id &&
  stored.stream === placed.stream &&
  stored.revision === placed.revision;

/** As it would come from a store: what is not JSON is not there. */
const readAgain = <Event extends AnyEvent>({ placed, type, text, told }: Encoded) =>
  recordedOf<Event>(placed, type, JSON.parse(text) as JsonObject, told);

function recordedOf<Event extends AnyEvent>(
  { id, stream, revision }: Placed,
  type: EventType,
  data: JsonObject,
  metadata: Metadata,
): Recorded<Event> {
  // The catalogue gave the type, and the type's own schema has passed the data.
  const event = { type: type.name, data, ...formerValues(metadata) } as unknown as Event;
  return { id, stream, revision, event, metadata };
}

/** As JSON, which has no members that are undefined; the mac will be its last one. */
function unsignedMetadata(
  { stream }: Placed,
  event: AnyEvent,
  type: EventType,
  data: JsonObject,
  facts: Facts,
): string {
  const { category, id } = categoryAndId(stream);
  const own = subjectOf(category, id);
  const subjects = [own, ...type.subjects(data)];
  const seen = new Map(subjects.map((subject) => [JSON.stringify(subject), subject]));
  const before = Object.entries(event.before ?? {}).map(([field, old]) => [`/${field}`, old]);
  return JSON.stringify({
    ...facts,
    schemaVersion: type.version,
    subjects: [...seen.values()],
    ...(before.length > 0 && { before: Object.fromEntries(before) }),
  });
}

/**
 * The mac is checked over the JSON as it would be written;
 * `verify` checks it over the stored bytes.
 */
function foreign(stored: StoredEvent, macKey: Uint8Array): ForeignReason | undefined {
  const split = splitMac(JSON.stringify(stored.metadata));
  if (!split) return "NO_MAC";
  const { id, stream, revision, type, contentType } = stored;
  const data = Buffer.from(JSON.stringify(stored.data));
  const metadata = Buffer.from(split.unsigned);
  const parts = { id, stream, revision, type, contentType, data, metadata };
  return isMacOf(split.mac, parts, macKey) ? undefined : "MAC_WRONG";
}

/** JSON.stringify escapes what is not well-formed, and U+0000: where there is none all is well. */
const malformed = /\\u(?:d|0000)/;

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };

function shaped<T>(parsed: Parsed<T>, { stream }: Placed, type: string): T & JsonObject {
  // A strict object of JSON members, which TypeScript cannot see from the schema's type.
  if (parsed.success) return parsed.data as T & JsonObject;
  const issues = parsed.error.issues.map(({ path, message }) => `/${path.join("/")}: ${message}`);
  throw new EventFault("MALFORMED_EVENT", `${type} in ${stream}: ${issues.join("; ")}`);
}

function refuseMalformedText(value: Json): void {
  const pointer = malformedText(value);
  if (pointer === undefined) return;
  throw new EventFault("MALFORMED_TEXT", `The text at ${pointer} is not well-formed.`, pointer);
}

/** The old values under the names of the fields that replaced them, as the decision stated them. */
function formerValues({ before }: Metadata): { before?: { [field: string]: unknown } } {
  if (!before) return {};
  const fields = Object.entries(before).map(([pointer, old]) => [pointer.slice(1), old] as const);
  return { before: Object.fromEntries(fields) };
}
