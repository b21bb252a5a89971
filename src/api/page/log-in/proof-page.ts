// Within a session, the same person proves again who they are: to open it where it is locked, or
// before they change what proves it. By what logging in would need now, and they have.
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { codeField, type Fault, faultNote, field, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import type { Visitor } from "../visitor.ts";
import { passkeyScripts } from "./script.ts";

export interface ProofPage {
  readonly visitor: Visitor;
  readonly username: string;
  readonly next: string | undefined;
  readonly fault?: Fault | undefined;
  /** A one-time code is asked for. */
  readonly asksCode?: boolean;
  readonly hasPassword: boolean;
  /** Where passkeys are for; undefined where the person has none. */
  readonly passkeyOrigin: string | undefined;
  /** Undefined where the person does not sign on at a provider. */
  readonly signOnTitle: string | undefined;
}

export function proofPage(page: ProofPage): string {
  const { visitor, fault, hasPassword, passkeyOrigin } = page;
  const { title, why } = visitor.isLocked ? unlocking(visitor) : proving;
  return frame({
    title,
    visitor,
    ...(passkeyOrigin !== undefined && { head: passkeyScripts }),
    content: html`<header><h1>${title}</h1>
<p class="subtitle">${why}</p></header>
${faultNote(fault)}${hasPassword && passwordForm(page)}${otherWays(page)}
<p class="or">${visitor.isLocked ? somebodyElse : nothingElse}</p>
<form method="post" action="/log-out"><button class="second">Log out</button></form>`,
  });
}

const unlocking = ({ name }: Visitor) => ({
  title: "Locked",
  why: `${name} is logged in here. Nothing is shown until the same person unlocks it.`,
});
const proving = {
  title: "Prove that it is you",
  why: "This is asked before what proves your identity is changed. Then you have five minutes.",
};
const somebodyElse = "Are you somebody else? End this session, and log in yourself.";
const nothingElse = "Does nothing of it work? End this session, and log in anew.";

function passwordForm({ visitor, username, next, asksCode, fault }: ProofPage): Markup {
  const path = visitor.isLocked ? "/unlock" : "/prove";
  const button = visitor.isLocked ? "Unlock" : "Go on";
  return html`<form class="sheet" method="post" action="${path}" aria-label="${button}">
<input type="hidden" name="username" autocomplete="username" value="${username}">
${field({
  name: "password",
  label: "Password",
  type: "password",
  autocomplete: "current-password",
  focus: true,
})}${asksCode && codeField(fault)}${hidden("next", next)}<button>${button}</button></form>
`;
}

/** The script shows the button; without it there is nothing that a button could do. */
function otherWays({ visitor, hasPassword, passkeyOrigin, signOnTitle, next }: ProofPage) {
  if (passkeyOrigin === undefined && signOnTitle === undefined) return undefined;
  const to = next ?? (visitor.isLocked ? "/logged-in" : "/account");
  const byPasskey = html`<button type="button" class="second" id="passkey-prove" hidden
data-origin="${passkeyOrigin}" data-next="${to}">Use a passkey</button>
<noscript><p class="none">Using a passkey needs JavaScript.</p></noscript>`;
  return html`${hasPassword && html`<p class="or">Or without typing a password</p>`}
<div class="ways">${passkeyOrigin !== undefined && byPasskey}${
    signOnTitle !== undefined &&
    html`<a class="button second" href="/v1/session/prove/sign-on">${signOnTitle}</a>`
  }</div>
<p id="passkey-told" role="alert"></p>`;
}
