// Review by exception: what the rules evaluated, flagged and did not evaluate of a batch record,
// and what a reviewer says of it. What was not flagged is collapsed, one step away (PI 041-1, 9.8).
import { sectionRules } from "../../../projections/batch-record/record/section.ts";
import type { Exceptional } from "../../../projections/review/exceptions.ts";
import type { Page, ReviewWindow, SectionEntry } from "../../../projections/review/window.ts";
import { words } from "../../../projections/wording/show.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { doneNote, type Fault, faultNote, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import { keepsText } from "../log-in/script.ts";
import type { Visitor } from "../visitor.ts";

/** What somebody wrote into the form of an entry, and was refused. */
export interface Written {
  readonly eventId: string;
  readonly judgement: string;
  readonly text: string;
  readonly deviationId: string | undefined;
}

export interface ReviewView extends ReviewWindow {
  readonly visitor: Visitor;
  /** Why whoever looks may make no mark; undefined: they may. */
  readonly mayNot: string | undefined;
  readonly written: Written | undefined;
  readonly told: string | undefined;
  readonly fault: Fault | undefined;
}

export function reviewPage(view: ReviewView): string {
  const { batchId, batchNumber, asOf, coverage, exceptions } = view;
  const rules = coverage.ruleSetVersion === 0 ? "the rules that ship" : "the site's own rules";
  return frame({
    title: `Review of batch ${batchNumber}`,
    visitor: view.visitor,
    head: keepsText,
    content: html`<header><h1>Review of batch ${batchNumber}</h1>
<p class="subtitle">As of ${asOf} events, by ${rules}, version
${coverage.ruleSetVersion}.</p></header>
${doneNote(view.told)}${faultNote(view.fault)}
<p><a href="${`/batches/${encodeURIComponent(batchId)}`}">The record, whole</a>. Of
${coverage.facts} entries of the batch ${coverage.evaluated} were evaluated and
${coverage.flagged} flagged. Exceptions: ${exceptions.count}, ${exceptions.open} of them open.</p>
${exceptionSection(view)}${notEvaluatedSection(view)}
${sectionsSection(view)}${coverageSection(view)}`,
  });
}

const titleOf = (section: number): string =>
  `${section} ${sectionRules.find(({ number }) => number === section)?.title ?? ""}`;

const time = (instant: string): Markup =>
  html`<time datetime="${instant}">${instant.slice(0, 19).replace("T", " ")}</time>`;

function table(caption: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  const head = heads.map((one) => html`<th scope="col">${one}</th>`);
  return html`<div class="scroll"><table>
<caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

const addressOf = ({ batchId }: ReviewView, more: string): string =>
  `/batches/${encodeURIComponent(batchId)}/review${more}`;

/** Earlier and later pages; nothing where there is one alone. */
function turning(
  { page, pages }: Page<unknown>,
  what: string,
  at: (page: number) => string,
): Markup | undefined {
  if (pages === 1) return undefined;
  return html`<nav aria-label="${`Pages of ${what}`}"><p>Page ${page} of ${pages}.
${page > 1 && html`<a href="${at(page - 1)}" rel="prev">Earlier ${what}</a>`}
${page < pages && html`<a href="${at(page + 1)}" rel="next">Later ${what}</a>`}</p></nav>`;
}

function exceptionSection(view: ReviewView): Markup {
  const { exceptions, mayNot } = view;
  const judging = mayNot === undefined;
  const heads = ["Entry", "Severity", "Rules", "What", "By, at (UTC)", "Judged"];
  const rows = exceptions.rows.map((one) => exceptionRow(view, one));
  const at = (page: number) => addressOf(view, `?page=${page}#exceptions`);
  return html`<h2 id="exceptions">Exceptions</h2>${
    exceptions.count === 0
      ? html`<p class="none">No rule flagged an entry.</p>`
      : html`${!judging && html`<p class="callout">You make no marks here: ${mayNot}</p>`}${table(
          "Entries that a rule flagged, those that are open first",
          judging ? [...heads, "Judge"] : heads,
          rows,
        )}${turning(exceptions, "exceptions", at)}`
  }`;
}

const tones = { critical: "bad", major: "attention", minor: "neutral" } as const;

const exceptionRow = (view: ReviewView, one: Exceptional): Markup =>
  html`<tr><th scope="row">${one.position}</th>
<td><span class="${`chip ${tones[one.severity]}`}">${one.severity}</span></td>
<td>${one.ruleKeys.join(", ")}</td><td>${one.sentence}<span class="note">${titleOf(one.section)}${
    !one.isOwn && "; of another stream"
  }</span></td><td>${one.who}<span class="note">${time(one.recordedAt)}</span></td>
<td>${markText(one)}</td>${view.mayNot === undefined && html`<td>${markForm(view, one)}</td>`}</tr>
`;

const markText = ({ marks, isSettled }: Exceptional): Markup =>
  marks.length === 0
    ? html`not judged`
    : html`${marks.map(
        ({ judgement, text, by, at }) =>
          html`<p>${words(judgement)}: ${text}<span class="note">${by}, ${time(at)}</span></p>`,
      )}${!isSettled && html`<span class="note">still open</span>`}`;

