// Binary COPY, taken apart wherever its pieces happen to be cut.
import fc from "fast-check";
import { expect, test } from "vitest";
import { CopyReader } from "../../../../src/projections/genealogy/graph/copy-reader.ts";

const kinds = ["consume", "produce", "pack"];
const fields = ["int2", "int8", "bool", "time", { oneOf: kinds }] as const;
const value = fc.record({
  int2: fc.integer({ min: -32_768, max: 32_767 }),
  int8: fc.maxSafeInteger(),
  bool: fc.nat(1),
  // Milliseconds of the years that an event can name.
  time: fc.integer({ min: Date.parse("1900-01-01"), max: Date.parse("2255-01-01") }),
  oneOf: fc.nat(kinds.length - 1),
});
type Named = "int2" | "int8" | "bool" | "time" | "oneOf";
const nameOf = (field: (typeof fields)[number]): Named =>
  typeof field === "string" ? field : "oneOf";
type Row = readonly (number | undefined)[];
const row: fc.Arbitrary<Row> = fc
  .tuple(value, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
  .map(([of, known]) => fields.map((field, n) => (known[n] ? of[nameOf(field)] : undefined)));

function copied(rows: readonly Row[]): Buffer {
  const parts: Buffer[] = [Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1")];
  for (const each of rows) {
    parts.push(Buffer.from([0, each.length]));
    for (const [n, value] of each.entries())
      parts.push(fieldOf(nameOf(fields[n] ?? "int2"), value));
  }
  return Buffer.concat([...parts, Buffer.from([0xff, 0xff])]);
}

function fieldOf(field: Named, value: number | undefined): Buffer {
  if (value === undefined) return Buffer.from([0xff, 0xff, 0xff, 0xff]);
  const bytes = Buffer.alloc({ int2: 2, bool: 1, int8: 8, time: 8, oneOf: 0 }[field]);
  if (field === "int2") bytes.writeInt16BE(value);
  if (field === "int8") bytes.writeBigInt64BE(BigInt(value));
  if (field === "bool") bytes.writeUInt8(value);
  if (field === "oneOf") {
    const name = Buffer.from(kinds[value] ?? "");
    return Buffer.concat([Buffer.from([0, 0, 0, name.length]), name]);
  }
  const sinceMillennium_ms = value - Date.parse("2000-01-01T00:00:00Z");
  if (field === "time") bytes.writeBigInt64BE(BigInt(sinceMillennium_ms) * 1_000n);
  return Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
}

function read(pieces: readonly Buffer[]): Row[] {
  const rows: Row[] = [];
  const reader = new CopyReader(fields, (values) =>
    rows.push([...values].map((value) => (Number.isNaN(value) ? undefined : value))),
  );
  for (const piece of pieces) reader.write(piece);
  reader.end();
  return rows;
}

function inPieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

test("rows are what was written, however they are cut", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), sizes, (rows, cuts) => {
      expect(read(inPieces(copied(rows), cuts))).toEqual(rows);
    }),
  );
});

test("what is cut short, or is no such COPY, is not taken for one", () => {
  const whole = copied([[1, 2, 1, 4, 0]]);
  for (let length = 0; length < whole.length; length++) {
    expect(() => read([whole.subarray(0, length)])).toThrow(RangeError);
  }
  expect(() => read([Buffer.concat([whole, whole])])).toThrow(RangeError);
  expect(() => read([Buffer.from(whole).fill(0, 0, 1)])).toThrow(RangeError);
  const wider = new CopyReader(["int8"], () => {});
  expect(() => wider.write(whole)).toThrow(RangeError);
});

/** As `numeric_send` writes it. */
function numeric(text: string): Buffer {
  const [, sign = "", whole = "", part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const left = whole.padStart(Math.ceil(whole.length / 4) * 4, "0");
  const right = part.padEnd(Math.ceil(part.length / 4) * 4, "0");
  const digits = (`${left}${right}`.match(/.{4}/g) ?? []).map(Number);
  const bytes = Buffer.alloc(8 + 2 * digits.length);
  bytes.writeUInt16BE(digits.length, 0);
  bytes.writeInt16BE(left.length / 4 - 1, 2);
  bytes.writeUInt16BE(sign === "" ? 0 : 0x4000, 4);
  bytes.writeUInt16BE(part.length, 6);
  for (const [n, digit] of digits.entries()) bytes.writeUInt16BE(digit, 8 + 2 * n);
  return bytes;
}

test("an amount is the nearest number, as PostgreSQL would convert it", () => {
  const readOne = (field: Buffer): number => {
    const head = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0\0\x01", "latin1");
    const [length, end] = [Buffer.alloc(4), Buffer.from([0xff, 0xff])];
    length.writeInt32BE(field.length);
    let found: number | undefined;
    const reader = new CopyReader(["numeric"], ([value]) => {
      found = value;
    });
    reader.write(Buffer.concat([head, length, field, end]));
    reader.end();
    return found ?? Number.NaN;
  };
  const amount = fc.stringMatching(/^-?\d{1,40}(\.\d{1,40})?$/);
  fc.assert(
    fc.property(amount, (text) => {
      expect(readOne(numeric(text))).toBe(Number(text));
    }),
    { numRuns: 1_000 },
  );
  expect(readOne(Buffer.from([0, 0, 0, 0, 0xc0, 0, 0, 0]))).toBeNaN();
  expect(() => readOne(Buffer.from([0, 3, 0, 0, 0, 0, 0, 0]))).toThrow(RangeError);
});

test("a text that is none of the names is not known", () => {
  const bytes = copied([[1, 2, 0, 4, 0]]);
  bytes.write("c0nsume", bytes.indexOf("consume"), "latin1");
  expect(read([bytes])).toEqual([[1, 2, 0, 4, undefined]]);
});
