// The domain's digest against the one that the rest of the product computes with node:crypto.
import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf } from "../../../../src/domain/kernel/recipe/digest.ts";
import { digestOf as digestByNode } from "../../../../src/integrity/canonical-json.ts";
import { text } from "../../../arbitrary.ts";

test("of any value, it is SHA-256 over RFC 8785", () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(text(), tie("value")),
    ),
  })).value;
  fc.assert(
    fc.property(value, (any) => {
      expect(digestOf(any)).toBe(digestByNode(any));
    }),
  );
});

test("at every length around the blocks", () => {
  for (let length = 0; length < 200; length += 1) {
    const any = "a".repeat(length);
    expect(digestOf(any)).toBe(digestByNode(any));
  }
});

test("what is undefined counts as absent", () => {
  expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 }));
});
