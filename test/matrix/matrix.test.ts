// The table of requirements is what the tests' titles say, and complete; it would notice if not.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { matrixFile, matrixText, missing, readShown, shownIn } from "./matrix.ts";
import { requirements } from "./requirements.ts";

describe("the table", () => {
  test("has a test for every must, and no tag of anything else", () => {
    expect(missing(requirements, readShown())).toEqual({ untested: [], unknown: [] });
  });
  test("is up to date (npm run matrix)", () => {
    expect(readFileSync(matrixFile, "utf8")).toBe(matrixText(requirements, readShown()));
  });
});

const tag = (ids: string) => `[${ids}]`;

describe("a title", () => {
  test("tells its requirements, wherever they stand in it", () => {
    const text = `test("one ${tag("P11-10d")}", () => {});
      describe("two ${tag("A11-12.1 A11-12.3")}", () => {
        test.each([["x", 1]])("%s ${tag("AT-21")}", f); });`;
    expect(
      shownIn("test/a.test.ts", text)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["A11-12.1", "A11-12.3", "AT-21", "P11-10d"]);
    expect(shownIn("test/a.test.ts", text)[0]?.title).toBe("one");
  });
  test("of a test that is commented out tells nothing", () => {
    const one = `test("one ${tag("P11-10d")}", () => {});`;
    for (const text of [`// ${one}`, `  // ${one}`, `/*\n${one}\n*/`, `  /** ${one} */`]) {
      expect(shownIn("test/a.test.ts", text)).toEqual([]);
    }
  });
  test("that is only in a comment or a string tells nothing", () => {
    expect(
      shownIn("test/a.test.ts", `// ${tag("P11-10d")}\nconst a = "${tag("P11-10d")}";`),
    ).toEqual([]);
  });
});

test("what is missing is named, and so is a tag of nothing", () => {
  const [first, second] = requirements;
  const shown = [{ id: first!.id, file: "test/a.test.ts", title: "a" }];
  expect(missing([first!, second!], shown)).toEqual({ untested: [second!.id], unknown: [] });
  expect(missing([first!], [...shown, { ...shown[0]!, id: "P11-999" }]).unknown).toEqual([
    "P11-999",
  ]);
});
