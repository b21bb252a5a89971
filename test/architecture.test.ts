// The rules of style, in the ordinary test run; and the checker, on trees that break each of them.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  forbiddenImports,
  fullFolders,
  linesAt,
  secrets,
  type Tree,
  wrongNames,
  wrongShapes,
} from "./architecture/check.ts";
import { importsOf } from "./architecture/imports.ts";
import { limits } from "./architecture/limits.ts";
import { readTree } from "./architecture/read-tree.ts";
import { areas } from "./architecture/rules.ts";

const tree = readTree(join(import.meta.dirname, ".."));

describe("this project", () => {
  test("imports what it may", () => expect(forbiddenImports(tree)).toEqual([]));
  test("keeps files short, finished and introduced", () => expect(wrongShapes(tree)).toEqual([]));
  test("names files and folders in one way", () => expect(wrongNames(tree)).toEqual([]));
  test("keeps folders small", () => expect(fullFolders(tree)).toEqual([]));
  test("holds no secret", () => expect(secrets(tree)).toEqual([]));
  test("has mostly small files", () => {
    expect(linesAt(tree, 0.5)).toBeLessThanOrEqual(limits.medianLines);
    expect(linesAt(tree, 0.9)).toBeLessThanOrEqual(limits.usualLines);
  });
});

const file = (path: string, ...lines: string[]): Tree =>
  new Map([[path, ["// What it is for.", ...lines].join("\n")]]);

describe("an import is forbidden", () => {
  const forbidden: readonly (readonly [string, string])[] = [
    ["src/domain/batch/commands.ts", 'import { lot } from "../material-lot/material-lot.ts";'],
    ["src/domain/batch/phase/fold.ts", 'import { lot } from "../../material-lot/events.ts";'],
    ["src/domain/kernel/decider.ts", 'import { batch } from "../batch/batch.ts";'],
    ["src/domain/kernel/instant.ts", 'import Big from "big.js";'],
    ["src/domain/catalogue.ts", 'import { readFileSync } from "node:fs";'],
    ["src/domain/batch/batch.ts", 'const later = await import("node:fs");'],
    ["src/domain/batch/batch.ts", 'const name = "fs"; const fs = await import(name);'],
    ["src/integrity/entry.ts", 'import type { Metadata } from "../domain/kernel/metadata.ts";'],
    ["src/integrity/entry.ts", 'import "node:fs";'],
    ["src/eventstore/codec.ts", 'import { KurrentDBClient } from "@eventstore/db-client";'],
    ["src/eventstore/embedded/node.ts", 'import { park } from "@eventstore/db-client";'],
    ["src/eventstore/codec.ts", 'import { DatabaseSync } from "node:sqlite";'],
    ["src/projections/runner.ts", 'import { connect } from "../eventstore/event-log.ts";'],
    ["src/projections/runner.ts", 'export { connect } from "../eventstore/event-log.ts";'],
    ["src/reports/record.ts", 'import type { StoredEvent } from "../eventstore/stored-event.ts";'],
    ["src/api/routes.ts", 'import {\n  Kysely,\n  sql,\n} from "kysely";'],
    ["src/api/routes.ts", 'import { draw } from "pdfkitten";'],
    ["src/genealogy/trace.ts", 'import { join } from "node:path";'],
    ["src/vault/blobs.ts", 'import { metadataOf } from "../../test/given.ts";'],
    ["web/app.ts", 'import { eventTypes } from "../src/domain/catalogue.ts";'],
    ["src/cellar/wine.ts", "export const year = 1;"],
  ];
  test.each(forbidden)("%s: %s", (path, text) => {
    expect(forbiddenImports(file(path, text))).toHaveLength(1);
  });
});

describe("an import is allowed", () => {
  const allowed: readonly (readonly [string, string])[] = [
    ["src/domain/batch/phase/events.ts", 'import { z } from "zod";'],
    ["src/domain/batch/phase/events.ts", 'import { eventType } from "../../kernel/event-type.ts";'],
    ["src/domain/batch/phase/events.ts", 'import { batch } from "../batch.ts";'],
    ["src/domain/catalogue.ts", 'import { batch } from "./batch/batch.ts";'],
    ["src/domain/kernel/quantity.ts", 'import Big from "big.js";'],
    ["src/eventstore/event-log.ts", 'import { streamNameFilter } from "@eventstore/db-client";'],
    ["src/eventstore/embedded/wire/a.ts", 'import pb from "@eventstore/db-client/generated/a.js";'],
    ["src/projections/runner.ts", 'import type { EventLog } from "../eventstore/port.ts";'],
    ["src/main.ts", 'import { serve } from "./api/serve.ts";'],
    ["src/genealogy/trace.ts", '// import { join } from "node:path";'],
    ["src/genealogy/trace.ts", "/**\n * import a from the b\n */"],
    ["src/genealogy/trace.ts", 'throw new Error("The import of a file comes from elsewhere.");'],
  ];
  test.each(allowed)("%s: %s", (path, text) => {
    expect(forbiddenImports(file(path, text))).toEqual([]);
  });
});

