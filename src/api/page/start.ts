// The first page: what is here, and a form to trace.
import type { ListedBatch } from "../../projections/batch-record/query/batch-list.ts";
import type { BatchStatus } from "../../projections/batch-record/record/record.ts";
import { html, type Markup } from "../../reports/render/html/markup.ts";
import { frame } from "./frame.ts";
import type { Visitor } from "./visitor.ts";

export interface StartPage {
  readonly asOf: number;
  readonly batches: readonly ListedBatch[];
  /** The id after which the next page begins, where there is one. */
  readonly next: string | undefined;
  readonly version: string;
  readonly visitor: Visitor;
}

export const startPage = ({ asOf, batches, next, version, visitor }: StartPage): string =>
  frame({
    title: "Batches and traces",
    visitor,
    content: html`<header><h1>Batches and traces</h1>
<p class="subtitle">${asOf} events recorded. Batchproof ${version}.</p></header>
<h2>Trace a lot, a batch or a shipment</h2>
<form action="/traces" method="get">
<label>From <input name="from" required placeholder="scheme:value, or batch:171"></label>
<label>Direction <select name="direction">
<option value="forward">forward: what it went into</option>
<option value="backward">backward: what it came from</option></select></label>
<fieldset><legend>What was in contact too</legend>
<label><input type="checkbox" name="classes" value="cross-contact"> by equipment</label>
<label><input type="checkbox" name="classes" value="exposure"> in a place</label></fieldset>
<button>Trace</button></form>
<h2>Batches</h2>
${batches.length === 0 ? html`<p class="none">None recorded.</p>` : table(batches)}
${next && html`<p><a href="/?after=${encodeURIComponent(next)}">More batches</a></p>`}`,
  });

const table = (batches: readonly ListedBatch[]): Markup =>
  html`<div class="scroll"><table><thead><tr><th scope="col">Batch</th><th scope="col">Product</th>
<th scope="col">Status</th><th scope="col">Origin</th><th scope="col">Site</th>
<th scope="col">Read</th></tr></thead><tbody>${batches.map(row)}</tbody></table></div>`;

const statusText: Readonly<Record<BatchStatus, string>> = {
  issued: "issued",
  started: "started",
  completed: "completed",
  approved: "record approved",
  notApproved: "record not approved",
};

function row({ batchId, batchNumber, product, status, dataOrigin, site }: ListedBatch): Markup {
  const at = `/batches/${encodeURIComponent(batchId)}`;
  const trace = `/traces?direction=backward&from=${encodeURIComponent(`batch:${batchId}`)}`;
  return html`<tr><th scope="row">${batchNumber}</th><td>${product}</td>
<td>${statusText[status]}</td>
<td>${dataOrigin === "import" ? "imported" : "recorded live"}</td><td>${site}</td>
<td><a href="${at}">Record</a> · <a href="${at}/review">Review</a> ·
<a href="${at}/trail">Audit trail</a> ·
<a href="${trace}">What it came from</a> ·
<a href="/v1${at}/record?format=pdf">Sealed PDF</a></td></tr>
`;
}
