// What every page of the service has around its content, and where they lead.
import { createHash } from "node:crypto";
import { html, Markup } from "../../reports/render/html/markup.ts";
import { STYLE, STYLE_SOURCE } from "../../reports/render/html/style.ts";
import { SERVICE_STYLE } from "./style.ts";
import { type Visitor, visitorBar } from "./visitor.ts";

const digest = createHash("sha256").update(SERVICE_STYLE).digest("base64");

/** Documents and pages carry their own style; scripts and pictures are files of the service. */
export const CONTENT_SECURITY_POLICY =
  `default-src 'none'; style-src ${STYLE_SOURCE} 'sha256-${digest}'; ` +
  "script-src 'self'; connect-src 'self'; img-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

export interface PageParts {
  readonly title: string;
  /** Undefined: the page neither says who looks at it, nor leads anywhere. */
  readonly visitor: Visitor | undefined;
  readonly content: Markup;
  /** What goes into the head besides. */
  readonly head?: Markup;
}

export const frame = ({ title, visitor, content, head }: PageParts): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Batchproof</title>${head}
<style>${new Markup(STYLE)}</style><style>${new Markup(SERVICE_STYLE)}</style></head>
<body><a class="skip" href="#content">Skip to the content</a>
<div class="service"><strong>Batchproof</strong>${visitor && visitorBar(visitor)}</div>
<main id="content" tabindex="-1">${content}</main>
${visitor && foot}</body></html>
`.text;

const foot = html`<footer><a href="/v1/health">Health</a>
<a href="/openapi.json">Interface (OpenAPI 3.1)</a></footer>`;
