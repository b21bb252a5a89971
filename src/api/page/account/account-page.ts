// The page of one's own account: who one is here, what one may, and what proves it.
import { rights } from "../../../domain/kernel/access/right.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { doneNote, faultNote, field, hidden } from "../form/form.ts";
import { newPasswordFields, passwordRules } from "../form/password.ts";
import { frame } from "../frame.ts";
import { nextParameter } from "../local-path.ts";
import { passkeyScripts } from "../log-in/script.ts";
import { when, zoneNote } from "../time.ts";
import { credentialSections } from "./credential-section.ts";
import type { AccountView } from "./view.ts";

export function accountPage(view: AccountView): string {
  const { visitor, who, told, fault, passkeyOrigin, isProven, next } = view;
  const must = who.mustChangePassword;
  const password = isProven ? passwordSection(view) : proofFirst(next);
  return frame({
    title: "Your account",
    visitor,
    ...(passkeyOrigin !== undefined && { head: passkeyScripts }),
    content: html`<header><h1>${visitor.name}</h1>
<p class="subtitle">${usernameOf(view)}</p></header>
${doneNote(told)}${faultNote(fault)}${must && changeFirst}${must && password}
${identity(view)}${roleSection(view)}${!must && password}
${credentialSections(view)}${sessionSection(view)}`,
  });
}

const usernameOf = ({ who: { actor } }: AccountView): string =>
  actor.kind === "person" ? `Username ${actor.username}` : "";

const changeFirst = html`<p class="callout attention" role="status">Your password has become too old
by the rules of this site. Choose a new one; until then nothing else can be done.</p>`;

function identity({ who }: AccountView): Markup {
  const { statement } = who;
  return html`<h2>Who you are here</h2><dl class="facts">
<div><dt>Identity</dt><dd>${
    who.identityVerified
      ? html`<span class="chip good">verified</span> by somebody else`
      : html`<span class="chip attention">not verified yet</span> Until somebody else verifies it,
you approve and sign nothing.`
  }</dd></div>
${
  statement !== null &&
  html`<div><dt>Accountability statement</dt><dd>${
    statement.accepted
      ? html`<span class="chip good">accepted</span> version ${statement.version}`
      : html`<span class="chip attention">not accepted</span> <a href="/statement">Read it</a>`
  }</dd></div>`
}</dl>`;
}

/** In place of the forms that change it. */
const proofFirst = (next: string | undefined): Markup =>
  html`<h2>What proves your identity</h2>
<p class="rules">To change your password, passkeys or code generator, prove first that it is you.
Afterwards you have five minutes.</p>
<p class="ways"><a class="button second" href="/prove${nextParameter(
    `/account${nextParameter(next)}`,
  )}">Prove that it is you</a></p>`;

type Role = AccountView["who"]["roles"][number];

function roleSection({ who, roleTitles, zone }: AccountView): Markup {
  const row = ({ role, scope, from, until, trainingsMissing }: Role) =>
    html`<tr><th scope="row">${roleTitles.get(role) ?? role}</th><td>${scopeText(scope)}</td>
<td>${from === null ? "always" : when(from, zone)}</td>
<td>${until === null ? "no end" : when(until, zone)}</td>
<td>${trainingsMissing.length === 0 ? "none" : trainingsMissing.join("; ")}</td></tr>
`;
  const none = html`<p class="none">You have no role yet. An administrator grants you one.</p>`;
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Role</th>
<th scope="col">For</th><th scope="col">From</th><th scope="col">Until</th>
<th scope="col">Trainings missing</th></tr></thead>
<tbody>${who.roles.map(row)}</tbody></table></div>`;
  const may = html`<h3>What you may do</h3><ul>${who.rights.map(
    (right) => html`<li>${rights[right].means}</li>
`,
  )}</ul>`;
  return html`<h2>Your roles</h2>${who.roles.length === 0 ? none : table}${
    who.rights.length > 0 && may
  }`;
}

function scopeText({ sites, materials, clients }: Role["scope"]): string {
  const parts = [
    sites === "all" ? "all sites" : `sites ${sites.join(", ")}`,
    materials === "all" ? "all materials" : `materials ${materials.join(", ")}`,
    clients === "all" ? "all clients" : `clients ${clients.join(", ")}`,
  ];
  return parts.every((part) => part.startsWith("all")) ? "everything" : parts.join("; ");
}

function passwordSection({ who, policy, next }: AccountView): Markup {
  const hasOne = who.credentials.some(({ kind }) => kind === "password");
  const former = field({
    name: "former",
    label: "Present password",
    type: "password",
    autocomplete: "current-password",
    focus: who.mustChangePassword,
  });
  const username = who.actor.kind === "person" ? who.actor.username : "";
  return html`<h2 id="password">${hasOne ? "Change your password" : "Set a password"}</h2>
${passwordRules(policy)}
<form class="sheet" method="post" action="/account/password" aria-labelledby="password">
<input type="hidden" autocomplete="username" value="${username}">
${hasOne && former}${newPasswordFields(policy)}${hidden("next", next)}<button>${
    hasOne ? "Change the password" : "Set the password"
  }</button></form>`;
}

function sessionSection({ sessions, sessionId, zone }: AccountView): Markup {
  const rows = sessions.map(
    (one) => html`<tr><th scope="row">${when(one.startedAt, zone)}</th>
<td>${one.workstation ?? "not named"}</td><td>${one.network} the site</td><td>${one.method}</td>
<td>${when(one.usedAt, zone)}${one.locked && ", locked"}</td><td>${
      one.sessionId === sessionId
        ? "this one"
        : html`<form class="row" method="post" action="/account/sessions/end">${hidden(
            "sessionId",
            one.sessionId,
          )}<button class="second">End it</button></form>`
    }</td></tr>
`,
  );
  return html`<h2 id="sessions">Where you are logged in</h2>${zoneNote(zone)}
<div class="scroll"><table><thead><tr><th scope="col">Since</th><th scope="col">Workstation</th>
<th scope="col">Network</th><th scope="col">By</th><th scope="col">Last used</th>
<th scope="col">End</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
