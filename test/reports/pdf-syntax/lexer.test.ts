import fc from "fast-check";
import { expect, test } from "vitest";
import { ReportFault } from "../../../src/reports/fault.ts";
import { Lexer, OutOfBytes } from "../../../src/reports/pdf-syntax/lexer.ts";
import {
  PdfName,
  PdfReference,
  PdfString,
  type PdfValue,
  written,
} from "../../../src/reports/pdf-syntax/value.ts";

const read = (text: string) => new Lexer(Buffer.from(text, "latin1")).value();

const name = fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 8 });
const { value } = fc.letrec<{ value: PdfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    name.map((text) => new PdfName(text)),
    fc.nat({ max: 99_999 }).map((id) => new PdfReference(id)),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => new PdfString(bytes, 0, 0)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}));

test("what is written is read back", () => {
  fc.assert(
    fc.property(value, (any) => {
      const text = written(any);
      expect(written(read(`${text}\n`))).toBe(text);
    }),
  );
});

test.each([
  ["(a\\(b\\)\\\\c)", "a(b)\\c"],
  ["(a (nested) b)", "a (nested) b"],
  ["<FEFF0411>", "Б"],
])("the string %s reads %s", (syntax, text) => {
  expect(read(`${syntax} `)).toMatchObject({ text });
});

test("bytes that are no value give a fault or ask for more, and end", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      try {
        new Lexer(bytes).value();
      } catch (fault) {
        expect(fault instanceof ReportFault || fault instanceof OutOfBytes).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["a key twice", "<</A 1/A 2>>"],
  ["a key that is no name", "<<1 2>>"],
  ["too deep", "[".repeat(100)],
  ["odd hexadecimal", "<123>"],
])("%s is malformed", (_, text) => {
  expect(() => read(`${text} `)).toThrow(expect.objectContaining({ code: "PDF_MALFORMED" }));
});
