// The entry of an event that no store has held: over the bytes that a store would hold.
import type { StoredEvent } from "../src/eventstore/stored-event.ts";
import { entryHash } from "../src/integrity/entry.ts";

export const storedEntry = ({ data, metadata, ...event }: StoredEvent): Buffer =>
  entryHash({
    ...event,
    data: Buffer.from(JSON.stringify(data)),
    metadata: Buffer.from(JSON.stringify(metadata)),
  });
