// The page by which people come in: name and password, a passkey, or an identity provider.
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { codeField, doneNote, type Fault, faultNote, field, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import { nextParameter } from "../local-path.ts";
import type { Visitor } from "../visitor.ts";
import { passkeyScripts } from "./script.ts";

export interface LogInPage {
  readonly visitor: Visitor;
  readonly next: string | undefined;
  readonly told?: string | undefined;
  readonly fault?: Fault | undefined;
  /** As it was typed; a password and a code never come back. */
  readonly username?: string | undefined;
  readonly workstation?: string | undefined;
  /** A one-time code is asked for. */
  readonly asksCode?: boolean;
  /** The demo made the folder: nobody logs in, and no link makes anybody. */
  readonly isDemonstration: boolean;
  /** Where passkeys are for; undefined where there are none. */
  readonly passkeyOrigin: string | undefined;
  readonly signOnTitle: string | undefined;
}

export function logInPage(page: LogInPage): string {
  const { visitor, told, fault, passkeyOrigin, isDemonstration } = page;
  const nobody = isDemonstration ? nobodyHere : nobodyYet;
  const isOpen = visitor.peopleExist !== false;
  return frame({
    title: "Log in",
    visitor,
    ...(passkeyOrigin !== undefined && { head: passkeyScripts }),
    content: html`<header><h1>Log in</h1></header>
${doneNote(told)}${faultNote(fault)}${isOpen ? ways(page) : nobody}`,
  });
}

const nobodyYet = html`<p class="callout attention">Nobody has an account here yet. Whoever started
the service finds a link in what it printed; that link makes the first administrator.</p>`;

const nobodyHere = html`<p class="callout attention">The demo made this folder: nobody logs in here,
and everything can be <a href="/">looked at</a> without. To try logging in, serve a folder of your
own, <code>DATA_DIR=./data/trial npx batchproof serve</code>, and open the two links that it
prints.</p>`;

const ways = (page: LogInPage): Markup => html`${passwordForm(page)}${otherWays(page)}`;

function passwordForm({ username, workstation, next, asksCode = false, fault }: LogInPage): Markup {
  const isNamed = username !== undefined && username !== "";
  return html`<form class="sheet" method="post" action="/log-in" aria-label="Log in">
${field({
  name: "username",
  label: "Username",
  autocomplete: "username",
  value: username,
  lengthMax: 80,
  focus: !isNamed,
})}${field({
  name: "password",
  label: "Password",
  type: "password",
  autocomplete: "current-password",
  focus: isNamed,
})}${asksCode && codeField(fault)}${field({
  name: "workstation",
  label: "Workstation",
  hint: "optional: where you are working, such as press 1",
  value: workstation,
  required: false,
  lengthMax: 120,
})}${hidden("next", next)}<button>Log in</button></form>
`;
}

function otherWays({ passkeyOrigin, signOnTitle, next }: LogInPage): Markup | undefined {
  if (passkeyOrigin === undefined && signOnTitle === undefined) return undefined;
  return html`<p class="or">Or without typing a password</p>
<div class="ways">${passkeyOrigin !== undefined && byPasskey(passkeyOrigin, next)}${
    signOnTitle !== undefined &&
    html`<a class="button second" href="/v1/session/sign-on">${signOnTitle}</a>`
  }</div>
<p id="passkey-told" role="alert"></p>`;
}

/** The script shows the button; without it there is nothing that a button could do. */
const byPasskey = (origin: string, next: string | undefined): Markup =>
  html`<button type="button" class="second" id="passkey-log-in" hidden data-origin="${origin}"
data-next="/logged-in${nextParameter(next)}">Log in with a passkey</button>
<noscript><p class="none">Logging in with a passkey needs JavaScript.</p></noscript>`;
