// An answer with proofs says whose it is, and any change of it shows.
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Head, signCheckpoint } from "../../../src/integrity/checkpoint.ts";
import {
  isProvenAnswer,
  parseProvenAnswer,
  printProvenAnswer,
} from "../../../src/integrity/evidence/proven-answer.ts";
import { publicKeyOf, type Signer, verifyNote } from "../../../src/integrity/note.ts";
import { sha256 } from "../../../src/integrity/sha256.ts";
import { leafHash } from "../../../src/integrity/tree/merkle.ts";

const signerOf = (name: string): Signer => {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, type: "ed25519", publicKey: publicKeyOf(privateKey), privateKey };
};
const signer = signerOf("batchproof/test");
const entryHash = sha256(Buffer.from("entry"));
const head: Head = { origin: signer.name, size: 1, root: leafHash(entryHash) };
const proof = { index: 0, path: [], checkpoint: signCheckpoint(head, signer) };
const answer = { asOf: 1, from: "starch:5", lots: [{ lotId: "a" }] };
const at = "2026-11-27T08:00:00.000Z";
const given = { kind: "trace", answer, at, entryHash, proof };
const printed = printProvenAnswer(given, signer);

test("is known by its beginning, and read back as it was stated, also laid out anew", () => {
  for (const text of [printed, JSON.stringify(JSON.parse(printed), null, 2)]) {
    expect(isProvenAnswer(text)).toBe(true);
    const { stated, note, isSame, isIncluded } = parseProvenAnswer(text);
    expect(stated).toMatchObject({ kind: "trace", asOf: 1, origin: signer.name, at });
    expect([isSame, isIncluded]).toEqual([true, true]);
    expect(verifyNote(note, [signer])).toHaveLength(1);
    expect(verifyNote(note, [signerOf(signer.name)]) ?? []).toEqual([]);
  }
});

test("another answer, another event, another position, another log is found", () => {
  const members = JSON.parse(printed);
  const told = (changed: object) => parseProvenAnswer(JSON.stringify({ ...members, ...changed }));
  expect(told({ answer: { ...answer, lots: [] } }).isSame).toBe(false);
  expect(told({ answer: { ...answer, asOf: 2 } }).isSame).toBe(false);
  expect(told({ entry: "0".repeat(64) }).isIncluded).toBe(false);
  const late = { ...given, answer: { ...answer, asOf: 2 } };
  expect(parseProvenAnswer(printProvenAnswer(late, signer)).isIncluded).toBe(false);
});

test("a member that stands there twice is refused: a reader may see the other one", () => {
  const twice = [
    printed.replace('"from":"starch:5"', '"from":"sugar:9","from":"starch:5"'),
    printed.replace('"lotId":"a"', '"lotId":"b","lot\\u0049d":"a"'),
    printed.replace('"answer":{', '"answer":{"asOf":1},"answer":{'),
  ];
  for (const text of twice) {
    expect(text).not.toBe(printed);
    expect(() => parseProvenAnswer(text)).toThrow(
      expect.objectContaining({ code: "ANSWER_MALFORMED" }),
    );
  }
});

test("no byte of it can change unseen", () => {
  const isSound = (text: string): boolean => {
    try {
      const { note, proof: found, isSame, isIncluded } = parseProvenAnswer(text);
      const [own, of] = [verifyNote(note, [signer]), verifyNote(found.checkpoint.note, [signer])];
      return isSame && isIncluded && own?.length === 1 && of?.length === 1;
    } catch {
      return false;
    }
  };
  expect(isSound(printed)).toBe(true);
  const meaning = JSON.stringify(JSON.parse(printed));
  fc.assert(
    fc.property(fc.nat(printed.length - 2), fc.integer({ min: 33, max: 126 }), (place, code) => {
      const changed =
        printed.slice(0, place) + String.fromCharCode(code) + printed.slice(place + 1);
      if (changed === printed) return;
      const parsed = (() => {
        try {
          const { schema: _, ...members } = JSON.parse(changed);
          return members;
        } catch {
          return undefined;
        }
      })();
      const { schema: _, ...members } = JSON.parse(meaning);
      const isOther = parsed === undefined || JSON.stringify(parsed) !== JSON.stringify(members);
      expect(isOther && isSound(changed)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
