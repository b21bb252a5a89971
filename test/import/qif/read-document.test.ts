// What a QIF document may do to whoever reads it, and what is read of one that is as it should be.
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ImportFault } from "../../../src/import/import-fault.ts";
import { readDocument } from "../../../src/import/qif/read-document.ts";
import { sharedData, testOnData } from "../../shared-data.ts";
import { bracket, qifDocument, type Written } from "./qif-for-test.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qif-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
async function reading(text: string | Uint8Array) {
  count += 1;
  const path = join(folder, `${count}.qif`);
  await writeFile(path, text);
  return readDocument(path);
}

const mm = (value: string) => ({ value, unitOfMeasure: "mm" });
const deg = (value: string) => ({ value, unitOfMeasure: "deg" });

test("nominal, limits, unit, designator and status are as the document says", async () => {
  const { part, characteristics, serials, unitsStated } = await reading(qifDocument());
  expect({ part: part.name, unitsStated }).toEqual({ part: "bracket", unitsStated: true });
  expect(characteristics.map(({ test: name, limits }) => [name, limits])).toEqual([
    ["4 Length", { low: mm("39.95"), high: mm("40.05"), target: mm("40.0"), rounding: "none" }],
    ["Flatness", { high: mm("0.05"), rounding: "none" }],
    ["Angle", { low: deg("89"), high: deg("91"), target: deg("90"), rounding: "none" }],
  ]);
  expect(serials.map(({ serialNumber }) => serialNumber)).toEqual(["A-1", "A-2"]);
  const found = serials[0]?.measured.map(({ value, status }) => [value, status]);
  expect(found).toEqual([
    [mm("40.02"), "PASS"],
    [mm("0.031"), "PASS"],
    [deg("90.1"), "PASS"],
  ]);
});

test("QIF 3.0 calls an actual a measurement, and the results Results", async () => {
  const text = qifDocument({ namespace: "http://qifstandards.org/xsd/qif3" })
    .replaceAll("CharacteristicActual", "CharacteristicMeasurement")
    .replaceAll("MeasurementsResults>", "Results>");
  const [two, three] = [await reading(qifDocument()), await reading(text)];
  expect(three.serials.map(({ digest }) => digest)).toEqual(
    two.serials.map(({ digest }) => digest),
  );
});

test("ids, order, line ends and a byte-order mark are no content; a value is", async () => {
  const first = bracket(310, ["39.98", "0.028", "89.9"]);
  const second = bracket(300, ["40.02", "0.031", "90.1"]);
  const results = `${first}${second}`;
  const other = qifDocument({
    results,
    instead: [
      ['<ActualComponent id="109">', '<ActualComponent id="309">'],
      ['<ActualComponent id="119">', '<ActualComponent id="319">'],
    ],
  });
  const digests = async (text: string) =>
    new Map(
      (await reading(text)).serials.map(({ serialNumber, digest }) => [serialNumber, digest]),
    );
  const plain = await digests(qifDocument());
  expect(await digests(`\ufeff${other.replaceAll("\n", "\r\n")}`)).toEqual(plain);
  const changed = await digests(qifDocument({ instead: [["40.02", "40.03"]] }));
  expect(changed.get("A-1")).not.toBe(plain.get("A-1"));
  expect(changed.get("A-2")).toBe(plain.get("A-2"));
});

test("without units none is guessed", async () => {
  const { serials, unitsStated } = await reading(qifDocument({ units: "" }));
  expect(unitsStated).toBe(false);
  const units = serials.flatMap(({ measured }) =>
    measured.map(({ value }) => value?.unitOfMeasure),
  );
  expect(new Set(units)).toEqual(new Set(["{unit not stated}"]));
});

