// The accountability statement, and the button by which a person accepts it (21 CFR 11.10(j)).
import type { AccessControlState } from "../../../domain/access-control/access-control.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { type Fault, faultNote, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import type { Visitor } from "../visitor.ts";

export interface StatementPage {
  readonly visitor: Visitor;
  readonly statement: AccessControlState["statement"];
  readonly isAccepted: boolean;
  readonly next: string | undefined;
  readonly fault?: Fault | undefined;
}

export const statementPage = ({ visitor, fault, ...page }: StatementPage): string =>
  frame({
    title: "Accountability statement",
    visitor,
    content: html`<header><h1>Accountability statement</h1>${
      page.statement && html`<p class="subtitle">Version ${page.statement.version}</p>`
    }</header>${faultNote(fault)}${content(page)}`,
  });

function content({ statement, isAccepted, next }: Omit<StatementPage, "visitor">): Markup {
  if (!statement) return html`<p class="none">No statement is published.</p>`;
  const shown = hidden("digest", statement.digest);
  const form = html`<form method="post" action="/statement">
${shown}${hidden("next", next)}
<button>I accept this statement</button>
<a class="button second" href="${next ?? "/account"}">Not now</a></form>
<p class="section-note">Until you accept it, you can approve, release and sign nothing. That you
accepted it, and when, is recorded.</p>`;
  const done = html`<p class="callout good">You have accepted this statement.</p>`;
  return html`<div class="statement">${statement.text}</div>${isAccepted ? done : form}`;
}
