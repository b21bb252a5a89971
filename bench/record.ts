// A batch record of fifty pages with charts: rendered, with its JSON attached, and sealed; beside
// the same content printed by a headless browser from our HTML, or, where there is none, beside the
// PDF library's own text layout.
import { execFile } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { promisify } from "node:util";
import PDFDocument from "pdfkit";
import type { Document } from "../src/reports/model/document.ts";
import { flagged } from "../src/reports/model/fact.ts";
import { blocksOf } from "../src/reports/model/walk.ts";
import { renderHtml } from "../src/reports/render/html/html.ts";
import { renderJson } from "../src/reports/render/json/json.ts";
import { renderPdf } from "../src/reports/render/pdf/pdf.ts";
import { sealPdf } from "../src/reports/seal/seal-pdf.ts";
import { openSealer, type Sealer } from "../src/reports/seal/sealer.ts";
import { sampleRecord } from "../test/reports/sample/record.ts";
import { type Measure, median } from "./measuring/measure.ts";

const ROUNDS = 5;
const BROWSER = "/usr/bin/chromium";

export async function run(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-record-"));
  try {
    const sealer = await openSealer(keys(), { organisation: "Bench", now: () => new Date() });
    const document = sampleRecord({ steps: 220, trail: 800 });
    const ours: number[] = [];
    const theirs: number[] = [];
    let pages = 0;
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timed(async () => (pages = await sealed(document, folder, sealer))));
      theirs.push(await timed(() => baseline(document, folder)));
    }
    const against = existsSync(BROWSER)
      ? "headless Chromium prints our HTML, unsealed"
      : "pdfkit's text() for each cell, untagged, unsealed";
    const value = median(ours);
    const measure = `${pages} pages with charts, JSON attached, sealed`;
    return [
      { bench: "record", measure, value, unit: "ms", against, ratio: value / median(theirs) },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function sealed(document: Document, folder: string, sealer: Sealer): Promise<number> {
  const out = join(folder, "record.pdf");
  const attachment = {
    name: "batch-record.json",
    mediaType: "application/json",
    description: "This record for machines",
    relationship: "Source" as const,
    content: () => renderJson(document),
  };
  const { pages } = await renderPdf(document, { out, attachments: [attachment] });
  await sealPdf(out, sealer);
  return pages;
}

const baseline = (document: Document, folder: string): Promise<unknown> =>
  existsSync(BROWSER) ? printedByBrowser(document, folder) : naive(document, folder);

async function printedByBrowser(document: Document, folder: string): Promise<void> {
  const page = join(folder, "record.html");
  await writeFile(page, renderHtml(document));
  const options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"];
  const profile = `--user-data-dir=${join(folder, "browser")}`;
  const to = `--print-to-pdf=${join(folder, "browser.pdf")}`;
  await promisify(execFile)(BROWSER, [...options, profile, to, `file://${page}`]);
}

/** What one writes first: each cell with the library's own text(), a font it has, no structure. */
async function naive(document: Document, folder: string): Promise<void> {
  const pdf = new PDFDocument({ size: "A4", margin: 50 });
  const out = pdf.pipe(createWriteStream(join(folder, "naive.pdf")));
  for (const block of blocksOf(document)) {
    if (block.kind !== "table") continue;
    const width = 495 / block.columns.length;
    for await (const row of block.rows()) {
      const { y } = pdf.y > 740 ? pdf.addPage() : pdf;
      let bottom = y;
      row.forEach((cell, index) => {
        pdf.fontSize(8).text(flagged(cell).text, 50 + index * width, y, { width: width - 8 });
        bottom = Math.max(bottom, pdf.y);
      });
      pdf.y = bottom + 4;
    }
  }
  pdf.end();
  await finished(out);
}

function keys() {
  const kept = new Map<string, Uint8Array>();
  return {
    get: async (name: string) => kept.get(name),
    put: async (name: string, bytes: Uint8Array) => kept.set(name, bytes),
  };
}
