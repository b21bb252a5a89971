// How the program takes what people type: exit codes, and one clear message with its code.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lastJson, openProgram, type Program } from "./program-for-test.ts";

let program: Program;
beforeAll(async () => {
  program = await openProgram();
});
afterAll(() => program[Symbol.asyncDispose]());

test("help and version are answered, and nothing is made in the folder", async () => {
  const help = await program.run(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  for (const name of ["serve", "import", "trace", "record", "audit", "rebuild", "verify"]) {
    expect(help.out).toContain(name);
  }
  expect(await program.run(["help", "trace"])).toMatchObject({ code: 0 });
  expect(await program.run(["import", "tablets", "--help"])).toMatchObject({ code: 0 });
  expect(await program.run(["--version"])).toMatchObject({ code: 0 });
});

test.each([
  ["no command", []],
  ["an unknown command", ["tarce"]],
  ["an unknown option", ["trace", "starch:5", "--sideways"]],
  ["a missing argument", ["trace"]],
  ["both directions", ["trace", "starch:5", "--forward", "--backward"]],
  ["no such format", ["record", "171", "--format", "docx"]],
  ["no number", ["trace", "starch:5", "--as-of", "many"]],
  ["a reason without a code", ["import", "tablets", ".", "--reason", "because"]],
])("%s is wrong usage", async (_, args) => {
  const { code, out, err } = await program.run(args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).not.toBe("");
});

test("wrong settings are wrong usage, for people and for machines", async () => {
  const environment = { PORT: "x", SITE_ZONE: "Nowhere" };
  const { code, err } = await program.run(["status"], { environment });
  expect(code).toBe(2);
  expect(err).toContain("PORT");
  expect(err).toContain("SITE_ZONE");
  const { err: json } = await program.run(["status", "--json"], { environment });
  expect(lastJson(json)).toMatchObject({ code: "WRONG_SETTINGS" });
});

test("a correction needs its reason before anything is opened", async () => {
  const { code, err } = await program.run(["import", "tablets", ".", "--correct", "--json"]);
  expect(code).toBe(1);
  expect(lastJson(err)).toMatchObject({ code: "REASON_REQUIRED" });
});

test("verify needs no data folder: a file that is not there, and one that is no PDF", async () => {
  const missing = await program.run(["verify", "nowhere.pdf", "--json"]);
  expect(missing.code).toBe(1);
  expect(lastJson(missing.err)).toMatchObject({ code: "FILE_UNREADABLE" });
  await writeFile(join(program.folder, "no.pdf"), "%PDF-1.7\nnothing else");
  const wrong = await program.run(["verify", "no.pdf", "--json"]);
  expect(wrong.code).toBe(1);
  expect(lastJson(wrong.out)).toMatchObject({ valid: false });
  expect(lastJson(wrong.err)).toMatchObject({ code: "VERIFICATION_FAILED" });
});

test("a folder that cannot be made is named", async () => {
  await writeFile(join(program.folder, "a-file"), "");
  const environment = { DATA_DIR: join(program.folder, "a-file", "data") };
  const { code, err } = await program.run(["status", "--json"], { environment });
  expect(code).toBe(1);
  expect(lastJson(err)).toMatchObject({ code: "DATA_DIR_UNUSABLE" });
});

test("a folder to import that is not there leaves nothing behind", async () => {
  const { code, err } = await program.run(["import", "tablets", "nowhere", "--json"]);
  expect(code).toBe(1);
  expect(lastJson(err)).toMatchObject({ code: "FILE_MISSING" });
  const { out } = await program.run(["status", "--json"]);
  for (const { asOf } of lastJson(out).readModels) expect(asOf).toBe(0);
});
