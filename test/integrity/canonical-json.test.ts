import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digestOf } from "../../src/integrity/canonical-json.ts";

test("the example of RFC 8785, section 3.2.4 comes out byte for byte", () => {
  const value = {
    numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test("names are sorted by UTF-16 code units (RFC 8785, section 3.2.3)", () => {
  const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
  const value = Object.fromEntries(names.map((name) => [name, 0]));
  const sorted = Object.keys(JSON.parse(canonicalJson(value)));
  expect(new Set(sorted)).toEqual(new Set(names));
  expect(canonicalJson(value)).toBe(
    '{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
  );
});

test("the order of members changes nothing, any value does", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(digestOf(turned)).toBe(digestOf(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("what JSON cannot hold is no value", () => {
  for (const bad of [undefined, 1n, Number.NaN, Number.POSITIVE_INFINITY, "\ud800"]) {
    expect(() => canonicalJson([bad])).toThrow(TypeError);
  }
});