test("an import is found however it is written", () => {
  const text = `import a, { type B } from './a.ts';
import type { C } from "../c.ts";
import "./d.ts";
export * from "e";
export type { F } from "f/deep.js";
const g = require("g");
const h: import("h").H = await import( "i" );`;
  expect(importsOf("src/x/y.ts", text)).toEqual([
    { target: "src/x/a.ts", typeOnly: false },
    { target: "src/c.ts", typeOnly: true },
    { target: "e", typeOnly: false },
    { target: "f/deep.js", typeOnly: true },
    { target: "src/x/d.ts", typeOnly: false },
    { target: "g", typeOnly: false },
    { target: "h", typeOnly: false },
    { target: "i", typeOnly: false },
  ]);
});

describe("a file is wrong", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["src/vault/a.ts", "export const a = 1;\n".repeat(limits.fileLines + 1)],
    ["src/vault/a.ts", `// ${"x".repeat(limits.lineColumns)}`],
    ["src/vault/a.ts", "export default 1;"],
    ["src/vault/a.ts", "export { a as default };"],
    ["src/vault/a.ts", 'export * from "./b.ts";'],
    ["src/vault/a.ts", 'export { b } from "./b.ts";'],
    ["src/vault/index.ts", "export const a = 1;"],
    ["src/vault/a.ts", "const folder = process.env.DATA_DIR;"],
    ["src/vault/a.ts", 'const folder = process["env"]["DATA_DIR"];'],
    ["src/vault/a.ts", "const { env } = process;"],
    ["src/vault/a.ts", `// ${"TO"}DO: later`],
    ["test/vault/a.test.ts", `test.${"only"}("a", () => {});`],
  ];
  test.each(wrong)("%s: %s", (path, text) => {
    expect(wrongShapes(file(path, text))).toHaveLength(1);
  });
  test("when it does not say first what it is for", () => {
    expect(wrongShapes(new Map([["src/vault/a.ts", "export const a = 1;\n"]]))).toHaveLength(1);
  });
  test("but not at the limits, nor where the environment is read", () => {
    const long = `// ${"x".repeat(limits.lineColumns - 3)}\n`.repeat(limits.fileLines);
    const there = new Map([
      ["src/vault/a.ts", long],
      ["src/main.ts", "// Reads the environment.\nexport const { env } = process;"],
    ]);
    expect(wrongShapes(there)).toEqual([]);
  });
});

test("a name is wrong in another case or of a banned folder", () => {
  for (const path of [
    "src/vault/Blobs.ts",
    "src/readModels/a.ts",
    "src/utils/a.ts",
    "test/b_c.ts",
  ]) {
    expect(wrongNames(file(path))).toHaveLength(1);
  }
  expect(wrongNames(file("src/vault/blob-store.long.test.ts"))).toEqual([]);
});

test("a folder is full after its last file", () => {
  const files = (count: number): Tree =>
    new Map(Array.from({ length: count }, (_, n) => [`src/vault/a${n}.ts`, ""]));
  expect(fullFolders(files(limits.folderFiles))).toEqual([]);
  expect(fullFolders(files(limits.folderFiles + 1))).toHaveLength(1);
});

test("a key, a token, a password in an address are found", () => {
  const found = [
    `${"-".repeat(5)}BEGIN PRIVATE KEY${"-".repeat(5)}\nMII`,
    `//registry.example/:${"_auth"}Token=abc`,
    `postgres://user:${"secret"}@db.example/batchproof`,
    `"resolved": "${"https"}://registry.example/zod.tgz"`,
  ];
  for (const text of found) expect(secrets(new Map([["a.txt", text]]))).toHaveLength(1);
});

test("each area is named once and says why", () => {
  expect(new Set(areas.map(({ at }) => at)).size).toBe(areas.length);
  for (const { why } of areas) expect(why).not.toBe("");
});
