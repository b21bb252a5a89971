// Recipe files: what is read, what is told with line and column, and what a hostile file can do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import type { Recipe } from "../../../src/domain/kernel/recipe/recipe.ts";
import { readRecipe } from "../../../src/import/recipe/read-recipe.ts";
import { writeRecipe } from "../../../src/import/recipe/write-recipe.ts";
import { text } from "../../arbitrary.ts";
import { granules } from "../../domain/kernel/recipe/example.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readRecipe(bytes(text));
const file = writeRecipe(granules);

/** The file with a piece of it replaced, which must be there. */
function replaced(piece: string, by: string): string {
  if (!file.includes(piece)) throw new Error(`The file has no ${piece}.`);
  return file.replace(piece, by);
}
const found = (text: string) =>
  read(text).findings.map(({ code, line, column, at }) => ({ code, line, column, at }));
/** Line and column of a piece of a text. */
function placeOf(text: string, piece: string) {
  const lines = text.slice(0, text.indexOf(piece)).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

describe("a recipe that is written and read again", () => {
  test("has the same digest", () => {
    const { digest, findings } = read(file);
    expect({ digest, findings }).toEqual({ digest: digestOf(granules), findings: [] });
  });
  test("whatever its texts hold", () => {
    fc.assert(
      fc.property(text({ minLength: 1, maxLength: 80 }), (any) => {
        const recipe: Recipe = {
          ...granules,
          name: any,
          storage: `${any}\n\n ${any}`,
          trainings: [any],
        };
        expect(read(writeRecipe(recipe)).digest).toBe(digestOf(recipe));
      }),
      { numRuns: 20 },
    );
  });
  test("has no number that is not quoted, but counts", () => {
    const plain = [...file.matchAll(/^ *(?:- )?(\w+): [-\d]/gm)].map(([, name]) => name);
    expect(new Set(plain)).toEqual(new Set(["decimals", "atMost", "sampleSize"]));
  });
  test("keeps its digest whatever its white space, comments and order of names", () => {
    const commented = `# Written by hand.\n${file.replaceAll(": ", ":   ")}`;
    expect(read(commented).digest).toBe(digestOf(granules));
  });
});

describe("findings", () => {
  test("of an unquoted number, wherever text is meant", () => {
    const high = replaced('high: "2.0"', "high: 2.0");
    expect(found(high)).toEqual([
      {
        code: "NUMBER_NOT_QUOTED",
        ...placeOf(high, "2.0\n"),
        at: "procedure.unitProcedures[1].operations[0].phases[0].checks[0].high",
      },
    ]);
    const excess = replaced('formula: "2"', "formula: 2");
    expect(found(excess)).toMatchObject([{ code: "NUMBER_NOT_QUOTED" }]);
    const hex = replaced('value: "20"', "value: 0x14");
    expect(found(hex)).toMatchObject([{ code: "NUMBER_NOT_QUOTED" }]);
  });
  test("of a name that is not known, a missing one, and a value of the wrong kind", () => {
    const misspelt = replaced("storage:", "storrage:");
    expect(found(misspelt)).toEqual([
      { code: "SHAPE_WRONG", ...placeOf(misspelt, "In closed drums"), at: "storrage" },
    ]);
    expect(found("number: MR-1\n")).toContainEqual({
      code: "SHAPE_WRONG",
      line: 1,
      column: 1,
      at: "procedure",
    });
    const exponent = replaced('high: "2.0"', 'high: "2e0"');
    expect(found(exponent)).toMatchObject([{ code: "SHAPE_WRONG", ...placeOf(exponent, '"2e0"') }]);
  });
  test("of the static check stand at the line that they are about", () => {
    const unit = replaced("unitOfMeasure: min", "unitOfMeasure: minutes");
    expect(found(unit)).toMatchObject([{ code: "UNIT_UNKNOWN", ...placeOf(unit, "minutes\n") }]);
  });
});

describe("a hostile file", () => {
  const doubled = (name: string, n: number) =>
    `${name}: &${name} [*${"abcdefgh"[n]}, *${"abcdefgh"[n]}]\n`;
  const bomb = `a: &a ["x", "x"]\n${Array.from("bcdefghi", doubled).join("")}`;
  test.each([
    ["aliases that multiply", bomb, "YAML_NOT_PLAIN"],
    ["an anchor", "number: &n MR-1\n", "YAML_NOT_PLAIN"],
    ["a tag that runs code elsewhere", "number: !!js/function 'x'\n", "YAML_UNREADABLE"],
    ["a tag", "number: !!str 1\n", "YAML_NOT_PLAIN"],
    ["a tag of a map", "product: !!map {a: b}\n", "YAML_NOT_PLAIN"],
    ["a merge key", "<<: {number: MR-1}\n", "YAML_NOT_PLAIN"],
    ["a name twice", "number: MR-1\nnumber: MR-2\n", "YAML_UNREADABLE"],
    ["a tab that indents", "product:\n\tname: x\n", "YAML_UNREADABLE"],
    ["two documents", "number: MR-1\n---\nnumber: MR-2\n", "YAML_UNREADABLE"],
    ["lists without end", "[".repeat(20_000), "YAML_UNREADABLE"],
    ["lists within lists", `${"[".repeat(100)}${"]".repeat(100)}`, "YAML_TOO_DEEP"],
    ["U+0000", 'number: "MR\\0"\n', "TEXT_MALFORMED"],
    ["half a character", 'number: "\\uD800"\n', "TEXT_MALFORMED"],
    ["a map for a name", "{a: b}: c\n", "YAML_NOT_PLAIN"],
    ["a number for a name", "1: c\n", "YAML_NOT_PLAIN"],
    ["the prototype", "__proto__: {number: MR-1}\n", "SHAPE_WRONG"],
    ["nothing", "", "SHAPE_WRONG"],
    ["a text", "recipe", "SHAPE_WRONG"],
    ["a broken text", 'number: "MR', "YAML_UNREADABLE"],
  ])("with %s is told", (_, hostile, code) => {
    const { recipe, findings } = read(hostile);
    expect(recipe).toBeUndefined();
    expect(findings[0]).toMatchObject({ code });
  });
  test("too large, or no UTF-8", () => {
    expect(readRecipe(new Uint8Array(1024 * 1024 + 1)).findings[0]?.code).toBe("FILE_TOO_LARGE");
    const latin = Uint8Array.from([0x61, 0x3a, 0x20, 0xe9]);
    expect(readRecipe(latin).findings[0]?.code).toBe("FILE_ENCODING");
  });
  test("of any bytes and any YAML is read or told, never thrown", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "a",
        ": ",
        "- ",
        "\n",
        "  ",
        "&x ",
        "*x",
        "!t ",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "|",
        "#",
        "1",
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          pieces.map((all) => bytes(all.join(""))),
        ),
        (any) => {
          const { recipe, findings } = readRecipe(any);
          expect(recipe === undefined && findings.length > 0).toBe(true);
          for (const { line, column } of findings)
            expect(Math.min(line, column)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
