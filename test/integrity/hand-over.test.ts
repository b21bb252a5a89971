// From one key of a log to the next: who knows the first verifies what the last one signed, and
// nothing that is bent on the way holds.
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signCheckpoint } from "../../src/integrity/checkpoint.ts";
import { type Epochs, epochAt, forgery, isHandedOver } from "../../src/integrity/epoch.ts";
import {
  isHandedOverBy,
  parseHandOver,
  parseHandOvers,
  signHandOver,
  verifiersFor,
} from "../../src/integrity/hand-over.ts";
import { printNote, publicKeyOf, type Signer } from "../../src/integrity/note.ts";

const signerOf = (name: string): Signer => {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, type: "ed25519", publicKey: publicKeyOf(privateKey), privateKey };
};
const [first, second, third] = [signerOf("log/1"), signerOf("log/1"), signerOf("log/2")];
const headOf = (origin: string, size: number) => ({ origin, size, root: Buffer.alloc(32, size) });
const one = signHandOver(headOf("log/1", 10), first, second);
const two = signHandOver(headOf("log/1", 20), second, third);
const text = printNote(one.note);

describe("a hand-over", () => {
  test("is what was signed, read back", () => {
    expect(parseHandOver(text)).toMatchObject({ origin: "log/1", size: 10, root: one.root });
    expect(isHandedOverBy(first, parseHandOver(text))).toBe(true);
    expect(isHandedOverBy(second, parseHandOver(text))).toBe(false);
  });

  test("counts for nothing with any bit of it changed", () => {
    const bytes = Buffer.from(text);
    const bits = fc.nat({ max: bytes.length * 8 - 1 });
    fc.assert(
      fc.property(bits, (bit) => {
        const bent = Buffer.from(bytes);
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(holds(bent.toString("utf8"))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("needs the signature of the new key too", () => {
    const [signature] = one.note.signatures;
    const note = { ...one.note, signatures: signature ? [signature] : [] };
    expect(isHandedOverBy(first, { ...one, note })).toBe(false);
  });
});

function holds(bent: string): boolean {
  try {
    return isHandedOverBy(first, parseHandOver(bent));
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

describe("who knows one key", () => {
  const handOvers = parseHandOvers(`${printNote(two.note)}\n${text}`);
  test.each([
    [10, first],
    [11, second],
    [20, second],
    [21, third],
  ])("finds who signs a head of %i events", (size, signer) => {
    const found = verifiersFor(size, first, handOvers);
    expect(found.map(({ publicKey }) => publicKey)).toEqual([signer.publicKey]);
  });
  test("goes nowhere with a hand-over of somebody else", () => {
    const stranger = signHandOver(headOf("log/1", 5), signerOf("log/1"), third);
    expect(verifiersFor(21, first, [stranger, two])).toEqual([first]);
  });
  test("finds the way past a hand-over of before a restore, whichever comes first", () => {
    const restored = signHandOver(headOf("log/1", 8), first, third);
    const later = signHandOver(headOf("log/2", 30), third, signerOf("log/2"));
    const orders = [
      [one, restored, later],
      [later, restored, one],
    ];
    for (const order of orders) {
      const found = verifiersFor(31, first, order).map(({ publicKey }) => publicKey);
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([second.publicKey, later.to.publicKey]));
    }
  });
  test("does not come back to a key that has handed over, however often it did", () => {
    const again = signHandOver(headOf("log/1", 12), first, second);
    const found = verifiersFor(21, first, [one, again, two, one, two]);
    expect(found.map(({ publicKey }) => publicKey)).toEqual([third.publicKey]);
  });
});

describe("epochs", () => {
  const epochs: Epochs = [
    { verifier: first, from: 0, begunBy: "first", left: [], handOver: undefined },
    { verifier: second, from: 11, begunBy: "rotation", left: [], handOver: one },
    { verifier: third, from: 21, begunBy: "restore", left: [], handOver: undefined },
  ];
  const headBy = (signer: Signer, size: number) =>
    signCheckpoint(headOf(signer.name, size), signer);

  test.each([
    [10, first],
    [11, second],
    [20, second],
    [21, third],
  ])("a head of %i events is signed by one key, and by no other", (size, right) => {
    expect(epochAt(epochs, size).verifier.publicKey).toEqual(right.publicKey);
    for (const signer of [first, second, third]) {
      expect(forgery(epochs, headBy(signer, size)) === undefined).toBe(signer === right);
    }
  });

  test("the former key stands for the next by its own note over the same head", () => {
    const [a, b, c] = epochs;
    if (!b || !c) throw new Error("three");
    expect(isHandedOver(a, b, headOf("log/1", 10))).toBe(true);
    expect(isHandedOver(a, b, headOf("log/1", 9))).toBe(false);
    expect(isHandedOver(b, c, headOf("log/1", 20))).toBe(false);
    expect(isHandedOver(b, { ...c, handOver: two }, headOf("log/1", 20))).toBe(true);
    expect(isHandedOver(b, { ...c, handOver: one }, headOf("log/1", 20))).toBe(false);
  });
});
