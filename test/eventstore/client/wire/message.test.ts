// What somebody else wrote into the store stops nobody who reads it.
import { expect, test } from "vitest";
import { eventTypes } from "../../../../src/domain/catalogue.ts";
import { storedEvent } from "../../../../src/eventstore/client/wire/message.ts";
import { createCodec } from "../../../../src/eventstore/codec.ts";
import { unreadable } from "../../../../src/eventstore/stored-event.ts";
import { jsonWithoutSealed } from "../../../../src/projections/wording/sealed.ts";

const codec = createCodec(eventTypes, Buffer.alloc(32));

/** `open` so many times, and `close` as often. */
const nested = (levels: number, open: string, close: string): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

const found = (data: string, metadata: string) =>
  storedEvent({
    id: "0198b3e4-0000-7000-8000-000000000001",
    stream: "batch-1",
    revision: 0,
    type: "BatchCreated",
    contentType: "application/json",
    data: Buffer.from(data),
    metadata: Buffer.from(metadata),
  });

const mac = `"mac":"${"A".repeat(43)}"`;

// With names that are numbers, V8 prints JSON by recursion even where nothing is replaced.
test.each([
  ['{"a":', "}"],
  ['{"1":', "}"],
  ['{"toJSON":', "}"],
  ['{"a":["\\"[",', "]}"],
])("nested deeper than can be printed (%s): foreign, and shown as unreadable", (open, close) => {
  for (const levels of [1_001, 3_000, 100_000]) {
    const deep = nested(levels, open, close);
    for (const stored of [found(deep, `{"a":1,${mac}}`), found("{}", `{"a":${deep},${mac}}`)]) {
      expect([stored.data, stored.metadata]).toContain(unreadable);
      expect(codec.decode(stored)).toMatchObject({ kind: "foreign" });
      expect(jsonWithoutSealed(stored.data)).toBe(JSON.stringify(stored.data));
    }
  }
});

test("brackets within texts, and beside each other, nest nothing", () => {
  const wide = JSON.stringify({ text: `\\"${"[{".repeat(5_000)}`, list: Array(5_000).fill([{}]) });
  expect(found(wide, "{}").data).toEqual(JSON.parse(wide));
});

test("a thousand levels are read as they are, and can be printed", () => {
  const deep = nested(1_000, '{"1":', "}");
  expect(jsonWithoutSealed(found(deep, "{}").data)).toBe(deep);
});
