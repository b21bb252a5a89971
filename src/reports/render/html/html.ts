// A document as one static page: nothing to load, nothing to run, readable without a mouse.
import type { Document, Identity, Section } from "../../model/document.ts";
import { printedAt } from "../../model/printed.ts";
import { checkNames } from "../../model/unique.ts";
import { blocksToPrint, heading } from "../../model/walk.ts";
import { words } from "../../model/words.ts";
import { inChunks } from "../pieces.ts";
import { blockHtml } from "./block-html.ts";
import { html, Markup } from "./markup.ts";
import { STYLE } from "./style.ts";
import { chip, factList } from "./value.ts";

/** The page in chunks. Long tables are streamed; only one block stands in memory at a time. */
export function renderHtml(document: Document): AsyncIterable<string> {
  checkNames(document);
  return inChunks(texts(page(document)));
}

async function* texts(pieces: AsyncIterable<Markup>): AsyncGenerator<string> {
  for await (const { text } of pieces) yield text;
}

async function* page(document: Document): AsyncGenerator<Markup> {
  yield html`<!doctype html>
<html lang="${document.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.title}</title><style>${new Markup(STYLE)}</style></head><body>
`;
  if (document.banner) {
    const { text, tone } = document.banner;
    yield html`<p class="banner ${tone}" role="note">${text}</p>
<div class="watermark" aria-hidden="true">${text}</div>`;
  }
  yield cover(document);
  yield contents(document);
  yield html`<main>`;
  for (const section of document.sections) yield* sectionHtml(section, 2);
  yield html`</main>${foot(document.identity)}</body></html>
`;
}

function cover({ title, subtitle, identity }: Document): Markup {
  const { organisation, subject, recordId, recordVersion, status, printed, copy } = identity;
  const record = [
    { label: words.record, value: recordId },
    { label: words.version, value: recordVersion },
    { label: words.copy, value: copy },
    { label: words.printed, value: printedAt(printed) },
    { label: words.printedBy, value: printed.by },
  ];
  return html`<header><p class="organisation">${organisation}</p><h1>${title}</h1>
${subtitle && html`<p class="subtitle">${subtitle}</p>`}${chip(status.text, status.tone)}
${factList([...subject, ...record])}</header>
`;
}

function contents(document: Document): Markup {
  const entries = document.sections.map(
    (section) => html`<li><a href="#${section.id}">${heading(section)}</a></li>`,
  );
  return html`<nav aria-labelledby="contents"><h2 id="contents">${words.contents}</h2>
<ol>${entries}</ol></nav>
`;
}

async function* sectionHtml(section: Section, level: number): AsyncGenerator<Markup> {
  const tag = new Markup(`h${Math.min(level, 4)}`);
  yield html`<section aria-labelledby="${section.id}">
<${tag} id="${section.id}">${heading(section)}</${tag}>
${section.note && html`<p class="section-note">${section.note}</p>`}`;
  for (const block of blocksToPrint(section)) yield* blockHtml(block);
  for (const inner of section.sections ?? []) yield* sectionHtml(inner, level + 1);
  yield html`</section>
`;
}

const foot = ({ recordId, recordVersion, printed }: Identity): Markup =>
  html`<footer>${words.record} ${recordId}, ${words.version.toLowerCase()} ${recordVersion}.
${words.printed} ${printedAt(printed)} ${words.by} ${printed.by}.</footer>`;
