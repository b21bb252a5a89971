// A checkpoint as a mail, and what is found in one that was on its way.
import { expect, test } from "vitest";
import { printMail } from "../../src/anchors/mail.ts";
import { checkpointsInText } from "../../src/anchors/notes-in-text.ts";
import { printNote } from "../../src/integrity/note.ts";
import { logOf, signerFor } from "./head-for-test.ts";

const name = "batchproof/3f0c1f6e-8a52-4d0e-9b7e-2c1d5e4f6a7b";
const log = logOf(9, signerFor(name));
const head = log.head(7);
const mail = printMail(head, log.signer, new Date("2026-11-26T09:00:00Z"));

test("no line is longer than a relay takes, and all is ASCII", () => {
  expect(mail.split("\n").filter((line) => line.length > 76)).toEqual([]);
  expect(mail).toMatch(/^[\n\x20-\x7e]+$/);
});

const body = `Dear all,\n\n${printNote(head.note)}\nYours`;
test.each([
  ["as it is printed", mail],
  ["with CRLF", mail.replaceAll("\n", "\r\n")],
  ["in other text", body],
  ["quoted in an answer", body.replace(/^/gm, "> ")],
  ["broken at blanks", body.replace(/(\u2014 \S+) /, "$1\n")],
  [
    "in Base64",
    `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString("base64")}\r\n`,
  ],
])("it is found %s", (_, text) => {
  expect(checkpointsInText(text)).toEqual([head]);
});
