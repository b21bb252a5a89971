// Setting up a code generator: its secret is shown once, and stands once its first code was right.
import type { CodeGenerator } from "../../../access/own/credential.ts";
import { html } from "../../../reports/render/html/markup.ts";
import { field, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import type { Visitor } from "../visitor.ts";

export const generatorPage = (visitor: Visitor, { token, uri, secret }: CodeGenerator): string =>
  frame({
    title: "Set up a code generator",
    visitor,
    content: html`<header><h1>Set up a code generator</h1></header>
<ol class="rules">
<li>Open an authenticator app on your phone, and add an account by typing a key. If you read this
on the phone itself, <a href="${uri}">open the app from here</a>.</li>
<li>Type this key; blanks do not count. The kind is <em>time-based</em>.
<p class="secret">${secret.match(/.{1,4}/g)?.join(" ")}</p></li>
<li>Type the six digits that the app shows.</li></ol>
<form class="sheet" method="post" action="/account/code-generator" aria-label="First code">
${hidden("token", token)}${field({
  name: "code",
  label: "First code",
  autocomplete: "one-time-code",
  digits: true,
  lengthMax: 20,
  focus: true,
})}<button>Set it up</button></form>
<p><a href="/account">Leave it as it was</a></p>`,
  });
