// What a link that works once leads to. The page leads nowhere else, and the link's secret stands
// in it once: hidden, in the form that sends it back.

import type { Founder } from "../../../domain/access-control/events.ts";
import type { AccessPolicy } from "../../../domain/kernel/access/policy.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { type Fault, faultNote, field, hidden } from "../form/form.ts";
import { newPasswordFields, passwordRules } from "../form/password.ts";
import { frame } from "../frame.ts";
import type { Welcomed } from "./link.ts";

export interface Enrolment {
  readonly username: string;
  readonly printedName: string;
  readonly initials: string;
}

export interface WelcomePage {
  readonly welcomed: Exclude<Welcomed, { kind: "nobody" }>;
  readonly token: string;
  readonly policy: AccessPolicy;
  /** The accountability statement, to be read before it is accepted. */
  readonly statement: string | undefined;
  readonly fault?: Fault | undefined;
  readonly typed?: Enrolment;
}

export function welcomePage(page: WelcomePage): string {
  const { welcomed, token, policy, statement, fault } = page;
  const { title, what, button } = wordsFor(welcomed);
  const shown = welcomed.kind === "recovering" ? undefined : statement;
  return frame({
    title,
    visitor: undefined,
    content: html`<header><h1>${title}</h1><p class="subtitle">${what}</p></header>
${faultNote(fault)}
<form class="sheet" method="post" action="/welcome" aria-label="${title}">
${hidden("token", token)}${fieldsFor(page)}${passwordRules(policy)}
${newPasswordFields(policy)}<button>${button}</button></form>
${shown !== undefined && statementToCome(shown)}`,
  });
}

function wordsFor(welcomed: WelcomePage["welcomed"]) {
  switch (welcomed.kind) {
    case "founder":
      return wordsForFounder[welcomed.as];
    case "invited":
      return {
        title: `Welcome, ${welcomed.person.printedName}`,
        what: `Choose a password for your account ${welcomed.person.enrolled.username}.`,
        button: "Set the password",
      };
    case "recovering":
      return {
        title: `Recover your account, ${welcomed.person.printedName}`,
        what:
          `For your account ${welcomed.person.enrolled.username} you need this link and a code, ` +
          "which a second person gives you. What proved your identity before counts no more.",
        button: "Set the new password",
      };
    default:
      return welcomed satisfies never;
  }
}

const wordsForFounder = {
  administrator: {
    title: "Become the first administrator",
    what: "You enrol and invite the others. From then on everybody logs in.",
    button: "Become the first administrator",
  },
  security: {
    title: "Become the first of security",
    what:
      "You verify who the others are, and approve with a second person what nobody does alone. " +
      "You are somebody else than the administrator.",
    button: "Become the first of security",
  },
} as const satisfies Record<Founder, object>;

function fieldsFor({ welcomed, typed }: WelcomePage): Markup {
  if (welcomed.kind === "recovering") return code;
  // Programs that keep passwords learn by it whose password it is.
  if (welcomed.kind === "invited") {
    const { username } = welcomed.person.enrolled;
    return html`<input type="hidden" autocomplete="username" value="${username}">`;
  }
  return html`${field({
    name: "username",
    label: "Username",
    hint: "small letters, digits, dots and dashes; it stays for ever",
    autocomplete: "username",
    value: typed?.username,
    lengthMax: 40,
    focus: true,
  })}${field({
    name: "printedName",
    label: "Full name",
    hint: "as it is printed in records",
    autocomplete: "name",
    capitals: true,
    value: typed?.printedName,
    lengthMax: 120,
  })}${field({
    name: "initials",
    label: "Initials",
    capitals: true,
    value: typed?.initials,
    lengthMax: 10,
  })}`;
}

const code = field({
  name: "code",
  label: "Code",
  hint: "from the person who approved the recovery",
  autocomplete: "one-time-code",
  lengthMax: 40,
  focus: true,
});

const statementToCome = (text: string): Markup =>
  html`<h2>What you will be asked to accept</h2>
<p>After you log in you are asked to accept this statement:</p>
<div class="statement">${text}</div>`;

export const usedLinkPage = (): string =>
  frame({
    title: "This link does not work any more",
    visitor: undefined,
    content: html`<header><h1>This link does not work any more</h1></header>
<p>It has been used already, a newer one has taken its place, or its time is over. If you have set
your password with it, <a href="/log-in">log in</a>. Otherwise ask whoever gave you the link for a
new one; the first two people find a new link in what the service prints when it starts.</p>`,
  });
