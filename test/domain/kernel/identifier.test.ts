// Two spellings of one identifier are one; two identifiers are never one.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Identifier, identifierKey, written } from "../../../src/domain/kernel/identifier.ts";
import { identifier, malformedText } from "../../arbitrary.ts";

test("the same value in another case or composition is the same identifier", () => {
  const key = (value: string) => identifierKey({ scheme: "starch", issuer: "site-1", value });
  expect(key("LÖ-5")).toEqual(key("lo\u0308-5"));
  expect(key("ＡＢ１")).toEqual(key("ab1"));
  expect(key("5")).not.toEqual(key("05"));
});

test("the key of a key is itself", () => {
  fc.assert(
    fc.property(identifier, (one) => {
      const [scheme = "", issuer = "", value = ""] = identifierKey(one);
      const again = identifierKey({ scheme, issuer, value });
      expect(identifierKey({ scheme, issuer, value: again[2] ?? "" })).toEqual(again);
    }),
  );
});

test("scheme and issuer are told apart from the value, wherever a separator stands", () => {
  const one = { scheme: "a", issuer: "b", value: "c:d" };
  const other = { scheme: "a", issuer: "b:c", value: "d" };
  expect(identifierKey(one)).not.toEqual(identifierKey(other));
});

test("people write the scheme and the value", () => {
  expect(written({ scheme: "starch", issuer: "site-1", value: "5" })).toBe("starch:5");
});

test("nothing is left empty", () => {
  for (const field of ["scheme", "issuer", "value"] as const) {
    const one = { scheme: "a", issuer: "b", value: "c", [field]: "" };
    expect(Identifier.safeParse(one).success).toBe(false);
  }
});

test("broken text is left for the codec to refuse, and never changed on the way", () => {
  fc.assert(
    fc.property(malformedText, (value) => {
      const parsed = Identifier.safeParse({ scheme: "a", issuer: "b", value });
      if (parsed.success) expect(parsed.data.value).toBe(value);
    }),
  );
});
