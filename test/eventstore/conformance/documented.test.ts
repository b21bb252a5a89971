// docs/event-node.md has what the suite says, case by case and word for word; every case says it;
// and the messages and types that are named as sources are in the client as it is installed.
import { glob, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { addresses, declared } from "./promise.ts";

const folder = "test/eventstore/conformance";
const client = "node_modules/@eventstore/db-client";
const page = await readFile("docs/event-node.md", "utf8");
const files = (await Array.fromAsync(glob(`${folder}/**/*.test.ts`)))
  .filter((file) => basename(file) !== "documented.test.ts")
  .sort();
const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));

interface Case {
  readonly about: string;
  readonly source: string;
  readonly what: string;
}

const cases = texts.flatMap((text, index): readonly Case[] =>
  [...text.matchAll(/\bpromise\(\s*"([^"]+)",\s*"([^"]+)",/g)].map(
    ([, source = "", what = ""]) => ({
      about: basename(files[index] ?? "", ".test.ts"),
      source,
      what,
    }),
  ),
);

test("every case says what is promised, and where", () => {
  expect(cases.length).toBeGreaterThan(50);
  expect(cases.length).toBe(texts.flatMap((text) => text.match(/\bpromise\(/g) ?? []).length);
  for (const text of texts) expect(text).not.toMatch(/import \{[^}]*\btest\b[^}]*\} from "vitest"/);
});

test("the page has every case, and no other", () => {
  const rows = cases.map(({ about, source, what }) => {
    const where = addresses.has(source) ? `[${source}]` : source;
    return `| ${about} | ${what} | ${where} |`;
  });
  const [, table = ""] = page.split("|---|---|---|\n");
  expect(table.split("\n\n", 1)[0]?.split("\n")).toEqual(rows);
  for (const [name, address] of addresses) expect(page).toContain(`[${name}]: ${address}\n`);
});

test("each source is cited", () => {
  const known = [...addresses.keys(), ...Object.keys(declared), "not documented"];
  expect(new Set(cases.map(({ source }) => source))).toEqual(new Set(known));
});

test.each(Object.entries(declared))("the client has %s", async (name, file) => {
  if (file === "types") {
    const types = await readFile(`${client}/dist/types/index.d.ts`, "utf8");
    expect(types).toContain(`export type ${name} =`);
    return;
  }
  const { default: messages } = await import(`@eventstore/db-client/generated/${file}.js`);
  const found = name.split(".").reduce((within, part) => within?.[part], messages);
  expect(found).toBeTypeOf("function");
});
