// Element strings, brackets, Digital Links: read what was written, and say no to everything else
// with a code.
import fc from "fast-check";
import { expect, test } from "vitest";
import { bracketed, parseBracketed } from "../../../../src/domain/kernel/gs1/bracketed.ts";
import { checkPair } from "../../../../src/domain/kernel/gs1/content/check-digit.ts";
import { dateOf, fullYear } from "../../../../src/domain/kernel/gs1/content/date.ts";
import { digitalLink, parseDigitalLink } from "../../../../src/domain/kernel/gs1/digital-link.ts";
import type { Element } from "../../../../src/domain/kernel/gs1/element.ts";
import {
  elementString,
  parseElementString,
} from "../../../../src/domain/kernel/gs1/element-string.ts";
import { decimalOf, identifiersOf, said } from "../../../../src/domain/kernel/gs1/reading.ts";
import { parseScan } from "../../../../src/domain/kernel/gs1/scan.ts";
import { text } from "../../../arbitrary.ts";
import { label } from "./element-arbitrary.ts";

const gs = "\u001d";
const carton: readonly Element[] = [
  { ai: "01", value: "09521234543213" },
  { ai: "10", value: "ABC-123" },
  { ai: "17", value: "270100" },
];
const cartonText = `010952123454321310ABC-123${gs}17270100`;
const cartonLink = "https://id.example/some/path/01/09521234543213/10/ABC-123?17=270100&x=y";

test.each([
  ["elementString", `]d2${cartonText}`],
  ["elementString", `]C1${cartonText}`],
  ["elementString", `]Q3${gs}${cartonText}`],
  ["elementString", cartonText],
  ["elementString", cartonText.replace(gs, "\u241d")],
  ["bracketed", "(01)09521234543213(10)ABC-123(17)270100"],
  ["digitalLink", cartonLink],
  ["digitalLink", `]Q1${cartonLink}`],
])("a carton's label is read: %s %s", (form, code) => {
  expect(parseScan(code)).toEqual({ form, elements: carton, incomplete: [] });
});

test("a trade item number alone, and a text of the house's own", () => {
  const gtin = [{ ai: "01", value: "09521234543213" }];
  for (const code of ["9521234543213", "]E09521234543213", "]I109521234543213"]) {
    expect(parseScan(code)).toEqual({ form: "gtin", elements: gtin, incomplete: [] });
  }
  for (const code of ["10ABC", "R-2026-0017", "9521234543214", "https://example.org/menu"]) {
    expect(parseScan(code)).toEqual({ form: "plain", text: code });
  }
});

test("what is missing on one label is said and stands in nobody's way", () => {
  expect(parseScan(`]d210ABC${gs}21X`)).toMatchObject({ incomplete: [{ ai: "10" }, { ai: "21" }] });
});

test.each([
  ["GS1_EMPTY", "  "],
  ["GS1_EMPTY", "]d2"],
  ["GS1_AI_UNKNOWN", "]d205123"],
  ["GS1_AI_UNKNOWN", "(05)123"],
  ["GS1_AI_UNKNOWN", `${cartonText}${gs}${gs}`],
  ["GS1_LENGTH_WRONG", "]d2010952123454321"],
  ["GS1_LENGTH_WRONG", "]d210"],
  ["GS1_LENGTH_WRONG", `]d210${"A".repeat(21)}`],
  ["GS1_LENGTH_WRONG", `]d2010952${gs}1234543213`],
  ["GS1_CHARACTER_WRONG", "]d210AB\0C"],
  ["GS1_CHARACTER_WRONG", "]d210Größe"],
  ["GS1_CHARACTER_WRONG", "]d210#1"],
  ["GS1_CHARACTER_WRONG", "https://id.example/01/09521234543213/10/A%00B"],
  ["GS1_CHARACTER_WRONG", "https://id.example/01/09521234543213/10/A%2"],
  ["GS1_CHARACTER_WRONG", "https://id.example/01/09521234543213/10/%C3%A4"],
  ["GS1_CHARACTER_WRONG", "https://id.example/01/09521234543213/10/%25%00"],
  ["GS1_CHECK_DIGIT_WRONG", "]d20109521234543214"],
  ["GS1_CHECK_DIGIT_WRONG", "https://id.example/01/09521234543214"],
  ["GS1_CONTENT_WRONG", "]d2010952123454321317271301"],
  ["GS1_CONTENT_WRONG", "]d2010952123454321317270230"],
  ["GS1_CONTENT_WRONG", "]d2422000"],
  ["GS1_AI_REPEATED", `]d210A${gs}10B`],
  ["GS1_AI_REPEATED", "https://id.example/01/09521234543213/10/A?10=B"],
  ["GS1_PAIR_EXCLUDED", "]d20109521234543213020952123454321337" + "5"],
  ["GS1_BRACKETS_WRONG", "(01)09521234543213(x"],
  ["GS1_AI_UNKNOWN", "https://id.example/01/09521234543213?0=1"],
])("%s: %j", (fault, code) => {
  expect(parseScan(code)).toMatchObject({ fault });
});

