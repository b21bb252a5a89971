// Binary COPY, taken apart wherever its pieces happen to be cut.
import fc from "fast-check";
import { expect, test } from "vitest";
import { CopyReader } from "../../../../src/projections/genealogy/graph/copy-reader.ts";

const fields = ["int2", "int8", "float8", "time"] as const;
const value = fc.record({
  int2: fc.integer({ min: -32_768, max: 32_767 }),
  int8: fc.maxSafeInteger(),
  float8: fc.double({ noNaN: true }),
  // Milliseconds of the years that an event can name.
  time: fc.integer({ min: Date.parse("1900-01-01"), max: Date.parse("2255-01-01") }),
});
type Row = readonly (number | undefined)[];
const row: fc.Arbitrary<Row> = fc
  .tuple(value, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([of, known]) => fields.map((field, n) => (known[n] ? of[field] : undefined)));

function copied(rows: readonly Row[]): Buffer {
  const parts: Buffer[] = [Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1")];
  for (const each of rows) {
    parts.push(Buffer.from([0, each.length]));
    for (const [n, value] of each.entries()) parts.push(fieldOf(fields[n] ?? "int2", value));
  }
  return Buffer.concat([...parts, Buffer.from([0xff, 0xff])]);
}

function fieldOf(field: (typeof fields)[number], value: number | undefined): Buffer {
  if (value === undefined) return Buffer.from([0xff, 0xff, 0xff, 0xff]);
  const bytes = Buffer.alloc(field === "int2" ? 2 : 8);
  if (field === "int2") bytes.writeInt16BE(value);
  if (field === "int8") bytes.writeBigInt64BE(BigInt(value));
  if (field === "float8") bytes.writeDoubleBE(value);
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
  const whole = copied([[1, 2, 3, 4]]);
  for (let length = 0; length < whole.length; length++) {
    expect(() => read([whole.subarray(0, length)])).toThrow(RangeError);
  }
  expect(() => read([Buffer.concat([whole, whole])])).toThrow(RangeError);
  expect(() => read([Buffer.from(whole).fill(0, 0, 1)])).toThrow(RangeError);
  const wider = new CopyReader(["int4"], () => {});
  expect(() => wider.write(whole)).toThrow(RangeError);
});
