// A record as PDF, and what stands on its pages.
import { join } from "node:path";
import { expect } from "vitest";
import { renderPdf } from "../../../../src/reports/render/pdf/pdf.ts";
import { sampleRecord } from "../../sample/record.ts";
import { run } from "../../tool.ts";

export async function printedIn(folder: string, name: string, document = sampleRecord()) {
  const path = join(folder, `${name}.pdf`);
  const { pages } = await renderPdf(document, { out: path });
  return { path, pages };
}

/** The text of each page; pages end in a form feed. */
export const pageTexts = (path: string): string[] =>
  run("pdftotext", "-layout", path, "-").split("\f").slice(0, -1);

/** With so many steps each: what follows stands elsewhere on its page. */
export async function refuseLoneHeadings(folder: string, counts: Iterable<number>): Promise<void> {
  for (const steps of counts) {
    const { path } = await printedIn(folder, "heading", sampleRecord({ steps, points: 50 }));
    for (const text of pageTexts(path).slice(1)) {
      const body = text.trimEnd().split("\n").filter(Boolean).slice(3, -2);
      expect(body.at(-1)).not.toMatch(/^ ?\d+(\.\d)? {2}[A-Z]/);
    }
  }
}