const judgements = {
  justified: "justified",
  needsDeviation: "needs a deviation",
  needsCorrection: "needs a correction",
} as const;

/** In a table there is no place for labels that are seen; they are heard. */
function markForm(view: ReviewView, { eventId, ruleKeys, position }: Exceptional): Markup {
  const written = view.written?.eventId === eventId ? view.written : undefined;
  const options = Object.entries(judgements).map(
    ([value, words_]) =>
      html`<option value="${value}"${
        written?.judgement === value ? html` selected` : undefined
      }>${words_}</option>
`,
  );
  return html`<form class="row" method="post" action="${addressOf(view, "/marks")}">
${hidden("eventId", eventId)}${hidden("ruleKeys", ruleKeys.join(","))}
${hidden("page", String(view.exceptions.page))}
<select name="judgement" aria-label="${`Judgement of entry ${position}`}">${options}</select>
<input name="text" required maxlength="4000" autocomplete="off" placeholder="Why?"
aria-label="${`Why, for entry ${position}`}" value="${written?.text ?? ""}"${
    written ? html` autofocus` : undefined
  }>
<input name="deviationId" maxlength="120" autocomplete="off" placeholder="Deviation"
aria-label="${`Deviation of entry ${position}, where there is one`}"
value="${written?.deviationId ?? ""}">
<button class="second">Mark</button></form>`;
}

const sectionLink = (view: ReviewView, section: number): Markup =>
  html`<a href="${addressOf(view, `?section=${section}#section`)}">${titleOf(section)}</a>`;

function notEvaluatedSection(view: ReviewView): Markup {
  const rows = view.notEvaluated.map(
    ({ section, ruleKey, means, count }) =>
      html`<tr><th scope="row">${sectionLink(view, section)}</th><td>${ruleKey ?? "no rule"}</td>
<td>${count}</td><td>${means}</td></tr>
`,
  );
  return html`<h2 id="not-evaluated">Not evaluated</h2>${
    rows.length === 0
      ? html`<p class="none">Every entry was evaluated.</p>`
      : table("Entries of which rules could say nothing", notEvaluatedHeads, rows)
  }`;
}
const notEvaluatedHeads = ["Section", "Rule", "Entries", "Why"];

/** Collapsed to a line for each section; its entries are one step away. */
function sectionsSection(view: ReviewView): Markup {
  const rows = view.sections.map(
    ({ section, facts, unflagged }) =>
      html`<tr><th scope="row">${sectionLink(view, section)}</th><td>${facts}</td>
<td>${unflagged}</td></tr>
`,
  );
  return html`<h2 id="unflagged">Not flagged</h2>${table(
    "Entries by section: a section opens to all of them",
    ["Section", "Entries", "Not flagged"],
    rows,
  )}${view.section && sectionEntries(view, view.section)}`;
}

function sectionEntries(view: ReviewView, section: NonNullable<ReviewView["section"]>): Markup {
  const { number, rows, count } = section;
  const at = (page: number) => addressOf(view, `?section=${number}&sectionPage=${page}#section`);
  const heads = ["Entry", "What", "Rules", "By", "At (UTC)"];
  const title = `Section ${titleOf(number)}: ${count} entries`;
  return html`<h3 id="section">${title}</h3>${table(
    title,
    heads,
    rows.map(entryRow),
  )}${turning(section, "entries", at)}`;
}

const entryRow = (one: SectionEntry): Markup =>
  html`<tr><th scope="row">${one.position}</th><td>${one.sentence}</td><td>${
    one.isFlagged ? "flagged, see above" : "not flagged"
  }${one.notEvaluated.map((why) => html`<span class="note">not evaluated, ${why}</span>`)}</td>
<td>${one.who}</td><td>${time(one.recordedAt)}</td></tr>
`;

function coverageSection({ coverage, rules }: ReviewView): Markup {
  const sections = coverage.sections.map(
    ({ section, facts, evaluated, flagged }) =>
      html`<tr><th scope="row">${titleOf(section)}</th><td>${facts}</td><td>${evaluated}</td>
<td>${flagged}</td></tr>
`,
  );
  const ofRules = rules.map(
    ({ ruleKey, severity, why, evaluated, flagged, notEvaluated }) =>
      html`<tr><th scope="row">${ruleKey}</th><td>${severity}</td><td>${why}</td>
<td>${evaluated}</td><td>${flagged}</td><td>${notEvaluated}</td></tr>
`,
  );
  const sectionHeads = ["Section", "Entries", "Evaluated", "Flagged"];
  const ruleHeads = ["Rule", "Severity", "Why", "Evaluated", "Flagged", "Not evaluated"];
  return html`<h2 id="coverage">Coverage</h2>
${table("Entries by section of the record", sectionHeads, sections)}
${table("Rules, with entries of other streams", ruleHeads, ofRules)}
<dl><dt>SHA-256 of the rules</dt><dd class="digest">${coverage.ruleSetDigest}</dd></dl>`;
}
