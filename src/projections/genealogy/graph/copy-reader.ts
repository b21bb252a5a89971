// Rows of numbers out of PostgreSQL's binary COPY, parsed as its pieces arrive and kept nowhere.
// The format: https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format".

/**
 * `time`: a timestamptz, as milliseconds of the epoch. `numeric`: the nearest number of 8 bytes.
 * `bool`: 0 or 1. `oneOf`: a text, as its place among these; NaN where it is none of them.
 */
export type Field =
  | "int2"
  | "int8"
  | "bool"
  | "numeric"
  | "time"
  | { readonly oneOf: readonly string[] };

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const headerBytes = signature.length + 8;
/** Microseconds are counted from 2000. */
const postgresEpoch_us = 946_684_800_000_000;

export class CopyReader {
  readonly #readers: readonly Read[];
  readonly #onRow: (values: Float64Array) => void;
  readonly #values: Float64Array;
  #rest: Buffer = Buffer.alloc(0);
  #isBegun = false;
  #isEnded = false;

  /** `onRow` is given the same array each time; NaN: null. */
  constructor(fields: readonly Field[], onRow: (values: Float64Array) => void) {
    this.#readers = fields.map(readerOf);
    this.#onRow = onRow;
    this.#values = new Float64Array(fields.length);
  }

  /** Throws RangeError for what is not such a row. */
  write(piece: Buffer): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = 0;
    if (!this.#isBegun) {
      if (bytes.length < headerBytes) {
        this.#rest = bytes;
        return;
      }
      at = this.#begin(bytes);
    }
    for (let next = this.#row(bytes, at); next !== undefined; next = this.#row(bytes, at)) {
      at = next;
    }
    this.#rest = bytes.subarray(at);
  }

  /** Throws RangeError where the rows were cut short. */
  end(): void {
    if (!this.#isEnded || this.#rest.length > 0) throw new RangeError("A COPY was cut short.");
  }

  #begin(bytes: Buffer): number {
    const extension = bytes.readInt32BE(signature.length + 4);
    if (!bytes.subarray(0, signature.length).equals(signature) || extension !== 0) {
      throw new RangeError("This is no binary COPY.");
    }
    this.#isBegun = true;
    return headerBytes;
  }

  /** Where the next row begins; undefined: this one has not come yet in whole, or there is none. */
  #row(bytes: Buffer, start: number): number | undefined {
    if (this.#isEnded || bytes.length < start + 2) return;
    const count = bytes.readInt16BE(start);
    if (count === -1) {
      this.#isEnded = true;
      return start + 2;
    }
    const readers = this.#readers;
    if (count !== readers.length) throw new RangeError(`A row of ${count} fields.`);
    let at = start + 2;
    for (let n = 0; n < count; n++) {
      if (bytes.length < at + 4) return;
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length === -1) {
        this.#values[n] = Number.NaN;
        continue;
      }
      if (bytes.length < at + length) return;
      this.#values[n] = readers[n]?.(bytes, at, length) ?? Number.NaN;
      at += length;
    }
    this.#onRow(this.#values);
    return at;
  }
}

type Read = (bytes: Buffer, at: number, length: number) => number;

const ofLength =
  (bytesOf: number, read: Read): Read =>
  (bytes, at, length) => {
    if (length !== bytesOf) throw new RangeError(`A field of ${length} bytes, not ${bytesOf}.`);
    return read(bytes, at, length);
  };

const int8At: Read = (bytes, at) => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);

const readers: Readonly<Record<Extract<Field, string>, Read>> = {
  int2: ofLength(2, (bytes, at) => bytes.readInt16BE(at)),
  int8: ofLength(8, int8At),
  bool: ofLength(1, (bytes, at) => bytes.readUInt8(at)),
  numeric: numericAt,
  // Microseconds as parts of a millisecond: whole numbers until they are divided, so that the
  // nearest double is the one that PostgreSQL makes of the same time.
  time: ofLength(8, (bytes, at, length) => (int8At(bytes, at, length) + postgresEpoch_us) / 1_000),
};

const readerOf = (field: Field): Read =>
  typeof field === "string" ? readers[field] : placeIn(field.oneOf.map((one) => Buffer.from(one)));

function placeIn(names: readonly Buffer[]): Read {
  return (bytes, at, length) => {
    const place = names.findIndex(
      (name) => name.length === length && name.every((byte, n) => byte === bytes[at + n]),
    );
    return place < 0 ? Number.NaN : place;
  };
}

const minus = 0x4000;
/** Up to here powers of ten thousand are exact, and so is what they divide or are divided by. */
const exactPowers = [1, 1e4, 1e8, 1e12, 1e16, 1e20] as const;

/** Digits of base 10,000, behind their count, the weight of the first, sign and scale. */
function numericAt(bytes: Buffer, at: number, length: number): number {
  const count = length < 8 ? -1 : bytes.readUInt16BE(at);
  if (length !== 8 + 2 * count) throw new RangeError(`A numeric of ${length} bytes.`);
  const sign = bytes.readUInt16BE(at + 4);
  if (sign > minus) return Number.NaN;
  let digits = 0;
  for (let n = 0; n < count; n++) digits = digits * 1e4 + bytes.readUInt16BE(at + 8 + 2 * n);
  const power = bytes.readInt16BE(at + 2) - count + 1;
  const exact = exactPowers[Math.abs(power)];
  const amount =
    digits > Number.MAX_SAFE_INTEGER || exact === undefined
      ? rounded(bytes, at + 8, count, power)
      : power < 0
        ? digits / exact
        : digits * exact;
  return sign === minus ? -amount : amount;
}

/** The nearest of very long and very large ones. */
function rounded(bytes: Buffer, at: number, count: number, power: number): number {
  let text = "";
  for (let n = 0; n < count; n++) text += String(bytes.readUInt16BE(at + 2 * n)).padStart(4, "0");
  return Number(`${text}e${power * 4}`);
}