const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>`;
const outside = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
const deep = "<a>".repeat(100) + "</a>".repeat(100);

/** Where it is found: the first line that has this. */
type Mark = string | undefined;
const swap = (of: string, by: string): Written => ({ instead: [[of, by]] });
const value = (by: string) => swap("<Value>40.02</Value>", `<Value>${by}</Value>`);
const sound: Written = {
  instead: [
    ["LengthCharacteristicItem id", "SoundCharacteristicItem id"],
    ["</LengthCharacteristicItem", "</SoundCharacteristicItem"],
  ],
};
const latin = '<?xml version="1.0" encoding="latin1"?>';
const cut = qifDocument().slice(0, -20);
const [before = "", , after = ""] = qifDocument().split(/<\/?MeasurementsResults>/);
const hostile: readonly [string, string | Written, string, Mark][] = [
  ["a billion laughs", { prolog: laughs }, "XML_DOCTYPE", "DOCTYPE"],
  ["an entity from a file", { prolog: outside }, "XML_DOCTYPE", "DOCTYPE"],
  ["an entity that is not declared", value("&lol;"), "XML_MALFORMED", "&lol;"],
  ["an element that is not closed", cut, "XML_MALFORMED", "</ActualComponentSet></Act"],
  ["another namespace", { namespace: "urn:x" }, "FORMAT_UNKNOWN", "<QIFDocument"],
  ["no XML", "part;value", "XML_MALFORMED", "part"],
  ["another document", "<html/>", "FORMAT_UNKNOWN", "<html/>"],
  ["an encoding that it does not have", { prolog: latin }, "FILE_ENCODING", "latin1"],
  ["elements in each other without end", value(deep), "XML_TOO_DEEP", "<a><a>"],
  ["not a number", value("NaN"), "VALUE_NOT_NUMERIC", "NaN"],
  ["infinity", value("INF"), "VALUE_NOT_NUMERIC", "INF"],
  ["a comma for a point", value("40,02"), "VALUE_NOT_NUMERIC", "40,02"],
  ["an exponent", value("4.002e1"), "VALUE_NOT_NUMERIC", "4.002e1"],
  ["more digits than are kept", value("40.0200000000001"), "VALUE_MALFORMED", "40.0200000"],
  ["an empty value", value(""), "VALUE_NOT_NUMERIC", "<Value></Value>"],
  ["an id twice", swap('id="32"', 'id="31"'), "ID_DUPLICATE", 'FlatnessCharacteristicItem id="31"'],
  ["an id that is no number", swap('id="32"', 'id="b2"'), "VALUE_MALFORMED", 'id="b2"'],
  ["fewer than it says", swap('Actuals n="3"', 'Actuals n="4"'), "COUNT_DIFFERS", 'Actuals n="4"'],
  [
    "a characteristic that is not there",
    swap("<CharacteristicItemId>31<", "<CharacteristicItemId>77<"),
    "REFERENCE_UNKNOWN",
    "Id>77<",
  ],
  [
    "a definition that is not there",
    swap("<CharacteristicDefinitionId>11<", "<CharacteristicDefinitionId>77<"),
    "REFERENCE_UNKNOWN",
    "Id>77<",
  ],
  [
    "the value of another kind",
    swap("<CharacteristicItemId>31<", "<CharacteristicItemId>32<"),
    "REFERENCE_UNKNOWN",
    "<CharacteristicItemId>32<",
  ],
  ["a unit that nobody knows", swap(">mm<", ">ell<"), "UNIT_UNKNOWN", ">ell<"],
  ["a kind that is not read", sound, "CHARACTERISTIC_UNKNOWN", "<SoundCharacteristicItem"],
  [
    "no serial number",
    swap("<SerialNumber>A-1</SerialNumber>", ""),
    "SERIAL_MISSING",
    '<ActualComponent id="109">',
  ],
  ["a serial number twice", swap(">A-2<", ">A-1<"), "SERIAL_DUPLICATE", 'Component id="119"'],
  ["a component that is not there", swap("<Id>109<", "<Id>108<"), "REFERENCE_UNKNOWN", "<Id>108<"],
  ["a status that there is not", swap(">PASS<", ">GOOD<"), "VALUE_MALFORMED", ">GOOD<"],
  [
    "limits the wrong way round",
    swap(">91<", ">88<"),
    "VALUE_MALFORMED",
    "<Tolerance><MaxValue>88<",
  ],
  ["two parts", swap("</Part><", '</Part><Part id="2"/><'), "PART_NOT_ONE", '<Part id="2"'],
  ["no results", `${before}${after}`, "FILE_EMPTY", undefined],
  [
    "a name that writes to the terminal",
    swap(">A-1<", ">A\u00851<"),
    "VALUE_MALFORMED",
    "A\u00851",
  ],
  [
    "a serial number without end",
    swap(">A-1<", `>${"9".repeat(5_000)}<`),
    "VALUE_MALFORMED",
    "99999",
  ],
  ["a byte of nothing", swap("bracket", "bra\u0000cket"), "FILE_BINARY", "bra\u0000"],
];
test.each(hostile)("%s is refused with its line", async (_, written, code, mark) => {
  const text = typeof written === "string" ? written : qifDocument(written);
  const fault = await reading(text).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(ImportFault);
  const line = text.split("\n").findIndex((one) => mark !== undefined && one.includes(mark)) + 1;
  expect(fault).toMatchObject({ code, place: mark === undefined ? {} : { line } });
});

test("a hundred megabytes are not read", async () => {
  const path = join(folder, "large.qif");
  await writeFile(path, qifDocument());
  await truncate(path, 100 * 1024 * 1024);
  await expect(readDocument(path)).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
});

test("whatever is cut or changed: it is read, or refused as a file, and never else", async () => {
  const whole = qifDocument();
  const anywhere = fc.record({
    at: fc.nat(whole.length - 1),
    length: fc.nat(30),
    by: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("<", ">", "&", '"', "</", "<!--")),
  });
  await fc.assert(
    fc.asyncProperty(anywhere, async ({ at, length, by }) => {
      const text = whole.slice(0, at) + by + whole.slice(at + length);
      const outcome = await reading(text).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ImportFault);
    }),
    { numRuns: 150 },
  );
});

const cover = "nist-box-assembly/tdp/mtc/FAIR/7_18_2017 9_24_30 AM Cover_Results.qif";
testOnData(
  cover,
  "the Cover of NIST: 20 serial numbers, each with 28 characteristics",
  async () => {
    const { part, characteristics, serials, unitsStated } = await readDocument(sharedData(cover));
    expect(part).toEqual({
      name: "nist_mtc_crada_cover",
      qpId: "963c13a6-7f22-43b7-a126-93190eb61319",
    });
    expect({ characteristics: characteristics.length, unitsStated }).toEqual({
      characteristics: 28,
      unitsStated: false,
    });
    expect(serials.map(({ serialNumber }) => serialNumber)).toEqual(
      Array.from({ length: 20 }, (_, n) => String(n + 1)),
    );
    for (const { measured } of serials) expect(measured).toHaveLength(28);
  },
);
