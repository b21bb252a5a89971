// A golden event: one that a former build stored, byte for
// byte, and what it must still mean to this one.
import { readdir, readFile } from "node:fs/promises";
import type { AnyEvent, EventType } from "../../src/domain/kernel/event-type.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import type { JsonObject, StoredEvent } from "../../src/eventstore/stored-event.ts";
import { metadataOf, ownId, uuid } from "../given.ts";

export interface Golden {
  readonly stored: StoredEvent;
  /** The same event in the newest shape. */
  readonly newest: JsonObject;
}

/** Known to everybody: it only makes golden events look like ours. */
const macKey = new Uint8Array(32).fill(7);

/** File name to golden event. */
export async function readGolden(folder: string): Promise<ReadonlyMap<string, Golden>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const texts = names.map(async (name) => {
    const golden = JSON.parse(await readFile(`${folder}/${name}`, "utf8")) as Golden;
    return [name, golden] as const;
  });
  return new Map(await Promise.all(texts));
}

/** What this build reads in a golden event; throws where it cannot. */
export function readAgain(type: EventType, { stored }: Golden): AnyEvent {
  const codec = createCodec(new Map([[type.name, type]]), macKey);
  const decoded = codec.decode(stored);
  if (decoded.kind === "ours") return decoded.recorded.event;
  throw new Error(`${stored.type} of ${stored.stream} is not ours: ${decoded.reason}.`);
}

/**
 * For whoever gives an event type a new shape: called with the type as
 * it is before the change, this makes the text of `<Type>.v<n>.json`;
 * `newest` is then written by hand, from what the event means.
 */
export function goldenText(type: EventType, category: string, data: JsonObject): string {
  const placed = { id: uuid(0x901d), stream: `${category}-${ownId}`, revision: 0 };
  const { schemaVersion: _, subjects: __, mac: ___, before: ____, ...facts } = metadataOf();
  const codec = createCodec(new Map([[type.name, type]]), macKey);
  const proposed = codec.encode(placed, { type: type.name, data }, facts);
  const contentType = "application/json";
  const golden = { stored: { ...placed, contentType, ...proposed }, newest: data };
  return `${JSON.stringify(golden, null, 2)}\n`;
}
