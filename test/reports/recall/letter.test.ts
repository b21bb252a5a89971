// Letters and the list of consignees as they leave the house.

import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import {
  consigneesExport,
  type NamedConsigneeLine,
} from "../../../src/reports/recall/consignees.ts";
import { type Letter, letterDocument, letterText } from "../../../src/reports/recall/letter.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { renderHtml } from "../../../src/reports/render/html/html.ts";

const letter: Letter = {
  recallNumber: "R-1",
  consigneeNumber: "C1",
  version: 0,
  isMock: false,
  isReminder: true,
  name: "Apotheke am Ring",
  address: "Ring 1, 1010 Wien",
  title: "URGENT: recall R-1",
  before: ["Reason: metal in a sack <script>."],
  goods: [
    {
      lot: "tablets:171",
      material: "Tablets",
      quantity: { value: "5", unitOfMeasure: "kg" },
      under: "delivery:7",
    },
  ],
  after: ["Answer by 2026-12-07, quoting R-1 and C1."],
  replyBy: "2026-12-07",
};
const issue = {
  organisation: "Works",
  printed: { at: "2026-11-27T08:00:00.000Z", zone: "Europe/Vienna", by: "Batchproof" },
  copy: "Uncontrolled copy",
};

test("a letter names the goods, the amounts and the delivery note", async () => {
  expect(letterText(letter)).toContain("  5 kg of Tablets, tablets:171, under delivery:7");
  const html = await text(
    Readable.from(renderHtml(letterDocument(letter, "authenticated", issue))),
  );
  for (const part of [
    "Reminder to Apotheke am Ring",
    "delivery:7",
    "2026-12-07",
    "&lt;script&gt;",
  ]) {
    expect(html).toContain(part);
  }
});

test("to a customer of a customer it says whose goods they may be", async () => {
  const goods = [{ lot: "tablets:171", material: "Tablets", hadBy: "C1" }];
  const said = "received by C1; what of it was passed on is not known";
  expect(letterText({ ...letter, goods })).toContain(
    `  amount not known of Tablets, tablets:171, ${said}`,
  );
  const document = letterDocument({ ...letter, goods }, "authenticated", issue);
  expect(await text(Readable.from(renderHtml(document)))).toContain(said);
});

test("one of an exercise, and one that nobody logged in for, says so on every page", () => {
  const { banner } = letterDocument({ ...letter, isMock: true }, "authenticated", issue);
  expect(banner?.text).toMatch(/EXERCISE/);
  expect(letterDocument(letter, "unauthenticated", issue).banner?.text).toMatch(/NOT A GMP/);
});

test("the list of consignees is CSV with amounts and units apart", async () => {
  const one = {
    consigneeNumber: "C1",
    name: "=cmd()",
    address: undefined,
    partyId: "p-1",
    passedOnBy: undefined,
    state: "replied",
    notified: 2,
    letterDigest: undefined,
    effective: false,
    materialLotId: "lot-1",
    lot: "tablets:171",
    shipped: { value: "5", unitOfMeasure: "kg" },
    replied: { usedUp: { value: "2", unitOfMeasure: "kg" } },
    text: undefined,
  };
  const listed = (...consignees: NamedConsigneeLine[]) => ({
    consignees,
    unknown: [{ subject: "serial:Z-9", detail: "What it is is not recorded." }],
  });
  const csv = await text(Readable.from(renderCsv(consigneesExport(listed(one)))));
  const [head = "", row = ""] = csv.split("\r\n");
  expect(head).not.toContain("Contacts");
  expect(row.split(",").slice(0, 14)).toEqual(
    ["C1", "'=cmd()", "", "p-1", "", "replied", "2", "", "notEffective"].concat(
      ...["lot-1", "tablets:171", "", "5", "kg"],
    ),
  );
  const lacking = csv.split("\r\n")[2]?.split(",") ?? [];
  expect(lacking.at(-2)).toBe("serial:Z-9: What it is is not recorded.");
  expect(new Set(lacking.toSpliced(-2, 1))).toEqual(new Set([""]));
  const contacts = [{ duty: "recalls", name: "A. Berger", email: null, phone: null }];
  const opened = await text(
    Readable.from(renderCsv(consigneesExport(listed({ ...one, contacts })))),
  );
  expect(opened).toContain("recalls, A. Berger");
  // Nobody is left to reach there, which is another thing than that nobody was ever named.
  const erased = { ...one, contacts: [], contactsErased: 2 };
  expect(await text(Readable.from(renderCsv(consigneesExport(listed(erased)))))).toContain(
    ",2 erased,",
  );
});

test("names that mean harm are printed as names, however long they are", async () => {
  const name = `<img src=x onerror=alert(1)>${"w".repeat(150)}`;
  const harm = { ...letter, name, address: '=HYPERLINK("http://x")\r\n@SUM(1)' };
  const lot = "\u202e</td><script>";
  const document = letterDocument(
    { ...harm, goods: [{ lot, material: name }] },
    "authenticated",
    issue,
  );
  const html = await text(Readable.from(renderHtml(document)));
  expect(html).not.toMatch(/<img|<script>/);
  expect(html).toContain("w".repeat(150));
});
