// What the docs say of the program is so: the help of each command, and every code of a fault.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { accessText, type Entry } from "../../src/cli/entry.ts";
import { entries, runProgram } from "../../src/cli/program.ts";
import type { Terminal } from "../../src/cli/terminal/terminal.ts";
import { leavesIn, nameOf } from "./administration/leaves-for-test.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const sections = new Map(
  read("docs/cli.md")
    .split(/^## batchproof ?/m)
    .slice(1)
    .map((section) => [section.split("\n")[0] ?? "", section]),
);

test.each([...sections.keys()])("docs/cli.md has the help of: batchproof %s", async (name) => {
  const help = await helpOf(name.split(" ").filter((word) => word !== ""));
  expect(sections.get(name)?.trimEnd()).toBe(`${name}\n\n\`\`\`text\n${help}\`\`\``);
});

test("docs/cli.md leaves no command out", async () => {
  expect([...sections.keys()]).toEqual(["", ...(await namesIn(entries, ""))]);
});

test("each command says what it asks of whoever gives it [P11-10g] [A11-12.1]", async () => {
  for (const { name, access } of await leavesIn(entries)) {
    expect(sections.get(name)).toContain(`\n\n${accessText(access)}\n`);
  }
});

test("a command that does not say it does not compile [P11-10g] [A11-12.1]", () => {
  const load = () => Promise.reject(new Error("Nobody may."));
  // @ts-expect-error: what it asks of whoever gives it is missing.
  const forgotten: Entry = { usage: "forgotten", summary: "Anything", load };
  expect(forgotten).not.toHaveProperty("access");
});

async function namesIn(of: readonly Entry[], above: string): Promise<string[]> {
  const names = of.map(async (entry) => {
    const name = nameOf(entry, above);
    return [name, ...("commands" in entry ? await namesIn(await entry.commands(), name) : [])];
  });
  return (await Promise.all(names)).flat();
}

test("every code of a fault is in docs/faults.md, and no other", () => {
  const codes = new Set(globSync("src/**/*.ts", { cwd: root }).flatMap(codesIn));
  const documented = [...read("docs/faults.md").matchAll(/`([A-Z][A-Z0-9_]{3,})`/g)];
  const named = new Set(documented.map(([, code]) => code).filter((code) => !settings.has(code)));
  expect([...codes].filter((code) => !named.has(code))).toEqual([]);
  expect([...named].filter((code = "") => !codes.has(code))).toEqual([]);
});

const settings: ReadonlySet<string | undefined> = new Set([
  ...["DATA_DIR", "PORT", "PUBLIC_URL", "DATABASE_URL", "EVENTSTORE_URL", "API_KEY"],
  "XDG_STATE_HOME",
  ...["HOST", "TLS_CERT_FILE", "TLS_KEY_FILE", "TRUSTED_PROXIES"],
]);

function codesIn(path: string): string[] {
  const source = read(path).replace(/\/\*[\s\S]*?\*\//g, "");
  const unions = [...source.matchAll(/export type \w*(?:Fault|Finding)Code =([\s\S]*?);\n/g)];
  const quoted = unions.flatMap(([, union = ""]) => [...union.matchAll(/"([A-Z_]+)"/g)]);
  const here = path.startsWith("src/api") || path.startsWith("src/cli");
  const made = here
    ? [
        ...source.matchAll(
          /(?:(?:(?:Cli|Naming)Fault|throw unknown)\(\s*|\bcode(?: =|:) )"([A-Z_]+)"/g,
        ),
      ]
    : [];
  return [...quoted, ...made].flatMap(([, code]) => (code === undefined ? [] : [code]));
}

/** As on a terminal of 80 columns. */
async function helpOf(command: readonly string[]): Promise<string> {
  let said = "";
  const terminal: Terminal = {
    write: async (text) => {
      said += text;
    },
    note: (text) => {
      said += text;
    },
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
  };
  const { signal: stop } = new AbortController();
  const run = { environment: {}, terminal, stop, json: false, verbose: false };
  await runProgram([...command, "--help"], run).catch(() => {});
  return said;
}
