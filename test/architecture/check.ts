// Says what in a tree of files is against the rules, as `path: what`.
import { posix } from "node:path";
import { importsOf } from "./imports.ts";
import { bannedFolders, limits } from "./limits.ts";
import { type Area, areas, environmentReader } from "./rules.ts";

/** Path from the project's folder to text. */
export type Tree = ReadonlyMap<string, string>;

export function forbiddenImports(tree: Tree): readonly string[] {
  return code(tree).flatMap(([path, text]) => {
    const area = areaOf(path);
    if (!area) return [`${path}: lies in no area that rules.ts names`];
    return importsOf(path, text)
      .filter((one) => !area.may.some((what) => allows(what, one.target, one.typeOnly)))
      .map(({ target }) => `${path}: imports ${target}`);
  });
}

export function wrongShapes(tree: Tree): readonly string[] {
  return code(tree).flatMap(([path, text]) => {
    const lines = text.trimEnd().split("\n");
    const columns = Math.max(...lines.map((line) => Array.from(line).length));
    const inSource = path.startsWith("src/");
    const inTests = path.startsWith("test/");
    const found: readonly (readonly [boolean, string])[] = [
      [lines.length > limits.fileLines, `has ${lines.length} lines`],
      [columns > limits.lineColumns, `has a line of ${columns} columns`],
      [inSource && /^[ \t]*export\s+default\b|\bas\s+default\b/m.test(text), "exports a default"],
      [inSource && /^[ \t]*export\s+(?:type\s)?[*{][^;]*\bfrom\b/m.test(text), "re-exports"],
      [/(?:^|\/)index\.ts$/.test(path), "is called index.ts"],
      [inSource && path !== environmentReader && readsEnvironment(text), "reads the environment"],
      [unfinished.test(text), "is unfinished"],
      [!inTests && !/^(?:#!.*\n)?\/[/*]/.test(text), "does not say first what it is for"],
    ];
    return found.flatMap(([is, what]) => (is ? [`${path}: ${what}`] : []));
  });
}

export function wrongNames(tree: Tree): readonly string[] {
  return [...tree.keys()].filter(isOurs).flatMap((path) => {
    const folders = posix.dirname(path).split("/");
    const banned = folders.filter((folder) => bannedFolders.includes(folder));
    const odd = [...folders, posix.basename(path)].filter(
      (name) => name !== "README.md" && !kebab.test(name),
    );
    return [
      ...banned.map((folder) => `${path}: lies in a folder called ${folder}`),
      ...odd.map((name) => `${path}: ${name} is not in kebab-case`),
    ];
  });
}

export function fullFolders(tree: Tree): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of [...tree.keys()].filter(isOurs)) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > limits.folderFiles)
    .map(([folder, count]) => `${folder}: holds ${count} files`);
}

/** Lines of a file at a share of all files of src, the shortest first. */
export function linesAt(tree: Tree, share: number): number {
  const lengths = code(tree)
    .filter(([path]) => path.startsWith("src/"))
    .map(([, text]) => text.trimEnd().split("\n").length)
    .sort((one, other) => one - other);
  return lengths[Math.ceil(lengths.length * share) - 1] ?? 0;
}

/** Keys, passwords and tokens, and addresses that a lockfile should not name. */
export function secrets(tree: Tree): readonly string[] {
  return [...tree].flatMap(([path, text]) => {
    const found = secretMarks.filter((mark) => mark.test(text));
    return found.map((mark) => `${path}: holds ${mark.source}`);
  });
}

const secretMarks = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n/,
  /_authToken\s*=/,
  /:\/\/[^\s/:@"'`$]+:[^\s/@"'`$]+@/,
  /"resolved":\s*"https?:/,
];
// Put together, so that this file is not its own finding.
const unfinished = new RegExp(
  `\\b(?:${["TO", "FIX"].join("DO|")}ME)\\b|\\b(?:test|it|describe)\\.(?:skip|only|todo)\\b`,
);
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*$/;

const isOurs = (path: string): boolean => /^(?:src|test|bench|web)\//.test(path) && !isGolden(path);
const isGolden = (path: string): boolean => /^test\/golden\/.*\.json$/.test(path);
const isGenerated = (path: string): boolean => path === "schemas/events.d.ts";
const code = (tree: Tree) =>
  [...tree].filter(([path]) => /^[a-z]+\/.*\.ts$/.test(path) && !isGenerated(path));

const readsEnvironment = (text: string): boolean =>
  /\bprocess\s*(?:\.\s*env\b|\[\s*["']env)|\benv\b[^=\n]*\}\s*=\s*process\b/.test(text);

/** The area of the longest name that fits; `*` in its list is the folder found. */
function areaOf(path: string): Area | undefined {
  const [best] = areas
    .flatMap((area) => {
      const match = patternOf(area).exec(path);
      return match ? [{ area, name: match[1] }] : [];
    })
    .sort((one, other) => other.area.at.length - one.area.at.length);
  if (!best?.name) return best?.area;
  const { area, name } = best;
  return { ...area, may: area.may.map((what) => what.replace("*", name)) };
}

const patternOf = ({ at }: Area): RegExp =>
  new RegExp(
    `^${at.replaceAll(".", "\\.").replace("*", "([^/]+)")}${at.endsWith("/") ? "" : "(?:/|$)"}`,
  );

function allows(what: string, target: string, typeOnly: boolean): boolean {
  if (what === "*anything") return true;
  if (what.startsWith("type ")) return typeOnly && allows(what.slice(5), target, typeOnly);
  return target === what || target.startsWith(`${what}/`);
}
