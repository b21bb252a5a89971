// One-time codes, by the vectors of RFC 6238 and RFC 4648.
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  base32,
  matchingStep,
  totpSecretOf,
  totpUri,
} from "../../../src/access/credential/totp.ts";

const secret = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

// RFC 6238, appendix B, SHA-1; the last six of eight digits.
test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
])("at %d the code is %s", (seconds, code) => {
  expect(matchingStep(secret, code, at(seconds), 0)).toBe(Math.floor(seconds / 30));
});

test("a clock may be off by one step, and by no more", () => {
  const step = Math.floor(1234567890 / 30);
  for (const off of [-1, 0, 1]) {
    expect(matchingStep(secret, "005924", at(1234567890 + 30 * off))).toBe(step);
  }
  for (const off of [-2, 2]) {
    expect(matchingStep(secret, "005924", at(1234567890 + 30 * off))).toBeUndefined();
  }
});

test("a code may be typed in groups; what is none fits nothing", () => {
  expect(matchingStep(secret, " 287 082 ", at(59))).toBe(1);
  for (const wrong of ["", "28708", "2870822", "28708２", "94287082", "x".repeat(1e6)]) {
    expect(matchingStep(secret, wrong, at(59))).toBeUndefined();
  }
  expect(matchingStep(secret, "000000", at(0))).toBeUndefined();
  expect(() => matchingStep(secret, "287082", new Date(Number.NaN))).toThrow(RangeError);
});

test("a code with another digit does not fit", () => {
  const place = fc.integer({ min: 0, max: 5 });
  const digit = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(place, digit, (index, shift) => {
      const digits = Array.from("005924", Number);
      digits[index] = ((digits[index] ?? 0) + shift) % 10;
      expect(matchingStep(secret, digits.join(""), at(1234567890), 0)).toBeUndefined();
    }),
  );
});

// RFC 4648, 10.
test.each([
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
])("%j in base32 is %s", (text, expected) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});

test("a secret has 160 bits and is in the address for the QR code", () => {
  const made = totpSecretOf("a token");
  expect(made).toHaveLength(20);
  expect(totpSecretOf("a token")).toEqual(made);
  expect(totpSecretOf("another token")).not.toEqual(made);
  const uri = new URL(totpUri({ issuer: "Alm & Co", account: "m:f@x", secret: made }));
  expect(uri.href).toMatch(/^otpauth:\/\/totp\/Alm%20%26%20Co:m%3Af%40x\?/);
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    ...{ secret: base32(made), issuer: "Alm & Co", algorithm: "SHA1", digits: "6", period: "30" },
  });
});
