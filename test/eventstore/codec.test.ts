import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { eventType, formerly } from "../../src/domain/kernel/event-type.ts";
import type { Metadata } from "../../src/domain/kernel/metadata.ts";
import { createCodec, type Facts, type Placed } from "../../src/eventstore/codec.ts";
import { EventFault } from "../../src/eventstore/event-fault.ts";
import type { ProposedEvent, StoredEvent } from "../../src/eventstore/stored-event.ts";
import { businessTime, malformedText, text } from "../arbitrary.ts";
import { metadataOf, uuid } from "../given.ts";

const described = {
  action: "create",
  criticality: "minor",
  subjects: ({ note }: { note: string }) => [{ materialLot: note }],
  sentence: ({ note }: { note: string }) => note,
  entry: "Comment",
} as const;
const Kilograms = z.strictObject({ kg: z.int() });
const Grams = z.strictObject({ g: z.int() });
const current = z.strictObject({ note: z.string() });
const Noted = eventType("Noted", { ...described, data: current, labels: { note: "Note" } });
const NotedThrice = eventType("Noted", {
  ...described,
  data: current,
  labels: { note: "Note" },
  changes: ["note"],
  formerly: [
    formerly(Kilograms, ({ kg }) => ({ g: kg * 1000 })),
    formerly(Grams, ({ g }) => ({ note: `${g} g` })),
  ],
});
const key = Buffer.alloc(32, 1);
const codec = createCodec(new Map([["Noted", Noted]]), key);
const newer = createCodec(new Map([["Noted", NotedThrice]]), key);

const placed: Placed = { id: uuid(1), stream: "batch-1", revision: 0 };
const facts = (known: Partial<Metadata> = {}): Facts => {
  const { schemaVersion, subjects, before, mac, ...rest } = metadataOf(known);
  return rest;
};
const stored = (proposed: ProposedEvent, at: Placed = placed): StoredEvent => ({
  ...proposed,
  ...at,
  contentType: "application/json",
});
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof EventFault ? error.code : String(error);
  }
};

test("decode after encode is identity, through JSON text, for any text and time", () => {
  fc.assert(
    fc.property(text(), businessTime, (note, occurredAt) => {
      const event = { type: "Noted", data: { note } };
      const proposed = codec.encode(placed, event, facts({ occurredAt }));
      const overTheWire = JSON.parse(JSON.stringify(stored(proposed)));
      const decoded = codec.decode(overTheWire);
      expect(decoded).toMatchObject({ kind: "ours", recorded: { event, revision: 0 } });
      if (decoded.kind !== "ours") return;
      expect(decoded.recorded.metadata.occurredAt).toBe(occurredAt);
      expect(decoded.recorded.metadata.subjects).toEqual([{ batch: "1" }, { materialLot: note }]);
    }),
  );
});

test("the mac is the last member of the metadata as written", () => {
  const { metadata } = codec.encode(placed, { type: "Noted", data: { note: "a" } }, facts());
  expect(Object.keys(metadata).at(-1)).toBe("mac");
});

test("text that no store keeps faithfully is refused, wherever it stands", () => {
  fc.assert(
    fc.property(malformedText, (bad) => {
      const inData = () => codec.encode(placed, { type: "Noted", data: { note: bad } }, facts());
      const inClaims = () =>
        codec.encode(placed, { type: "Noted", data: { note: "" } }, facts({ workstation: bad }));
      expect(codeOf(inData)).toBe("MALFORMED_TEXT");
      expect(codeOf(inClaims)).toBe("MALFORMED_TEXT");
    }),
  );
});

test("what its type does not describe is not written", () => {
  const write = (event: { type: string; data: unknown }) => () =>
    codec.encode(placed, event, facts());
  expect(codeOf(write({ type: "Noted", data: { note: 1 } }))).toBe("MALFORMED_EVENT");
  expect(codeOf(write({ type: "Noted", data: { note: "a", more: 1 } }))).toBe("MALFORMED_EVENT");
  expect(codeOf(write({ type: "Unknown", data: {} }))).toBe("MALFORMED_EVENT");
});

test("ES-2 an event whose data, place or metadata was changed is foreign", () => {
  const proposed = codec.encode(placed, { type: "Noted", data: { note: "a" } }, facts());
  const changed: StoredEvent[] = [
    stored({ ...proposed, data: { note: "b" } }),
    stored({ ...proposed, metadata: { ...proposed.metadata, recordedAt: "2020-01-01T00:00:00Z" } }),
    stored(proposed, { ...placed, stream: "batch-2" }),
    stored(proposed, { ...placed, revision: 1 }),
    stored(proposed, { ...placed, id: uuid(2) }),
  ];
  for (const event of changed) {
    expect(codec.decode(event)).toMatchObject({ kind: "foreign", reason: "MAC_WRONG" });
  }
  const bare = stored({ ...proposed, metadata: {} });
  expect(codec.decode(bare)).toMatchObject({ kind: "foreign", reason: "NO_MAC" });
  const other = createCodec(new Map([["Noted", Noted]]), Buffer.alloc(32, 2));
  expect(other.decode(stored(proposed))).toMatchObject({ kind: "foreign" });
});

test("ES-5 a former shape is read in the newest, one step at a time", () => {
  const Former = eventType("Noted", {
    ...described,
    data: Kilograms,
    labels: { kg: "Kilograms" },
    subjects: () => [],
    sentence: () => "",
  });
  const former = createCodec(new Map([["Noted", Former]]), key);
  const proposed = former.encode(placed, { type: "Noted", data: { kg: 2 } }, facts());
  expect(newer.decode(stored(proposed))).toMatchObject({
    recorded: { event: { data: { note: "2000 g" } }, metadata: { schemaVersion: 1 } },
  });
});

test("an event of a newer build stops the reader, it is never skipped", () => {
  const event = { type: "Noted", data: { note: "a" }, before: { note: null } };
  const proposed = newer.encode(placed, event, facts());
  expect(proposed.metadata).toMatchObject({ schemaVersion: 3, before: { "/note": null } });
  expect(newer.decode(stored(proposed))).toMatchObject({ recorded: { event } });
  expect(codeOf(() => codec.decode(stored(proposed)))).toBe("EVENT_TOO_NEW");
  expect(codeOf(() => createCodec(new Map(), key).decode(stored(proposed)))).toBe("EVENT_TOO_NEW");
});

test("what was encoded here reads as it would from a store; in another place it is foreign", () => {
  fc.assert(
    fc.property(text(), businessTime, (note, occurredAt) => {
      const event = { type: "Noted", data: { note } };
      const proposed = codec.encode(placed, event, facts({ occurredAt }));
      const own = stored(proposed);
      expect(codec.decode(own)).toEqual(codec.decode(structuredClone(own)));
      const moved = { ...own, revision: own.revision + 1 };
      expect(codec.decode(moved)).toMatchObject({ kind: "foreign", reason: "MAC_WRONG" });
      const changed = { ...own, data: { note: `${note}!` } };
      expect(codec.decode(changed)).toMatchObject({ kind: "foreign", reason: "MAC_WRONG" });
    }),
  );
});
