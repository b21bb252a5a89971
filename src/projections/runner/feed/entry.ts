// An event on its way to the read models, decoded once for all of them.
import type { AnyEvent } from "../../../domain/kernel/event-type.ts";
import type { IndexedEvent } from "../../../eventstore/log-index.ts";
import type { Json, StoredEvent } from "../../../eventstore/stored-event.ts";
import type { Foreign, Occurred } from "../../projection.ts";
import type { Place } from "../progress.ts";
import type { Decode } from "./log.ts";

export type Entry<Event extends AnyEvent> = {
  readonly place: Place;
  readonly type: string;
  /** About how many values it holds; what a buffer of entries is measured by. */
  readonly weight: number;
  /** The hash of its entry. */
  readonly entry: Uint8Array;
} & (
  | { readonly kind: "ours"; readonly event: Occurred<Event> }
  | { readonly kind: "foreign"; readonly foreign: Foreign }
  /** Such as an event of a newer build: only the read models that follow it stop. */
  | { readonly kind: "unreadable"; readonly cause: unknown }
);

export function entryOf<Event extends AnyEvent>(
  { index, event: stored }: IndexedEvent,
  decode: Decode<Event>,
): Entry<Event> {
  const { id: eventId, stream, revision, storePosition, type } = stored;
  const place = { index, stream, revision, eventId, storePosition };
  const known = { place, type, weight: 20 + weigh(stored.data), entry: stored.entry };
  try {
    return { ...known, ...decoded(index, stored, decode) };
  } catch (cause) {
    return { ...known, kind: "unreadable", cause };
  }
}

function decoded<Event extends AnyEvent>(
  position: number,
  stored: StoredEvent,
  decode: Decode<Event>,
):
  | { readonly kind: "ours"; readonly event: Occurred<Event> }
  | { readonly kind: "foreign"; readonly foreign: Foreign } {
  const result = decode(stored);
  if (result.kind === "foreign") {
    return { kind: "foreign", foreign: { position, stored, reason: result.reason } };
  }
  const { event, ...recorded } = result.recorded;
  return { kind: "ours", event: { ...event, ...recorded, position } };
}

function weigh(value: Json): number {
  if (typeof value === "string") return 1 + value.length / 16;
  if (typeof value !== "object" || value === null) return 1;
  let sum = 1;
  for (const part of Object.values(value)) sum += weigh(part);
  return sum;
}
