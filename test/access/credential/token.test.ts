// Tokens, API keys and codes: what was made is known again, what was changed is not.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  digitsOfCode,
  isSameCode,
  isTokenOf,
  newApiKey,
  newCode,
  newToken,
  parseApiKey,
  printApiKey,
  sha256OfToken,
} from "../../../src/access/credential/token.ts";

test("a token has 256 bits, and is known by its hash", () => {
  const token = newToken();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(token);
  expect(isTokenOf(token, sha256OfToken(token))).toBe(true);
  expect(isTokenOf(newToken(), sha256OfToken(token))).toBe(false);
  for (const kept of ["", "00", "no hex"]) expect(isTokenOf(token, kept)).toBe(false);
  // FIPS 180-2, B.1.
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256OfToken("abc")).toBe(abc);
});

test("an API key is read as it was printed", () => {
  fc.assert(
    fc.property(fc.nat(), () => {
      const key = newApiKey();
      expect(parseApiKey(printApiKey(key))).toEqual(key);
    }),
  );
});

test("an API key with any other character is not that key", () => {
  const key = newApiKey();
  const text = printApiKey(key);
  const kept = sha256OfToken(key.secret);
  const place = fc.integer({ min: 0, max: text.length - 1 });
  fc.assert(
    fc.property(place, fc.string({ minLength: 1, maxLength: 1 }), (index, sign) => {
      fc.pre(text[index] !== sign);
      const read = parseApiKey(text.slice(0, index) + sign + text.slice(index + 1));
      expect(read?.keyId === key.keyId && isTokenOf(read.secret, kept)).toBe(false);
    }),
  );
});

test("what has not the form of an API key is none", () => {
  const text = printApiKey(newApiKey());
  const wrong = ["", "bp_", `${text} `, ` ${text}`, `${text}\n`, text.slice(1), "x".repeat(1e6)];
  for (const one of wrong) expect(parseApiKey(one)).toBeUndefined();
});

test("a code is ten digits in groups, and known however they are typed", () => {
  const code = newCode();
  expect(code).toMatch(/^[0-9]{5} [0-9]{5}$/);
  expect(isSameCode(code, code)).toBe(true);
  expect(isSameCode(`  ${code.replace(" ", "")} `, code)).toBe(true);
  expect(isSameCode(code.replace(" ", "-"), code)).toBe(true);
  expect(digitsOfCode(code)).toBe(code.replace(" ", ""));
  for (const wrong of ["", "12345", "12345 6789x", `${code}0`, "1".repeat(1e6)]) {
    expect(isSameCode(wrong, code)).toBe(false);
    expect(isSameCode(wrong, wrong)).toBe(false);
  }
});
