// RFC 8785 JSON text, piece by piece: sorted keys, no spaces, ECMAScript numbers; the same value is
// the same bytes. Arrays of any length may be given as a stream of items.
import type { Json } from "../../model/document.ts";

/** An array whose items are made while it is written; each item is canonical JSON text already. */
export class StreamedArray {
  readonly items: () => AsyncIterable<string>;
  constructor(items: () => AsyncIterable<string>) {
    this.items = items;
  }
}

export type JsonSource =
  | Json
  | StreamedArray
  | readonly JsonSource[]
  | { readonly [key: string]: JsonSource | undefined };

export async function* canonicalPieces(value: JsonSource): AsyncGenerator<string> {
  if (value instanceof StreamedArray) {
    let before = "[";
    for await (const item of value.items()) {
      yield before + item;
      before = ",";
    }
    yield before === "[" ? "[]" : "]";
  } else if (isArray(value)) {
    let before = "[";
    for (const item of value) {
      yield before;
      yield* canonicalPieces(item);
      before = ",";
    }
    yield before === "[" ? "[]" : "]";
  } else if (typeof value === "object" && value !== null) {
    yield* members(value);
  } else {
    yield JSON.stringify(value);
  }
}

async function* members(object: {
  readonly [key: string]: JsonSource | undefined;
}): AsyncGenerator<string> {
  let before = "{";
  for (const [key, member] of Object.entries(object).sort(byKey)) {
    if (member === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    yield* canonicalPieces(member);
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

const isArray = (value: JsonSource): value is readonly JsonSource[] => Array.isArray(value);

/** By UTF-16 code units, as the RFC asks; the default comparison of strings does that. */
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : a > b ? 1 : 0;
