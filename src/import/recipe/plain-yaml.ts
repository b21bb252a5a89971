// YAML, as far as a recipe needs it: maps, lists and scalars of YAML 1.2, and nothing by which a
// text says something else than it shows. No anchors and aliases (a few lines could stand for
// gigabytes), no tags, no merge keys, no second document.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from "yaml";
import type { Place } from "../../domain/master-recipe/check/finding.ts";
import { RecipeFileFault } from "./fault.ts";

export interface Position {
  /** 1-based, in characters. */
  readonly line: number;
  readonly column: number;
}

export interface PlainYaml {
  /** Plain JSON. */
  readonly value: unknown;
  /** Of the value at a place, or of the innermost thing around it that is there. */
  readonly position: (at: Place) => Position;
}

const plain = {
  version: "1.2",
  schema: "core",
  merge: false,
  strict: true,
  uniqueKeys: true,
  prettyErrors: false,
} as const;

const bytesMax = 1024 * 1024;
const depthMax = 64;

/** Throws a RecipeFileFault with the place of what it does not take. */
export function readPlainYaml(bytes: Uint8Array): PlainYaml {
  const text = textOf(bytes);
  const lines = new LineCounter();
  const document = parseDocument(text, { ...plain, lineCounter: lines });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error) throw new RecipeFileFault("YAML_UNREADABLE", at(error.pos[0]), error.message);
  const reader = new Reader(at);
  const value = reader.value(document.contents, [], 0);
  return { value, position: (place) => reader.position(place) };
}

function textOf(bytes: Uint8Array): string {
  const start = { line: 1, column: 1 };
  if (bytes.length > bytesMax) {
    const message = `A recipe file has at most ${bytesMax} bytes; this one has ${bytes.length}.`;
    throw new RecipeFileFault("FILE_TOO_LARGE", start, message);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RecipeFileFault("FILE_ENCODING", start, "The file is not UTF-8.", cause);
  }
}

class Reader {
  readonly #at: (offset: number) => Position;
  readonly #positions = new Map<string, Position>();

  constructor(at: (offset: number) => Position) {
    this.#at = at;
  }

  position(place: Place): Position {
    for (let length = place.length; length > 0; length -= 1) {
      const found = this.#positions.get(JSON.stringify(place.slice(0, length)));
      if (found) return found;
    }
    return this.#positions.get("[]") ?? { line: 1, column: 1 };
  }

  value(node: ParsedNode | null, place: Place, depth: number): unknown {
    const position = this.#at(node?.range[0] ?? 0);
    this.#positions.set(JSON.stringify(place), position);
    if (depth > depthMax) {
      throw new RecipeFileFault("YAML_TOO_DEEP", position, `Nested deeper than ${depthMax}.`);
    }
    if (node === null) return null;
    this.#refuseUnplain(node, position);
    if (isMap(node)) {
      return Object.fromEntries(
        node.items.map((pair) => {
          const key = isPair(pair) && isScalar(pair.key) ? pair.key : undefined;
          if (typeof key?.value !== "string" || key.value === "<<") {
            const message = "A name must be plain text.";
            throw new RecipeFileFault("YAML_NOT_PLAIN", position, message);
          }
          this.#refuseUnplain(key, position);
          return [key.value, this.value(pair.value, [...place, key.value], depth + 1)];
        }),
      );
    }
    if (isSeq(node)) {
      return node.items.map((item, n) => this.value(item, [...place, n], depth + 1));
    }
    return isScalar(node) ? this.#scalar(node.value, position) : undefined;
  }

  #scalar(value: unknown, position: Position): unknown {
    if (typeof value !== "string") return value;
    if (!value.includes("\u0000") && value.isWellFormed()) return value;
    const message = "A text holds U+0000 or a lone surrogate.";
    throw new RecipeFileFault("TEXT_MALFORMED", position, message);
  }

  #refuseUnplain(node: Node, position: Position): void {
    const refused = isAlias(node) ? "An alias" : unplain(node);
    if (refused === undefined) return;
    throw new RecipeFileFault("YAML_NOT_PLAIN", position, `${refused} has no place in a recipe.`);
  }
}

function unplain(node: { readonly anchor?: string; readonly tag?: string }): string | undefined {
  if (node.anchor !== undefined) return "An anchor";
  return node.tag === undefined ? undefined : "A tag";
}
