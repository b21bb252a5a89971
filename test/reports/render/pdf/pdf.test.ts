import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { renderJson } from "../../../../src/reports/render/json/json.ts";
import { renderPdf } from "../../../../src/reports/render/pdf/pdf.ts";
import { folderForTests } from "../../folder.ts";
import { hardDocument } from "../../sample/hard.ts";
import { sampleRecord } from "../../sample/record.ts";
import { LONG_LOT } from "../../sample/tables.ts";
import { pdfBytes } from "../../sealed.ts";
import { textOf } from "../../text-of.ts";
import { run, testWith } from "../../tool.ts";
import { pageTexts, printedIn, refuseLoneHeadings } from "./printed-for-test.ts";

const folder = folderForTests();
const withPoppler = testWith("pdftotext", "poppler-utils");
const withQpdf = testWith("qpdf", "qpdf");

const printed = (name: string, document = sampleRecord()) => printedIn(folder, name, document);

withPoppler("every page shows what it is about, its status, banner and number", async () => {
  const { path, pages } = await printed("furniture");
  expect(pages).toBeGreaterThan(10);
  const texts = pageTexts(path);
  expect(texts).toHaveLength(pages);
  for (const [index, text] of texts.entries()) {
    expect(text).toContain("DEMONSTRATION");
    expect(text).toContain("Product Amlodipine 20 mg film-coated tablets Batch 171");
    expect(text).toMatch(/BPR-2026-0171 +version 3/);
    expect(text).toContain("Executed, review open");
    expect(text).toContain("Copy 2, true copy");
    expect(text).toContain("Printed 2026-11-20 08:04:11 UTC (09:04:11 Europe/Ljubljana)");
    expect(text).toContain("by Nadja Črnič (ncrnic)");
    expect(text.replace(/\s+/g, " ")).toContain(`Page ${index + 1} of ${pages}`);
  }
});

withPoppler("text of every script is there as text, and nothing is lost", async () => {
  const { path } = await printed("scripts", hardDocument());
  const text = run("pdftotext", path, "-").replace(/\s+/g, "");
  for (const part of [LONG_LOT, "≤≥±µ", "✓✗☐☑", "[U+4E2D][U+6587]", "[U+05E2]", "Øéñß"]) {
    expect(text).toContain(part);
  }
});

withPoppler("the contents lead to the pages where the sections are", async () => {
  const { path } = await printed("contents");
  const texts = pageTexts(path);
  for (const title of ["In-process controls", "Genealogy", "Glossary"]) {
    const page = Number(texts[0]?.match(new RegExp(`${title} +(\\d+)`))?.[1]);
    expect(texts[page - 1]).toContain(title);
  }
});

withPoppler("a table's head is repeated, an empty table and an empty cell say so", async () => {
  const { path } = await printed("tables", sampleRecord({ steps: 120 }));
  const text = run("pdftotext", "-layout", path, "-");
  expect(text.match(/Process steps \(continued\)/g)?.length).toBeGreaterThan(2);
  expect(text.match(/Step +Start \(UTC\) +Instruction as issued/g)?.length).toBeGreaterThan(4);
  expect(text).toContain("None recorded.");
  expect(text).toContain("not attributed");
  expect(text).toContain("was 421.060; digits transposed, M. Žagar 06:12");
});

withPoppler("a heading never ends a page alone", () => refuseLoneHeadings(folder, [1, 12, 23]));

withPoppler("it is tagged, titled, in its language, with all fonts embedded", async () => {
  const { path } = await printed("tags");
  expect(run("pdfinfo", path)).toMatch(/Tagged: +yes/);
  expect(run("pdfinfo", path)).toMatch(/Title: +Batch production record, Amlodipine/);
  const structure = run("pdfinfo", "-struct", path);
  for (const type of ["Document", "H1", "H2", "Table", "THead", "TBody", "TR", "TH", "TD"]) {
    expect(structure).toMatch(new RegExp(`^ *${type}\\b`, "m"));
  }
  expect(structure).toMatch(/^ *Figure:\n.*Placement.*\n.*BBox/m);
  const fonts = run("pdffonts", path).split("\n").slice(2).filter(Boolean);
  expect(fonts.length).toBeGreaterThan(2);
  for (const font of fonts) expect(font).toMatch(/Identity-H +yes yes yes/);
});

