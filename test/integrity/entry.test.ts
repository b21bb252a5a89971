import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkEntry,
  type EntryParts,
  entryBytes,
  entryHash,
  isMacOf,
  macOf,
  parseEntry,
  splitMac,
} from "../../src/integrity/entry.ts";
import { flipped } from "./tree/tree-for-test.ts";

const parts: EntryParts = {
  stream: "batch-171",
  revision: 3,
  id: "00112233-4455-8677-8899-aabbccddeeff",
  type: "BatchStarted",
  contentType: "application/json",
  data: Buffer.from("{}"),
  metadata: Buffer.from('{"site":"main"'),
};

test("the entry hash of a known event stays what it is for ever", () => {
  expect(entryHash(parts).toString("hex")).toBe(
    "8e2e8d7ae825a29272ef666dd84bdfe29dfecdf7739cbdb0fd83edf8f9883f00",
  );
});

test("any change of any part changes the hash and breaks the mac", () => {
  const key = Buffer.alloc(32, 7);
  const mac = macOf(parts, key);
  const changes: Partial<EntryParts>[] = [
    { stream: "batch-172" },
    { revision: 4 },
    { id: "00112233-4455-8677-8899-aabbccddeefe" },
    { type: "BatchStartes" },
    { contentType: "application/octet-stream" },
    { data: Buffer.from("{ }") },
    { metadata: Buffer.from('{"site":"Main"') },
  ];
  expect(isMacOf(mac, parts, key)).toBe(true);
  for (const change of changes) expect(isMacOf(mac, { ...parts, ...change }, key)).toBe(false);
  expect(isMacOf(mac, parts, Buffer.alloc(32, 8))).toBe(false);
});

test("law: with one other bit in its bytes an event has another hash, and no mac", () => {
  const key = Buffer.alloc(32, 7);
  const [hash, mac] = [entryHash(parts), macOf(parts, key)];
  fc.assert(
    fc.property(fc.constantFrom("data", "metadata"), fc.nat(), (part, place) => {
      const bent = { ...parts, [part]: flipped(Buffer.from(parts[part]), place) };
      expect(entryHash(bent).equals(hash)).toBe(false);
      expect(isMacOf(mac, bent, key)).toBe(false);
    }),
  );
});

const signed = (of: EntryParts, key: Uint8Array): EntryParts => ({
  ...of,
  metadata: Buffer.from(`${Buffer.from(of.metadata)},"mac":"${macOf(of, key)}"}`),
});

test("law: one pass gives the hash, and whether the mac is over what precedes it", () => {
  const key = Buffer.alloc(32, 7);
  const text = fc.string({ unit: "binary", maxLength: 30 });
  const large = fc.constantFrom(0, 100, 70_000);
  fc.assert(
    fc.property(text, text, fc.maxSafeNat(), large, (stream, type, revision, size) => {
      const own = signed({ ...parts, stream, type, revision, data: Buffer.alloc(size, 65) }, key);
      expect(checkEntry(own, key)).toEqual({ entry: entryHash(own), isOurs: true });
      expect(checkEntry(own, Buffer.alloc(32, 8)).isOurs).toBe(false);
      expect(entryHash(own)).toEqual(createHash("sha256").update(entryBytes(own)).digest());
    }),
  );
});

test("law: with one other bit, or cut, nothing is ours", () => {
  const key = Buffer.alloc(32, 7);
  const own = signed(parts, key);
  fc.assert(
    fc.property(fc.constantFrom("data", "metadata"), fc.nat(), (part, place) => {
      const bent = { ...own, [part]: flipped(Buffer.from(own[part]), place) };
      const { entry, isOurs } = checkEntry(bent, key);
      expect([isOurs, entry.equals(entryHash(own))]).toEqual([false, false]);
      const cut = own.metadata.subarray(place % own.metadata.length);
      if (cut.length < own.metadata.length) {
        expect(checkEntry({ ...own, metadata: cut }, key).isOurs).toBe(false);
      }
    }),
  );
});

test("bytes cannot move from one part to its neighbour unseen", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 2, unit: "grapheme-ascii" }), fc.nat(), (text, n) => {
      const cut = 1 + (n % (text.length - 1));
      const moved = { ...parts, type: text.slice(0, cut), contentType: text.slice(cut) };
      const whole = { ...parts, type: text, contentType: "" };
      expect(entryHash(moved).equals(entryHash(whole))).toBe(false);
    }),
  );
});

test("the mac is the last member or there is none", () => {
  expect(splitMac('{"a":1,"mac":"AbC-_9"}')).toEqual({ unsigned: '{"a":1', mac: "AbC-_9" });
  expect(splitMac('{"mac":"AbC","a":1}')).toBeUndefined();
  expect(splitMac('{"a":1}')).toBeUndefined();
});

test("a revision that no number holds exactly is no entry", () => {
  const bytes = entryBytes(parts);
  expect(parseEntry(bytes)).toEqual(parts);
  const at = bytes.indexOf(parts.stream) + parts.stream.length;
  for (const high of [0xff, 0x01, 0x00]) {
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, at, at + 8);
    damaged.writeUInt8(high, at);
    expect(parseEntry(damaged)).toBeUndefined();
  }
});
