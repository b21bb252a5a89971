// The first page: what is here, and a form to trace.
import type { BatchLine } from "../projections/genealogy/lots.ts";
import { html, Markup } from "../reports/render/html/markup.ts";
import { STYLE } from "../reports/render/html/style.ts";

export interface StartPage {
  readonly asOf: number;
  readonly batches: readonly BatchLine[];
  readonly version: string;
}

export function startPage({ asOf, batches, version }: StartPage): string {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Batchproof</title><style>${new Markup(STYLE)}</style></head>
<body><main>
<h1>Batchproof</h1>
<p>Version ${version}. ${asOf} events recorded.
Nobody is logged in: everything here is marked as unauthenticated.</p>
<h2>Trace</h2>
<form action="/traces" method="get">
<label>From <input name="from" required placeholder="scheme:value, or batch:171"></label>
<label>Direction <select name="direction">
<option value="forward">forward</option><option value="backward">backward</option></select></label>
<button>Trace</button></form>
<h2>Batches</h2>
<table><thead><tr><th scope="col">Batch</th><th scope="col">Product</th>
<th scope="col">Read</th></tr></thead>
<tbody>${batches.map(line)}</tbody></table>
<p><a href="/openapi.json">Description of the interface (OpenAPI 3.1)</a> ·
<a href="/v1/health">Health</a></p>
</main></body></html>`.text;
}

const line = ({ batchId, batchNumber, product }: BatchLine): Markup => {
  const at = `/batches/${encodeURIComponent(batchId)}`;
  return html`<tr><th scope="row">${batchNumber}</th><td>${product}</td>
<td><a href="${at}">Record</a> · <a href="${at}/trail">Audit trail</a> ·
<a href="/v1${at}/record?format=pdf">Sealed PDF</a></td></tr>`;
};
