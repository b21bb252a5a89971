// Passkeys and the code generator of one's account.
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { field, hidden } from "../form/form.ts";
import { when } from "../time.ts";
import type { AccountView } from "./view.ts";

type Credential = AccountView["who"]["credentials"][number];

export function credentialSections(view: AccountView): Markup {
  const { credentials } = view.who;
  const generators = credentials.filter(({ kind }) => kind === "totp");
  const passkeys = credentials.filter(({ kind }) => kind === "passkey");
  return html`${passkeySection(view, passkeys)}${generatorSection(view, generators)}`;
}

function passkeySection(view: AccountView, passkeys: readonly Credential[]): Markup {
  const { passkeyOrigin, isProven } = view;
  const none = html`<p class="none">You have no passkey.</p>`;
  return html`<h2 id="passkeys">Passkeys</h2>
<p class="rules">A passkey is kept by your phone, tablet, computer or security key, and is used with
its fingerprint, face or PIN. It cannot be guessed, and it works on the right site only.</p>
${passkeys.length === 0 ? none : listed(passkeys, view)}
${passkeyOrigin === undefined ? unavailable : isProven && addForm(passkeyOrigin)}
<p id="passkey-told" role="alert"></p>`;
}

const unavailable = html`<p class="none">The service has no address of its own, so passkeys cannot
be used: whoever runs it sets PUBLIC_URL.</p>`;

const addForm = (origin: string): Markup =>
  html`<form class="sheet" id="passkey-add" hidden data-origin="${origin}"
aria-labelledby="passkeys">
${field({
  name: "label",
  label: "Name of the new passkey",
  hint: "where it is kept, such as my phone",
  lengthMax: 120,
})}<button>Add a passkey</button></form>
<noscript><p class="none">Adding a passkey needs JavaScript.</p></noscript>`;

function generatorSection(view: AccountView, generators: readonly Credential[]): Markup {
  const has = generators.length > 0;
  const form = html`<form method="post" action="/account/code-generator-offer">
<button class="second">${
    has ? "Set up another one in its place" : "Set up a code generator"
  }</button></form>`;
  return html`<h2 id="generator">Code generator</h2>
<p class="rules">An app on your phone shows six digits, new ones every half minute. Once it is set
up, you are asked for them whenever you log in with your password.</p>
${has ? listed(generators, view) : html`<p class="none">You have no code generator.</p>`}
${view.isProven && form}`;
}

function listed(credentials: readonly Credential[], { zone, isProven }: AccountView): Markup {
  const row = (one: Credential) => {
    const name = one.label ?? (one.kind === "totp" ? "Code generator" : "Passkey");
    return html`<tr><th scope="row">${name}</th><td>${when(one.setAt, zone)}</td>${
      isProven && html`<td>${endForm(one.credentialId, name)}</td>`
    }</tr>
`;
  };
  return html`<div class="scroll"><table><thead><tr><th scope="col">Name</th>
<th scope="col">Since</th>${isProven && html`<th scope="col">End</th>`}</tr></thead>
<tbody>${credentials.map(row)}</tbody></table></div>`;
}

const endForm = (credentialId: string, name: string): Markup =>
  html`<form class="row" method="post" action="/account/credentials/end">${hidden(
    "credentialId",
    credentialId,
  )}<button class="second" name="why" value="lost" aria-label="I have lost ${name}">I have lost
it</button><button class="second" name="why" value="withdrawn" aria-label="End ${name}">I no longer
want it</button></form>`;
