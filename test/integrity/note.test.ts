// Signed notes, checkpoints and proofs as text: published examples, there and back, and every
// changed character.
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headText, parseCheckpoint } from "../../src/integrity/checkpoint.ts";
import { IntegrityFault } from "../../src/integrity/fault.ts";
import {
  parseKey,
  parseNote,
  printKey,
  printNote,
  publicKeyOf,
  type SignatureType,
  type Signer,
  signNote,
  verifyNote,
} from "../../src/integrity/note.ts";
import { isProven, parseProof, printProof } from "../../src/integrity/tlog-proof.ts";
import { inclusionProof, rootOf } from "../../src/integrity/tree/proof.ts";
import { flipped, treeOf } from "./tree/tree-for-test.ts";

/** golang.org/x/mod/sumdb/note shows it. */
const neumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const answer =
  "If you think cryptography is the answer to your problem,\n" +
  "then you don't know what your problem is.\n" +
  "\n" +
  "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng" +
  "otpRZb6KE6RyyBwJnAM=\n";

function signer(name: string, type: SignatureType = "ed25519"): Signer {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, type, publicKey: publicKeyOf(privateKey), privateKey };
}
const log = signer("plant.example/log");
const witness = signer("witness.example/w1", "cosignature");
const text = "plant.example/log\n5\nx\n";
const note = printNote({ text, signatures: [signNote(text, log), signNote(text, witness, 1_700)] });

describe("a note", () => {
  test("of another implementation verifies", () => {
    const key = parseKey(neumann);
    expect(printKey(key)).toBe(neumann);
    expect(verifyNote(parseNote(answer), [key])).toEqual([{ by: key }]);
    expect(printNote(parseNote(answer))).toBe(answer);
  });

  test("is signed by the log, and by a witness with the time", () => {
    const verified = verifyNote(parseNote(note), [log, witness]);
    expect(verified?.map(({ by, at }) => [by.name, at])).toEqual([
      ["plant.example/log", undefined],
      ["witness.example/w1", 1_700],
    ]);
  });

  test("counts by known keys alone, and not at all where one of them is wrong", () => {
    const parsed = parseNote(note);
    expect(verifyNote(parsed, [])).toEqual([]);
    expect(verifyNote(parsed, [signer("plant.example/log")])).toEqual([]);
    const other = { ...parsed, text: "plant.example/log\n6\nx\n" };
    expect(verifyNote(other, [log, witness])).toBeUndefined();
  });

  test("law: with one other bit it says nothing that verifies, or is no note", () => {
    const bytes = Buffer.from(note);
    fc.assert(
      fc.property(fc.nat(), (place) => {
        const bent = flipped(bytes, place).toString();
        let verified: ReturnType<typeof verifyNote>;
        try {
          verified = verifyNote(parseNote(bent), [log, witness]);
        } catch (error) {
          expect(error).toBeInstanceOf(IntegrityFault);
          return;
        }
        // A name, a key id or a dash that changed leaves a signature of an unknown key.
        const isSameText = parseNote(bent).text === text;
        expect(isSameText ? (verified?.length ?? 0) < 2 : !verified?.length).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("of no signature, or of text that is none, is refused", () => {
    for (const wrong of ["", "a\n", "a\n\n", "a\n\n\u2014 x\n", "a\u0000\n\n\u2014 x AAAAAAA=\n"]) {
      expect(() => parseNote(wrong)).toThrow(IntegrityFault);
    }
    expect(() => signNote("no newline", log)).toThrow(IntegrityFault);
    expect(() => parseKey(neumann.replace("c74f", "c74e"))).toThrow(IntegrityFault);
    expect(() => publicKeyOf(createPrivateKey(p256()))).toThrow(IntegrityFault);
  });
});

const p256 = () =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  });

describe("a checkpoint", () => {
  const head = { origin: "plant.example/log", size: 20_852_163, root: Buffer.alloc(32, 7) };
  const signed = printNote({ text: headText(head), signatures: [signNote(headText(head), log)] });
  test("is what was signed", () => expect(parseCheckpoint(signed)).toMatchObject(head));
  test.each([
    ["a size with a zero before it", "20852163", "020852163"],
    ["a size beyond counting", "20852163", "99999999999999999999"],
    ["a root that is short", "BwcH", "Bwc"],
    ["one line more", "\n\n", "\nmore\n\n"],
    ["no log", "plant.example/log\n2", "\n2"],
  ])("is refused with %s", (_, from, to) => {
    expect(() => parseCheckpoint(signed.replace(from, to))).toThrow(IntegrityFault);
  });
});

describe("a proof", () => {
  const { entries, read } = treeOf(300);
  const head = { origin: log.name, size: 300, root: rootOf(300, read) };
  const signatures = [signNote(headText(head), log)];
  const checkpoint = { ...head, note: { text: headText(head), signatures } };
  const proof = { index: 123, path: inclusionProof(123, 300, read), checkpoint };
  const printed = printProof(proof);
  const entry = entries[123] ?? Buffer.of();

  test("is read as it was written, proves its entry, and no other", () => {
    const parsed = parseProof(printed);
    expect(parsed).toEqual(proof);
    expect(isProven(entry, parsed)).toBe(true);
    expect(isProven(entries[124] ?? Buffer.of(), parsed)).toBe(false);
    const extra = Buffer.from("ABC");
    expect(parseProof(printed.replace("index", "extra QUJD\nindex"))).toEqual({ ...proof, extra });
    expect(printProof({ ...proof, extra })).toContain("extra QUJD\n");
  });

  test("law: with one other bit it proves nothing, or is none", () => {
    const bytes = Buffer.from(printed);
    fc.assert(
      fc.property(fc.nat(), (place) => {
        let isGood = false;
        try {
          const parsed = parseProof(flipped(bytes, place).toString());
          const verified = verifyNote(parsed.checkpoint.note, [log]);
          isGood = isProven(entry, parsed) && verified?.length === 1;
        } catch (error) {
          expect(error).toBeInstanceOf(IntegrityFault);
        }
        expect(isGood).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test.each(["", "index 1", "c2sp.org/tlog-proof@v1\nindex x\n\n"])("is not %o", (wrong) => {
    expect(() => parseProof(wrong)).toThrow(IntegrityFault);
  });
});
