// Every event type of the product, with any metadata that its schema admits, comes back as it was.
import fc from "fast-check";
import { expect, test } from "vitest";
import { eventTypes } from "../../src/domain/catalogue.ts";
import { Metadata } from "../../src/domain/kernel/metadata.ts";
import { createCodec } from "../../src/eventstore/codec.ts";
import type { StoredEvent } from "../../src/eventstore/stored-event.ts";
import { eventOf, fromSchema } from "../arbitrary.ts";
import { ownId, uuid } from "../given.ts";

const codec = createCodec(eventTypes, new Uint8Array(32).fill(3));
const placed = { id: uuid(1), stream: `batch-${ownId}`, revision: 0 };
const metadata = fromSchema(Metadata);

test.each([...eventTypes.values()])("$name is decoded as it was encoded", (type) => {
  fc.assert(
    fc.property(
      eventOf(type),
      metadata,
      (event, { subjects, before, mac, schemaVersion, ...facts }) => {
        const proposed = codec.encode(placed, event, facts);
        const bytes = JSON.stringify({ ...proposed, ...placed, contentType: "application/json" });
        const decoded = codec.decode(JSON.parse(bytes) as StoredEvent);
        if (decoded.kind !== "ours") throw new Error(decoded.reason);
        const { recorded } = decoded;
        expect(recorded.event).toMatchObject({ type: event.type, data: event.data });
        expect(recorded.metadata).toMatchObject({ ...facts, schemaVersion: type.version });
        const kept = Object.keys(recorded.metadata.before ?? {});
        expect(kept).toEqual(type.changes.map((field) => `/${field}`));
      },
    ),
    { numRuns: 20 },
  );
});
