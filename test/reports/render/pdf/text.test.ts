import fc from "fast-check";
import { expect, test } from "vitest";
import { shared } from "../../../../src/reports/render/pdf/block/table/column-width.ts";
import { fontsOf } from "../../../../src/reports/render/pdf/font/faces.ts";
import { printable } from "../../../../src/reports/render/pdf/font/glyph-text.ts";
import { cut, wrap } from "../../../../src/reports/render/pdf/font/wrap.ts";

const measure = (text: string) => [...text].length;
const text = fc
  .array(fc.constantFrom(..."abc  -/.,%°Žω中😀"), { maxLength: 200 })
  .map((signs) => signs.join(""));

test("wrapped lines hold every sign in order, and none is wider than its column", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 60 }), (whole, width) => {
      const lines = wrap(whole, width, measure);
      expect(lines.join("").replaceAll(" ", "")).toBe(whole.replaceAll(" ", ""));
      // A percent sign stays with its number, even where both together are wider.
      for (const line of lines) {
        if (!/ [%‰°]/.test(line)) expect(measure(line)).toBeLessThanOrEqual(Math.max(width, 2));
      }
    }),
  );
});

test("a long code is broken after its separators", () => {
  expect(wrap("SMCC-2026/0007-ZAGAR", 12, measure)).toEqual(["SMCC-2026/", "0007-ZAGAR"]);
});

test("a number is not parted from its percent sign", () => {
  expect(wrap("not more than 1.8 %", 17, measure)).toEqual(["not more than", "1.8 %"]);
});

test("what is cut is marked and fits", () => {
  expect(cut("a long running title", 10, measure)).toBe("a long ru…");
  expect(cut("short", 10, measure)).toBe("short");
});

test("printable text has a glyph for each of its signs, whatever it was", () => {
  const fonts = fontsOf("regular");
  const sign = fc
    .integer({ min: 0, max: 0x2ffff })
    .filter((code) => code < 0xd800 || code > 0xdfff);
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (codes) => {
      const any = String.fromCodePoint(...codes);
      for (const sign of printable(any, fonts)) {
        const code = sign.codePointAt(0)!;
        expect(fonts.some((font) => font.glyphForCodePoint(code).id !== 0)).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test.each([
  ["Z\u030cagar", "Žagar"],
  ["≤ 25 °C ± 0.5", "≤ 25 °C ± 0.5"],
  ["a\u202eb", "a[U+202E]b"],
  ["中", "[U+4E2D]"],
  ["two\nlines", "two lines"],
])("%j is printed as %j", (given, expected) => {
  expect(printable(given, fontsOf("semibold"))).toBe(expected);
});

test("columns fill the width, and none is under its least where there is room", () => {
  const pairs = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 60 })),
    {
      minLength: 1,
      maxLength: 14,
    },
  );
  fc.assert(
    fc.property(pairs, (columns) => {
      const wanted = columns.map(([width]) => width);
      const least = columns.map(([, width]) => width);
      const widths = shared(wanted, least);
      const sum = (list: readonly number[]) => list.reduce((total, width) => total + width, 0);
      expect(sum(widths)).toBeCloseTo(sum(wanted), 6);
      if (sum(least) <= sum(wanted)) {
        const short = widths.filter((width, index) => width < least[index]! - 1e-9);
        expect(short).toEqual([]);
      }
    }),
  );
});
