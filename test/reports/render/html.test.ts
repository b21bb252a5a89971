import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { renderHtml } from "../../../src/reports/render/html/html.ts";
import { STYLE_SOURCE } from "../../../src/reports/render/html/style.ts";
import { sampleRecord } from "../sample/record.ts";
import { textOf } from "../text-of.ts";

test("a page holds what the document says, and nothing that runs or is loaded", async () => {
  const page = await textOf(renderHtml(sampleRecord()));
  for (const part of [
    "Batch production record",
    "DEMONSTRATION",
    "Иван Петров",
    "None recorded.",
    "not attributed",
  ]) {
    expect(page).toContain(part);
  }
  expect(page).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=|<link|https?:/);
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
});

test("tables have column headers, charts a title and a description", async () => {
  const page = await textOf(renderHtml(sampleRecord()));
  expect(page.match(/<th /g)).toHaveLength(page.match(/<th scope="col"/g)!.length);
  expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby="main-force-t main-force-d">/);
  expect(page).toContain('<desc id="main-force-d">Main force between');
});

test("the style source names the digest of the one style block", async () => {
  const page = await textOf(renderHtml(sampleRecord()));
  const style = page.match(/<style>([\s\S]*?)<\/style>/)![1]!;
  expect(STYLE_SOURCE).toBe(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
});

test("data cannot become markup", async () => {
  const document = sampleRecord();
  const page = await textOf(
    renderHtml({
      ...document,
      title: `<img src=x onerror="alert('1')">&`,
      subtitle: "</style><b>",
    }),
  );
  expect(page).not.toContain("<img");
  expect(page).not.toContain("</style><b>");
});