test("ten megabytes are not read at all", () => {
  for (const sign of ["1", "(", "%", gs, "]d2"]) {
    expect(parseScan(sign.repeat(10_000_000 / sign.length))).toEqual({ fault: "GS1_TOO_LONG" });
  }
});

test("a link with its qualifiers out of order, or of two sequences, is no Digital Link", () => {
  const gtin = "https://id.example/01/09521234543213";
  for (const rest of ["/10/A/22/B", "/10/A/235/B", "/10", "/10/A/10/A"]) {
    expect(parseDigitalLink(`${gtin}${rest}`)).toMatchObject({ fault: "GS1_LINK_MALFORMED" });
  }
});

test("percent-encoding is undone once", () => {
  const link = parseDigitalLink("https://id.example/01/09521234543213/10/%252F%2f+");
  expect(link).toEqual([carton[0], { ai: "10", value: "%2F/+" }]);
});

test("the same element twice is one; a short trade item number is filled up", () => {
  expect(parseElementString(`${cartonText}10ABC-123`)).toEqual(carton);
  expect(parseDigitalLink("http://id.example/01/9521234543213")).toEqual([carton[0]]);
});

test("what was written is read back, of every Application Identifier", () => {
  fc.assert(
    fc.property(label, (elements) => {
      const data = elementString(elements);
      const human = bracketed(elements);
      if (typeof data !== "string" || typeof human !== "string") {
        throw new Error(JSON.stringify([data, human]));
      }
      expect(parseElementString(data)).toEqual(elements);
      expect(parseBracketed(human)).toEqual(elements);
      expect(parseScan(`]d2${data}`)).toMatchObject({ elements, incomplete: [] });
    }),
    { numRuns: 600 },
  );
});

test("a Digital Link says the same elements as its label", () => {
  let links = 0;
  fc.assert(
    fc.property(label, (elements) => {
      const link = digitalLink("https://id.example/x/", elements);
      if (typeof link !== "string") return;
      links += 1;
      const parsed = parseDigitalLink(link);
      expect(inOrder(parsed)).toEqual(inOrder(elements));
    }),
    { numRuns: 600 },
  );
  expect(links).toBeGreaterThan(100);
});

test("whatever is scanned has an answer", () => {
  const awkward = fc.array(
    fc.constantFrom(
      "01",
      "10",
      "(",
      ")",
      gs,
      "]d2",
      "https://",
      "/",
      "%",
      "?",
      "=",
      "&",
      "0",
      "\0",
    ),
  );
  const any = fc.oneof(
    text({ maxLength: 200 }),
    awkward.map((parts) => parts.join("")),
  );
  fc.assert(fc.property(any, (code) => typeof parseScan(code) === "object"));
});

test("what is written must be complete", () => {
  const lot = [{ ai: "10", value: "A" }];
  expect(elementString(lot)).toEqual({ fault: "GS1_COMPANION_MISSING", ai: "10" });
  expect(digitalLink("https://id.example", lot)).toMatchObject({ fault: "GS1_COMPANION_MISSING" });
  expect(bracketed([])).toEqual({ fault: "GS1_EMPTY" });
});

test("two digits of a year are the nearest such year, and day 00 is the last of the month", () => {
  const years = [
    [76, 2026, 2076],
    [77, 2026, 1977],
    [0, 2026, 2000],
    [49, 2099, 2149],
    [50, 2000, 2050],
    [51, 2000, 1951],
  ] as const;
  for (const [two, today, year] of years) expect(fullYear(two, today)).toBe(year);
  expect(dateOf("280200", "2026-01-01")).toBe("2028-02-29");
  expect(dateOf("270200", "2026-01-01")).toBe("2027-02-28");
  expect(dateOf("270229", "2026-01-01")).toBeUndefined();
});

test("decimals, units and days are said", () => {
  const elements = [
    { ai: "3103", value: "001250" },
    { ai: "3932", value: "97812345" },
    { ai: "17", value: "270100" },
  ];
  expect(said(elements, "2026-11-26")).toMatchObject([
    { quantity: { value: "1.250", unitOfMeasure: "kg" }, title: "NET WEIGHT (kg)" },
    { decimal: "123.45" },
    { date: "2027-01-31" },
  ]);
  expect(decimalOf({ ai: "3105", value: "000001" })).toBe("0.00001");
  expect(identifiersOf(carton)).toEqual([{ scheme: "lgtin", value: "09521234543213.ABC-123" }]);
});

test("the check pair of the published example of a Global Model Number", () => {
  // GS1 General Specifications, 7.9.5.
  expect(checkPair("1987654Ad4X4bL5ttr2310c")).toBe("2K");
});

const inOrder = (elements: unknown): unknown =>
  Array.isArray(elements)
    ? elements.toSorted((one, other) => (one.ai < other.ai ? -1 : 1))
    : elements;
