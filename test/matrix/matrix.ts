// From requirements to the tests that show them: a test names them at the end of its title, in
// square brackets. `npm run matrix` writes docs/matrix.md, and fails where a must has no test.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Requirement, requirements } from "./requirements.ts";

export interface Shown {
  readonly id: string;
  /** From the project's folder. */
  readonly file: string;
  readonly title: string;
}

/** Every tag in the title of a test or of a group of tests; what is commented out shows nothing. */
export function shownIn(file: string, text: string): readonly Shown[] {
  const code = text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "");
  const titles = code.matchAll(
    /^\s*(?:test|describe)(?:\.each\([\s\S]*?\))?\(\s*(["`])((?:(?!\1).)*)\1/gm,
  );
  const onData = code.matchAll(/^\s*testOnData\(\s*"[^"]*",\s*(["`])((?:(?!\1).)*)\1/gm);
  return [...titles, ...onData].flatMap(([, , title = ""]) =>
    [...title.matchAll(/\[([A-Z][\w.-]*(?:[ ,]+[A-Z][\w.-]*)*)\]/g)].flatMap(([, ids = ""]) =>
      ids.split(/[ ,]+/).map((id) => ({ id, file, title: withoutTags(title) })),
    ),
  );
}

const withoutTags = (title: string): string => title.replace(/\s*\[[A-Z][^\]]*\]/g, "").trim();

export function missing(
  all: readonly Requirement[],
  shown: readonly Shown[],
): { readonly untested: readonly string[]; readonly unknown: readonly string[] } {
  const ids = new Set(all.map(({ id }) => id));
  const tested = new Set(shown.map(({ id }) => id));
  return {
    untested: all.filter(({ id, must }) => must && !tested.has(id)).map(({ id }) => id),
    unknown: [...tested].filter((id) => !ids.has(id)).sort(),
  };
}

export function matrixText(all: readonly Requirement[], shown: readonly Shown[]): string {
  const rows = all.map(({ id, clause, asks, must }) => {
    const tests = shown.filter((one) => one.id === id);
    const files = [...new Set(tests.map(({ file }) => file))].sort();
    const list = files.map((file) => {
      const count = tests.filter((one) => one.file === file).length;
      return `[${file.replace("test/", "")}](../${file}) (${count})`;
    });
    const said = list.length > 0 ? list.join("<br>") : "none yet";
    return `| ${id} | ${clause} | ${asks} | ${must ? "must" : "should"} | ${said} |`;
  });
  return `${head}\n${rows.join("\n")}\n`;
}

const head = `# Requirements and the tests that show them

Made by \`npm run matrix\` from the titles of the tests; it fails where a must has none, and a test
fails when this page is out of date. Wording is ours; the clause counts. That a test passes shows
what the software does. Whether a system that uses it meets a clause is for its owner to show.

| id | clause | asks | | tests (how many in each file) |
|---|---|---|---|---|`;

const root = join(import.meta.dirname, "../..");
export const matrixFile = join(root, "docs/matrix.md");

export function readShown(): readonly Shown[] {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.ts$/.test(file))
    .sort();
  return files.flatMap((name) => {
    const file = `test/${name.replaceAll("\\", "/")}`;
    return shownIn(file, readFileSync(join(root, file), "utf8"));
  });
}

if (process.argv[1] === import.meta.filename) {
  const shown = readShown();
  const { untested, unknown } = missing(requirements, shown);
  writeFileSync(matrixFile, matrixText(requirements, shown));
  for (const id of untested) console.error(`${id} has no test that shows it.`);
  for (const id of unknown) console.error(`${id} is named by a test, and is no requirement.`);
  process.exitCode = untested.length + unknown.length > 0 ? 1 : 0;
}
