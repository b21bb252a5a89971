// Bundles and reports: read as they were written, and whatever one bit is changed, nothing of them
// is valid that is not what was signed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { entryHash, parseEntry } from "../../../src/integrity/entry.ts";
import { headParts, parseBundleHead } from "../../../src/integrity/evidence/proof-bundle.ts";
import { parseVerification } from "../../../src/integrity/evidence/verification.ts";
import { IntegrityFault } from "../../../src/integrity/fault.ts";
import { parseKey, verifyNote } from "../../../src/integrity/note.ts";
import { isProven, parseInclusion } from "../../../src/integrity/tlog-proof.ts";
import { example } from "../example-for-test.ts";
import { flipped } from "../tree/tree-for-test.ts";

const key = parseKey(example.key);

/** The events that are proven, by revision; undefined where the bundle does not count. */
function provenIn(bundle: string): readonly number[] | undefined {
  const parts = bundle.split("\n\n");
  if (parts.pop() !== "") return undefined;
  const { checkpoint, events } = parseBundleHead(parts);
  const isSigned = checkpoint.origin === key.name && verifyNote(checkpoint.note, [key])?.length;
  const proven = parts.slice(headParts).flatMap((part) => {
    const inclusion = parseInclusion(part);
    const entry = inclusion.extra && parseEntry(inclusion.extra);
    const isIn = entry && isProven(entryHash(entry), { ...inclusion, checkpoint });
    return isIn ? [entry.revision] : [];
  });
  return isSigned && events === proven.length ? proven : undefined;
}

/** Undefined also for what is malformed; nothing else is thrown. */
function orUndefined<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    expect(error).toBeInstanceOf(IntegrityFault);
    return undefined;
  }
}

test("a bundle proves each of its events", () => {
  expect(provenIn(example.bundle)).toEqual([1, 2]);
  expect(parseBundleHead(example.bundle.split("\n\n")).about).toEqual({ kind: "batch", id: "171" });
});

test("law: a bundle with one other bit does not count, but for what it is about", () => {
  const bytes = Buffer.from(example.bundle);
  const about = example.bundle.indexOf("about batch 171") + "about ".length;
  fc.assert(
    fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
      const at = bit >> 3;
      // Its maker's own word, which no signature is over.
      if (at >= about && at < about + "batch 171".length) return;
      const bent = flipped(bytes, bit).toString();
      expect(orUndefined(() => provenIn(bent))).toBeUndefined();
    }),
    { numRuns: 600 },
  );
});

const sound = (text: string) => {
  const report = parseVerification(text);
  return report.origin === key.name && verifyNote(report.note, [key])?.length ? report : undefined;
};

test("a report is what was signed", () => {
  expect(sound(example.report)).toMatchObject({ size: 3, from: 0, checkpoints: 1 });
});

test("law: a report with one other bit does not count", () => {
  const bytes = Buffer.from(example.report);
  fc.assert(
    fc.property(fc.nat(), (bit) => {
      expect(orUndefined(() => sound(flipped(bytes, bit).toString()))).toBeUndefined();
    }),
    { numRuns: 600 },
  );
});

test.each([
  ["a member more", '"at"', '"also":1,"at"'],
  ["a size that is no number", '"size":3', '"size":"3"'],
  ["more read than there is", '"from":0', '"from":4'],
  ["another order", '{"at":"2026-11-20T08:00:00.000Z",', '{"zat":"",'],
  ["a blank", '"size":3', '"size": 3'],
])("a report with %s is none", (_, from, to) => {
  expect(() => parseVerification(example.report.replace(from, to))).toThrow(IntegrityFault);
});
