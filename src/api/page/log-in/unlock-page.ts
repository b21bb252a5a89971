// A locked session: the same person proves again who they are, or somebody else logs in.
import { html } from "../../../reports/render/html/markup.ts";
import { type Fault, faultNote, field, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import type { Visitor } from "../visitor.ts";

export interface UnlockPage {
  readonly visitor: Visitor;
  readonly username: string;
  readonly next: string | undefined;
  readonly fault?: Fault | undefined;
}

export const unlockPage = ({ visitor, username, next, fault }: UnlockPage): string =>
  frame({
    title: "Locked",
    visitor,
    content: html`<header><h1>Locked</h1>
<p class="subtitle">${visitor.name} is logged in here. Nothing is shown until the same person
types the password.</p></header>
${faultNote(fault)}
<form class="sheet" method="post" action="/unlock" aria-label="Unlock">
<input type="hidden" name="username" autocomplete="username" value="${username}">
${field({
  name: "password",
  label: "Password",
  type: "password",
  autocomplete: "current-password",
  focus: true,
})}${hidden("next", next)}<button>Unlock</button></form>
<p class="or">Are you somebody else, or do you log in with a passkey or at your identity provider?
End this session, and log in yourself.</p>
<form method="post" action="/log-out"><button class="second">Log out</button></form>`,
  });
