// The page of those who look after accounts.
import type { alertKinds } from "../../../domain/access-control/events.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { doneNote, faultNote, field, hidden } from "../form/form.ts";
import { frame } from "../frame.ts";
import { keepsText } from "../log-in/script.ts";
import { when, zoneNote } from "../time.ts";
import type { Alert, LockedAccount, SecurityView } from "./view.ts";

export const securityPage = (view: SecurityView): string =>
  frame({
    title: "Security",
    visitor: view.visitor,
    head: keepsText,
    content: html`<header><h1>Security</h1>
<p class="subtitle">Alerts, locked accounts, and who is logged in.</p></header>
${doneNote(view.told)}${faultNote(view.fault)}${zoneNote(view.zone)}
${alertSection(view)}${lockedSection(view)}${sessionSection(view)}`,
  });

const kinds: Readonly<Record<(typeof alertKinds)[number], string>> = {
  accountLocked: "Account locked",
  credentialCloned: "Passkey copied",
  concurrentSession: "Logged in twice",
  unknownNames: "Unknown names tried",
  manyNames: "Many names tried",
  proofRefused: "Passkey or sign-on refused",
  accessDenied: "Access denied",
  unlockedAtConsole: "Unlocked at the console",
  foundedAgain: "Made at the console",
  recoveryRequested: "Recovery asked for",
  retentionRefused: "Asked to forget events",
  rulesChanged: "Rules of access changed",
  administrationGranted: "Administration granted",
  administrationRevoked: "Administration revoked",
  accountDisabled: "Account disabled",
  keyIssued: "Key issued",
  credentialEnded: "Credential ended by another",
  recallWidened: "A recall reaches more",
  recallNotTraced: "Recall not traced",
  exerciseFailed: "Trace exercise failed",
  retentionActive: "Set to forget events",
  logInDoubt: "Log is not what was signed",
};

const sentWords = (sent: Alert["sent"]): Markup => {
  if (sent === "sent") return html`sent`;
  if (sent === "failed") return html`<span class="chip attention">could not be sent</span>`;
  return html`not sent`;
};

function alertSection({ alerts, zone }: SecurityView): Markup {
  const row = ({ id, kind, person, at, text, sent }: Alert) =>
    html`<tr><th scope="row">${kinds[kind]}</th><td>${person ?? "nobody"}</td>
<td>${when(at, zone)}</td><td>${text}</td><td>${sentWords(sent)}</td>
<td><form class="row" method="post" action="/security/acknowledge">${hidden("alertEventId", id)}
${inRow("comment", `Comment on: ${kinds[kind]}`, "What did you find?")}<button
class="second">Acknowledge</button></form></td></tr>
`;
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Alert</th>
<th scope="col">Person</th><th scope="col">When</th><th scope="col">What happened</th>
<th scope="col">Webhook</th><th scope="col">Acknowledge</th></tr></thead>
<tbody>${alerts.map(row)}</tbody></table></div>`;
  return html`<h2 id="alerts">Open alerts</h2>${
    alerts.length === 0 ? html`<p class="none">No alert is open.</p>` : table
  }`;
}

function lockedSection({ locked, zone }: SecurityView): Markup {
  const row = ({ personId, printedName, username, until, failures }: LockedAccount) =>
    html`<tr><th scope="row">${printedName}</th><td>${username}</td><td class="end">${failures}</td>
<td>${until === undefined ? "until somebody unlocks it" : html`until ${when(until, zone)}`}</td>
<td><form class="row" method="post" action="/security/unlock">${hidden("personId", personId)}
${inRow("reason", `Reason to unlock ${printedName}`, "Why?")}<button
class="second">Unlock</button></form></td></tr>
`;
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Person</th>
<th scope="col">Username</th><th scope="col" class="end">Failed attempts</th>
<th scope="col">Locked</th><th scope="col">Unlock</th></tr></thead>
<tbody>${locked.map(row)}</tbody></table></div>`;
  const none = html`<p class="none">No account is locked that an open alert is about.</p>`;
  return html`<h2 id="locked">Locked accounts</h2>${locked.length === 0 ? none : table}
<h3 id="unlock">Unlock an account by its username</h3>
<form method="post" action="/security/unlock" aria-labelledby="unlock">
${field({ name: "username", label: "Username", lengthMax: 80 })}${field({
  name: "reason",
  label: "Reason",
  hint: "what you made sure of",
  lengthMax: 1000,
})}<button>Unlock</button></form>`;
}

function sessionSection({ sessions, zone, sessionId }: SecurityView): Markup {
  const rows = sessions.map(
    (one) => html`<tr><th scope="row">${one.printedName}</th><td>${when(one.startedAt, zone)}</td>
<td>${one.workstation ?? "not named"}, ${one.network} the site</td><td>${one.method}</td>
<td>${when(one.usedAt, zone)}${one.locked && ", locked"}</td><td>${
      one.sessionId === sessionId
        ? "your own"
        : html`<form class="row" method="post" action="/security/sessions/end">${hidden(
            "sessionId",
            one.sessionId,
          )}${inRow("reason", `Reason to end the session of ${one.printedName}`, "Why?")}<button
class="second">End</button></form>`
    }</td></tr>
`,
  );
  return html`<h2 id="sessions">Who is logged in</h2>
<div class="scroll"><table><thead><tr><th scope="col">Person</th><th scope="col">Since</th>
<th scope="col">Where</th><th scope="col">By</th>
<th scope="col">Last used</th><th scope="col">End</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** In a table there is no place for a label that is seen; it is heard. */
const inRow = (name: string, label: string, placeholder: string): Markup =>
  html`<input name="${name}" required maxlength="1000" autocomplete="off" aria-label="${label}"
placeholder="${placeholder}">`;
