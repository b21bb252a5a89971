// Every command and every code of refusal is shown by a test of the domain or of a process.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusals } from "../../src/domain/kernel/refusal.ts";

const root = join(import.meta.dirname, "../..");

const textsIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && join(folder, file) !== "test/domain/shown.test.ts")
    .map((file) => readFileSync(join(root, folder, file), "utf8"));

const wordsIn = (...folders: readonly string[]): ReadonlySet<string> =>
  new Set(folders.flatMap(textsIn).flatMap((text) => text.match(/\w+/g) ?? []));

const shown = wordsIn("test/domain", "test/processes");

test("every command is in a test", () => {
  const commands = [...textsIn("src/domain"), ...textsIn("src/processes")].flatMap((text) =>
    [...text.matchAll(/^export const (\w+) = (?:command|commandsOf\(\w+\))\(/gm)].flatMap(
      ([, name]) => name ?? [],
    ),
  );
  expect(commands.length).toBeGreaterThan(250);
  expect(commands.filter((name) => !shown.has(name))).toEqual([]);
});

/** Nobody decides these on a stream: what is asked for does not come so far. */
const ofTheWire = [
  "LOG_IN_FAILED",
  "LOG_IN_REQUIRED",
  "MALFORMED_TEXT",
  "PASSKEY_UNAVAILABLE",
  "PASSWORD_UNFIT",
  "PROOF_REQUIRED",
  "SESSION_LOCKED",
  "SINGLE_SIGN_ON_UNAVAILABLE",
];

test("every code of refusal is in a test", () => {
  const missing = Object.keys(refusals).filter((code) => !shown.has(code));
  expect(missing.sort()).toEqual(ofTheWire);
  const outside = wordsIn("test/api", "test/access", "test/cli", "test/eventstore");
  expect(ofTheWire.filter((code) => !outside.has(code))).toEqual([]);
});
