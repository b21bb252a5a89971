// Rows of numbers out of PostgreSQL's binary COPY, parsed as its pieces arrive and kept nowhere.
// The format: https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format".

/** `time`: a timestamptz, as milliseconds of the epoch. */
export type Field = "int2" | "int4" | "int8" | "float8" | "time";

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const headerBytes = signature.length + 8;
/** Microseconds are counted from 2000. */
const postgresEpoch_ms = 946_684_800_000;

export class CopyReader {
  readonly #fields: readonly Field[];
  readonly #onRow: (values: Float64Array) => void;
  readonly #values: Float64Array;
  #rest: Buffer = Buffer.alloc(0);
  #isBegun = false;
  #isEnded = false;

  /** `onRow` is given the same array each time; NaN: null. */
  constructor(fields: readonly Field[], onRow: (values: Float64Array) => void) {
    this.#fields = fields;
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
    if (count !== this.#fields.length) throw new RangeError(`A row of ${count} fields.`);
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
      this.#values[n] = valueAt(bytes, at, this.#fields[n], length);
      at += length;
    }
    this.#onRow(this.#values);
    return at;
  }
}

const lengths = { int2: 2, int4: 4, int8: 8, float8: 8, time: 8 } as const;

function valueAt(bytes: Buffer, at: number, field: Field = "int4", length: number): number {
  if (length !== lengths[field]) throw new RangeError(`A ${field} of ${length} bytes.`);
  switch (field) {
    case "int2":
      return bytes.readInt16BE(at);
    case "int4":
      return bytes.readInt32BE(at);
    case "int8":
      return int8At(bytes, at);
    case "float8":
      return bytes.readDoubleBE(at);
    case "time":
      return Math.round(int8At(bytes, at) / 1_000) + postgresEpoch_ms;
    default:
      return field satisfies never;
  }
}

const int8At = (bytes: Buffer, at: number): number =>
  bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
