// Each block as HTML.
import type { Attachments, Block, Figures, Glossary } from "../../model/block.ts";
import type { SignatureSlot, Signatures } from "../../model/signature.ts";
import type { Column, Table } from "../../model/table.ts";
import type { Tree, TreeNode } from "../../model/tree.ts";
import { checkedRows, columnTitle } from "../../model/walk.ts";
import { words } from "../../model/words.ts";
import { chartFigure } from "./chart-svg.ts";
import { html, type Insert, type Markup } from "./markup.ts";
import { chip, factList, flagChip, value } from "./value.ts";

export async function* blockHtml(block: Block): AsyncGenerator<Markup> {
  if (block.kind === "table") yield* table(block);
  else if (block.kind === "chart") yield await chartFigure(block);
  else yield still(block);
}

type StillBlock = Exclude<Block, { kind: "table" | "chart" }>;

function still(block: StillBlock): Markup {
  switch (block.kind) {
    case "paragraph":
      return html`<p class="${block.tone && `callout ${block.tone}`}">${block.text}</p>`;
    case "facts":
      return factList(block.facts);
    case "figures":
      return figures(block);
    case "tree":
      return tree(block);
    case "attachments":
      return attachments(block);
    case "signatures":
      return signatures(block);
    case "seal":
      return html`<div class="seal"><strong>${words.sealPlace}</strong>
<p>${words.sealInPdf} ${words.sealNote}</p></div>`;
    case "glossary":
      return glossary(block);
    default:
      return block satisfies never;
  }
}

async function* table(block: Table): AsyncGenerator<Markup> {
  const label = block.title ?? block.columns.map(({ title }) => title).join(", ");
  const caption = block.title === undefined ? undefined : html`<caption>${block.title}</caption>`;
  yield html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
<table id="${block.id}">${caption}${widths(block.columns)}
<thead>${headRow(block.columns)}</thead><tbody>\n`;
  let isEmpty = true;
  for await (const row of checkedRows(block)) {
    isEmpty = false;
    const cells = row.map((cell, index) => {
      const column = block.columns[index];
      return html`<td class="${column?.align}">${value(cell, column)}</td>`;
    });
    yield html`<tr>${cells}</tr>\n`;
  }
  if (isEmpty) {
    const text = block.empty ?? words.nothingRecorded;
    yield html`<tr><td colspan="${block.columns.length}" class="none">${text}</td></tr>\n`;
  }
  yield html`</tbody></table></div>`;
}

/** By an attribute, because pages have no style of their own parts. */
function widths(columns: readonly Column[]): Markup {
  const all = columns.reduce((sum, { weight }) => sum + weight, 0);
  const percent = columns.map(({ weight }) => Math.round((100 * weight) / all));
  return html`<colgroup>${percent.map((width) => html`<col width="${width}%">`)}</colgroup>`;
}

const headRow = (columns: readonly Column[]): Markup =>
  html`<tr>${columns.map(
    (column) => html`<th scope="col" class="${column.align}">${columnTitle(column)}</th>`,
  )}</tr>`;

const simpleTable = (titles: readonly string[], rows: readonly (readonly Insert[])[]): Markup =>
  html`<div class="scroll"><table><thead><tr>${titles.map(
    (title) => html`<th scope="col">${title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;

const figures = (block: Figures): Markup =>
  html`<dl class="figures">${block.figures.map(
    ({ label, value, unit, tone }) =>
      html`<div class="${tone}"><dt>${label}</dt>
<dd>${value}${unit && html` <small>${unit}</small>`}</dd></div>`,
  )}</dl>`;

function tree(block: Tree): Markup {
  const title =
    block.title === undefined ? undefined : html`<figcaption>${block.title}</figcaption>`;
  const body =
    block.roots.length > 0
      ? nodes(block.roots)
      : html`<p>${block.empty ?? words.nothingRecorded}</p>`;
  return html`<figure class="tree" id="${block.id}">${title}${body}</figure>`;
}

const nodes = (of: readonly TreeNode[]): Markup =>
  html`<ul>${of.map(
    ({ label, detail, flag, children }) =>
      html`<li><strong>${label}</strong>${detail && html` <span>${detail}</span>`}
${flagChip(flag)}${children.length > 0 ? nodes(children) : undefined}</li>`,
  )}</ul>`;

const attachments = (block: Attachments): Markup =>
  simpleTable(
    [words.file, words.mediaType, words.description, words.digest],
    block.files.map((file) => [
      file.name,
      file.mediaType,
      file.description,
      html`<span class="digest">${file.digest ?? words.digestInside}</span>`,
    ]),
  );

const signatures = (block: Signatures): Markup =>
  html`<ul class="signatures">${block.slots.map(
    (slot) =>
      html`<li class="${slot.state}"><strong>${slot.meaning}</strong>${signature(slot)}</li>`,
  )}</ul>`;

function signature(slot: SignatureSlot): Markup {
  switch (slot.state) {
    case "open":
      return html`${chip(words.notSigned, "attention")}<p>${slot.role}</p>`;
    case "not-required":
      return html`${chip(words.notRequired, "neutral")}<p>${slot.reason}</p>`;
    case "signed": {
      const { printedName, username, role, local, utc, reason, method } = slot.mark;
      return html`<p>${words.signedBy} <b>${printedName}</b> (${username}), ${role}</p>
<p>${local}<br>${utc}</p>${reason && html`<p>${reason}</p>`}<p class="note">${method}</p>`;
    }
    default:
      return slot satisfies never;
  }
}

const glossary = (block: Glossary): Markup =>
  html`<dl class="glossary">${block.terms.map(
    ({ term, meaning }) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`,
  )}</dl>`;
