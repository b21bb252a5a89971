// What every page of the service has around its content, and where they lead.
import { createHash } from "node:crypto";
import { html, Markup } from "../../reports/render/html/markup.ts";
import { STYLE, STYLE_SOURCE } from "../../reports/render/html/style.ts";

/** Links at the top, and the form for a trace, which documents do not have. */
const SERVICE_STYLE = `
.service{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;align-items:baseline;margin:0;padding:1rem 0}
.service strong{font-size:1.15rem}
form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0 1.4rem}
label{display:grid;gap:.2rem;font-size:.85rem}
input,select,button{padding:.4rem .6rem;font:inherit}
input{min-width:18rem}
.service+main header{margin:1rem 0 2rem}
tbody th{background:none;border-bottom:1px solid;border-color:inherit}
.code{font-family:ui-monospace,monospace;font-size:.85em}
`;

const digest = createHash("sha256").update(SERVICE_STYLE).digest("base64");

/** Documents and pages carry their own style; scripts and pictures are files of the service. */
export const CONTENT_SECURITY_POLICY =
  `default-src 'none'; style-src ${STYLE_SOURCE} 'sha256-${digest}'; ` +
  "script-src 'self'; connect-src 'self'; img-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

export const frame = (title: string, content: Markup): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Batchproof</title>
<style>${new Markup(STYLE)}</style><style>${new Markup(SERVICE_STYLE)}</style></head>
<body><p class="service"><strong>Batchproof</strong><a href="/">Batches and traces</a>
<a href="/v1/health">Health</a><a href="/openapi.json">Interface (OpenAPI 3.1)</a></p>
<main>${content}</main></body></html>
`.text;
