// One cross-reference stream (ISO 32000-1, 7.5.8): where the objects of a revision are.
import { malformed } from "./lexer.ts";
import type { PdfReader } from "./reader.ts";
import { isArray, type PdfDictionary } from "./value.ts";

export interface CrossReferences {
  /** Where the cross-reference stream stands. */
  readonly at: number;
  readonly trailer: PdfDictionary;
  readonly previous: number | undefined;
  readonly table: Buffer;
  readonly widths: readonly [number, number, number];
  /** Runs of object numbers, and where each begins in the table. */
  readonly runs: readonly {
    readonly first: number;
    readonly count: number;
    readonly offset: number;
  }[];
}

export type Entry =
  | { readonly kind: "at"; readonly offset: number }
  | { readonly kind: "in"; readonly stream: number };

export function readCrossReferences(reader: PdfReader, at: number): CrossReferences {
  const object = reader.objectAt(at);
  const trailer = reader.dictionary(object.value, "The cross-reference stream");
  const table = Buffer.from(reader.stream(object));
  const widths = widthsOf(trailer, at);
  const size = numberOf(trailer, "Size", at);
  const index = trailer.get("Index") ?? [0, size];
  if (!isArray(index)) throw malformed("The cross-reference index is not a list", at);
  const runs = [];
  const width = widths[0] + widths[1] + widths[2];
  let offset = 0;
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first, count] = [index[i], index[i + 1]];
    if (typeof first !== "number" || typeof count !== "number") {
      throw malformed("The cross-reference index is not of numbers", at);
    }
    runs.push({ first, count, offset });
    offset += count * width;
  }
  if (offset !== table.length)
    throw malformed("The cross-reference table has the wrong length", at);
  const previous = trailer.get("Prev");
  return {
    at,
    trailer,
    previous: typeof previous === "number" ? previous : undefined,
    table,
    widths,
    runs,
  };
}

export function entryOf({ table, widths, runs }: CrossReferences, id: number): Entry | undefined {
  const run = runs.find(({ first, count }) => id >= first && id < first + count);
  if (!run) return undefined;
  const [w1, w2, w3] = widths;
  const at = run.offset + (id - run.first) * (w1 + w2 + w3);
  const kind = table.readUIntBE(at, w1);
  const value = table.readUIntBE(at + w1, w2);
  if (kind === 1) return { kind: "at", offset: value };
  return kind === 2 ? { kind: "in", stream: value } : undefined;
}

function widthsOf(trailer: PdfDictionary, at: number): readonly [number, number, number] {
  const widths = trailer.get("W");
  const [a, b, c] = isArray(widths) ? widths : [];
  if (isWidth(a) && isWidth(b) && isWidth(c)) return [a, b, c];
  throw malformed("The cross-reference widths are not three small numbers", at);
}

const isWidth = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 6;

function numberOf(dictionary: PdfDictionary, key: string, at: number): number {
  const value = dictionary.get(key);
  if (typeof value === "number") return value;
  throw malformed(`${key} is not a number`, at);
}
