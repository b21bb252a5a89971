// The scripts of the service: the little that a passkey needs in a browser, and the library that it
// stands on; and what keeps the text of a form while the session is locked. Files of the service
// itself; there is no script inside a page.
import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { html } from "../../../reports/render/html/markup.ts";
import { anyone } from "../../access/route.ts";

/** Deferred both, and run in this order. */
export const passkeyScripts = html`<script defer src="/log-in/webauthn.js"></script>
<script type="module" src="/log-in/passkey.js"></script>`;

/** For pages with forms that somebody writes in. */
export const keepsText = html`<script type="module" src="/keep-text.js"></script>`;

const files: Readonly<Record<string, () => URL>> = {
  "/log-in/passkey.js": () => new URL("passkey.js", import.meta.url),
  "/keep-text.js": () => new URL("../form/keep-text.js", import.meta.url),
  "/log-in/webauthn.js": () =>
    new URL("../dist/bundle/index.umd.min.js", import.meta.resolve("@simplewebauthn/browser")),
};

export function addScripts(app: FastifyInstance): void {
  for (const [path, file] of Object.entries(files)) {
    const text = readFileSync(file(), "utf8");
    app.get(path, { config: anyone, schema: { hide: true } }, (_request, reply) =>
      reply.type("text/javascript; charset=utf-8").send(text),
    );
  }
}
