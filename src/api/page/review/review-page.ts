// Review by exception: what the rules evaluated, flagged and did not evaluate of a batch record,
// and what a reviewer says of it. What was not flagged is collapsed, one step away (PI 041-1, 9.8).
import { sectionRules } from "../../../projections/batch-record/record/section.ts";
import type {
  BatchExceptions,
  Entry,
  Exceptional,
} from "../../../projections/review/exceptions.ts";
import { words } from "../../../projections/wording/show.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { doneNote, type Fault, faultNote, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import type { Visitor } from "../visitor.ts";

export interface ReviewView extends BatchExceptions {
  readonly visitor: Visitor;
  readonly told: string | undefined;
  readonly fault: Fault | undefined;
}

export function reviewPage(view: ReviewView): string {
  const { batchId, batchNumber, asOf, coverage, exceptions } = view;
  const open = exceptions.filter(({ isSettled }) => !isSettled).length;
  const rules = coverage.ruleSetVersion === 0 ? "the rules that ship" : "the site's own rules";
  return frame({
    title: `Review of batch ${batchNumber}`,
    visitor: view.visitor,
    content: html`<header><h1>Review of batch ${batchNumber}</h1>
<p class="subtitle">As of ${asOf} events, by ${rules}, version
${coverage.ruleSetVersion}.</p></header>
${doneNote(view.told)}${faultNote(view.fault)}
<p><a href="${`/batches/${encodeURIComponent(batchId)}`}">The record, whole</a>. Of
${coverage.facts} entries of the batch ${coverage.evaluated} were evaluated and
${coverage.flagged} flagged. ${exceptions.length} exceptions in all, ${open} of them open.</p>
${exceptionSection(view)}${notEvaluatedSection(view)}
${unflaggedSection(view)}${coverageSection(view)}`,
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

function exceptionSection({ batchId, exceptions }: ReviewView): Markup {
  const heads = ["Entry", "Severity", "Rules", "What", "By, at (UTC)", "Judged", "Judge"];
  const rows = exceptions.map((one) => exceptionRow(batchId, one));
  return html`<h2 id="exceptions">Exceptions</h2>${
    rows.length === 0
      ? html`<p class="none">No rule flagged an entry.</p>`
      : table("Entries that a rule flagged", heads, rows)
  }`;
}

const tones = { critical: "bad", major: "attention", minor: "neutral" } as const;

const exceptionRow = (batchId: string, one: Exceptional): Markup =>
  html`<tr><th scope="row">${one.position}</th>
<td><span class="${`chip ${tones[one.severity]}`}">${one.severity}</span></td>
<td>${one.ruleKeys.join(", ")}</td><td>${one.sentence}<span class="note">${titleOf(one.section)}${
    !one.isOwn && "; of another stream"
  }</span></td><td>${one.who}<span class="note">${time(one.recordedAt)}</span></td>
<td>${markText(one)}</td><td>${markForm(batchId, one)}</td></tr>
`;

const markText = ({ marks, isSettled }: Exceptional): Markup =>
  marks.length === 0
    ? html`not judged`
    : html`${marks.map(
        ({ judgement, text, by, at }) =>
          html`<p>${words(judgement)}: ${text}<span class="note">${by}, ${time(at)}</span></p>`,
      )}${!isSettled && html`<span class="note">still open</span>`}`;

/** In a table there is no place for labels that are seen; they are heard. */
const markForm = (batchId: string, { eventId, ruleKeys, position }: Exceptional): Markup =>
  html`<form class="row" method="post"
action="${`/batches/${encodeURIComponent(batchId)}/review/marks`}">
${hidden("eventId", eventId)}${hidden("ruleKeys", ruleKeys.join(","))}
<select name="judgement" aria-label="${`Judgement of entry ${position}`}">
<option value="justified">justified</option>
<option value="needsDeviation">needs a deviation</option>
<option value="needsCorrection">needs a correction</option></select>
<input name="text" required maxlength="4000" autocomplete="off" placeholder="Why?"
aria-label="${`Why, for entry ${position}`}">
<input name="deviationId" maxlength="120" autocomplete="off" placeholder="Deviation"
aria-label="${`Deviation of entry ${position}, where there is one`}">
<button class="second">Mark</button></form>`;

function notEvaluatedSection({ notEvaluated, exceptions, unflagged }: ReviewView): Markup {
  const all = [...exceptions, ...unflagged.flatMap(({ entries }) => entries ?? [])];
  const byId = new Map(all.map((entry) => [entry.eventId, entry]));
  const groups = notEvaluated.map(({ section, ruleKey, means, eventIds }) => {
    const entries = eventIds.flatMap((id) => byId.get(id) ?? []);
    return collapsed(`${titleOf(section)}, ${ruleKey ?? "no rule"}: ${means}`, entries);
  });
  return html`<h2 id="not-evaluated">Not evaluated</h2>${
    groups.length === 0 ? html`<p class="none">Every entry was evaluated.</p>` : groups
  }`;
}

function unflaggedSection({ unflagged }: ReviewView): Markup {
  const groups = unflagged.map(({ section, entries }) =>
    collapsed(titleOf(section), entries ?? []),
  );
  return html`<h2 id="unflagged">Not flagged</h2>${
    groups.length === 0 ? html`<p class="none">Every entry is flagged.</p>` : groups
  }`;
}

const collapsed = (title: string, entries: readonly Entry[]): Markup =>
  html`<details><summary>${title} (${entries.length})</summary>${table(
    `Entries of ${title}`,
    ["Entry", "What", "By", "At (UTC)"],
    entries.map(
      ({ position, sentence, who, recordedAt }) =>
        html`<tr><th scope="row">${position}</th><td>${sentence}</td><td>${who}</td>
<td>${time(recordedAt)}</td></tr>
`,
    ),
  )}</details>
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
