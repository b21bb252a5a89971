// Check digits: the published examples, and every single slip of a finger.
import fc from "fast-check";
import { expect, test } from "vitest";
import { refuseMistyped } from "../../../src/domain/kernel/gs1.ts";

const issuer = "gs1";
// GS1 General Specifications: examples of GTIN-13, GTIN-8, GLN and SSCC.
const right = [
  { scheme: "gtin", issuer, value: "6291041500213" },
  { scheme: "gtin", issuer, value: "96385074" },
  { scheme: "gtin", issuer, value: "10614141000415" },
  { scheme: "gln", issuer, value: "0614141000012" },
  { scheme: "sscc", issuer, value: "106141412345678908" },
];

test.each(right)("$scheme $value is well typed", (identifier) => {
  expect(refuseMistyped([identifier])).toBeUndefined();
});

test("one wrong digit is found, whichever it is", () => {
  const slip = fc.tuple(fc.constantFrom(...right), fc.nat(17), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(slip, ([identifier, at, by]) => {
      const digits = Array.from(identifier.value, Number);
      const place = at % digits.length;
      digits[place] = ((digits[place] ?? 0) + by) % 10;
      const wrong = { ...identifier, value: digits.join("") };
      expect(refuseMistyped([wrong])).toMatchObject({ refused: "IDENTIFIER_MALFORMED" });
    }),
  );
});

test("length and letters matter, and one wrong among right ones is enough", () => {
  for (const value of ["", "0", "61414100001", "0614141OOOO12", "00000000000000000"]) {
    const list = [...right, { scheme: "gln", issuer, value }];
    expect(refuseMistyped(list)).toMatchObject({ refused: "IDENTIFIER_MALFORMED" });
  }
});

test("a number of another scheme is not judged", () => {
  expect(refuseMistyped([{ scheme: "starch", issuer: "site-1", value: "5" }])).toBeUndefined();
});
