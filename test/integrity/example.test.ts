// What docs/proofs.md shows is so, and verifies.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryHash, parseEntry } from "../../src/integrity/entry.ts";
import { parseKey, verifyNote } from "../../src/integrity/note.ts";
import { isProven, parseProof } from "../../src/integrity/tlog-proof.ts";
import { example } from "./example-for-test.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/proofs.md"), "utf8");

test.each(Object.entries(example))("the page has the %s of the example", (_, text) => {
  // Long hexadecimal text stands there in lines.
  expect(page.replaceAll(/(?<=[0-9a-f]{64})\n(?=[0-9a-f]+)/g, "")).toContain(text);
});

test("the example verifies, from its text alone", () => {
  const proof = parseProof(example.proof);
  const entry = parseEntry(proof.extra ?? Buffer.of());
  expect(entry).toMatchObject({ stream: "batch-171", revision: 1, type: "CommentAdded" });
  expect(entry && isProven(entryHash(entry), proof)).toBe(true);
  expect(verifyNote(proof.checkpoint.note, [parseKey(example.key)])).toHaveLength(1);
});
