// JSON that names no member twice is read as JSON.parse reads it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStrictly } from "../../src/integrity/strict-json.ts";

test("whatever is printed is read back, with colons, quotes and braces in its texts", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
        expect(parseStrictly(text)).toEqual(JSON.parse(text));
      }
    }),
  );
  expect(parseStrictly('{"a:\\"":":","__proto__":{"a":[{},[]]}}')).toHaveProperty('a:"', ":");
});

test("a member twice is refused at any depth, also where it is written in another way", () => {
  for (const text of [
    '{"a":1,"a":1}',
    '[{"b":{"a":{},"\\u0061":[]}}]',
    '{"__proto__":1,"__proto__":2}',
  ]) {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(() => parseStrictly(text)).toThrow(SyntaxError);
  }
});