withQpdf("structure is clean, also of documents that break layouts", async () => {
  for (const [name, document] of [
    ["clean", sampleRecord()],
    ["hard", hardDocument()],
  ] as const) {
    const { path } = await printed(name, document);
    expect(run("qpdf", "--check", path)).toContain("No syntax or stream encoding errors found");
    expect(JSON.parse(run("qpdf", "--json", "--json-key=outlines", path)).outlines).not.toEqual([]);
  }
});

withQpdf("the attached record is the JSON form of the document", async () => {
  const document = sampleRecord({ trail: 500 });
  const path = join(folder, "attached.pdf");
  const content = () => renderJson(document);
  await renderPdf(document, {
    out: path,
    attachments: [
      {
        name: "batch-record.json",
        mediaType: "application/json",
        description: "This record for machines",
        relationship: "Source",
        content,
      },
    ],
  });
  expect(run("qpdf", "--show-attachment=batch-record.json", path)).toBe(await textOf(content()));
  expect(readFileSync(path).includes("/OutputIntents")).toBe(true);
});

test("the same document gives the same bytes, however fast they are taken", async () => {
  const document = sampleRecord({ points: 500 });
  const bytes = await pdfBytes(document);
  expect((await pdfBytes(document)).equals(bytes)).toBe(true);
  const slow: Uint8Array[] = [];
  const out = new Writable({
    highWaterMark: 1,
    write: (chunk, _, done) => {
      slow.push(chunk);
      setTimeout(1).then(() => done(), done);
    },
  });
  await renderPdf(document, { out });
  expect(Buffer.concat(slow).equals(bytes)).toBe(true);
});

test("what the rows throw comes out, and the receiver is ended", async () => {
  const document = sampleRecord();
  const fault = new Error("the read model went away");
  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  const section = {
    id: "broken",
    title: "Broken",
    blocks: [
      {
        kind: "table" as const,
        id: "broken-table",
        columns: [{ key: "a", title: "A", weight: 1 }],
        rows: function* () {
          for (let row = 0; row < 90; row++) yield [`row ${row}`];
          throw fault;
        },
      },
    ],
  };
  await expect(renderPdf({ ...document, sections: [section] }, { out })).rejects.toBe(fault);
  expect(out.destroyed).toBe(true);
});

test("a receiver that fails is reported", async () => {
  const missing = join(folder, "no-such-folder", "record.pdf");
  await expect(renderPdf(sampleRecord(), { out: missing })).rejects.toMatchObject({
    code: "ENOENT",
  });
  const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error("disk full")) });
  await expect(renderPdf(sampleRecord(), { out: full })).rejects.toThrow("disk full");
});

test("an attachment that fails while it is read stops the file", async () => {
  const content = async function* () {
    yield "{";
    throw new Error("no more");
  };
  const attachment = { name: "a.json", mediaType: "text/plain", description: "", content };
  const attachments = [{ ...attachment, relationship: "Data" as const }];
  await expect(pdfBytesOrFault(attachments)).rejects.toThrow("no more");
});

const pdfBytesOrFault = (attachments: Parameters<typeof renderPdf>[1]["attachments"]) =>
  renderPdf(sampleRecord({ points: 10 }), {
    out: new Writable({ write: (_chunk, _encoding, done) => done() }),
    attachments: attachments ?? [],
  });

withPoppler("a page is a picture with ink on it", async () => {
  const { path } = await printed("picture");
  const base = join(folder, "page");
  run("pdftoppm", "-r", "20", "-gray", "-f", "1", "-l", "1", path, base);
  const picture = readFileSync(`${base}-01.pgm`);
  expect(picture.subarray(20).some((grey) => grey < 80)).toBe(true);
});
