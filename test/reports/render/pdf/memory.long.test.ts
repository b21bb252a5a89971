// A record of ten thousand pages, with its JSON attached, in a heap of 192 MB.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { folderForTests } from "../../folder.ts";
import { run, testWith } from "../../tool.ts";

const folder = folderForTests();
const withQpdf = testWith("qpdf", "qpdf");

const program = `
import { sampleRecord } from "${import.meta.dirname}/../../sample/record.ts";
import { renderPdf } from "${import.meta.dirname}/../../../../src/reports/render/pdf/pdf.ts";
import { renderJson } from "${import.meta.dirname}/../../../../src/reports/render/json/json.ts";
const document = sampleRecord({ trail: 240_000 });
const attachment = { name: "batch-record.json", mediaType: "application/json", description: "JSON",
  relationship: "Source", content: () => renderJson(document) };
const { pages } = await renderPdf(document, { out: process.argv[1], attachments: [attachment] });
console.log(JSON.stringify({ pages, rss: process.resourceUsage().maxRSS / 1024 }));
`;

function render(path: string): { pages: number; rss: number } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=192", "--input-type=module", "--eval", program, path],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

withQpdf("ten thousand pages are written with the memory of a few", () => {
  const path = join(folder, "long.pdf");
  const { pages, rss } = render(path);
  expect(pages).toBeGreaterThan(10_000);
  expect(rss).toBeLessThan(400);
  expect(run("qpdf", "--show-npages", path).trim()).toBe(String(pages));
});
