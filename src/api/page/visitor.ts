// Who looks at a page, as its bar shows it: the printed name, the roles, and where they may go.
import type { FastifyRequest } from "fastify";
import { roleTitles } from "../../access/role-title.ts";
import { accessControlNow } from "../../access/standing.ts";
import { rightsNow } from "../../access/standing-rights.ts";
import type { Right } from "../../domain/kernel/access/right.ts";
import { html, type Markup } from "../../reports/render/html/markup.ts";
import type { Caller } from "../access/caller.ts";
import type { ApiParts } from "../parts.ts";
import { shown } from "../wire/credential-in-url.ts";
import { localPath } from "./local-path.ts";

export interface Visitor {
  /** Undefined: nobody is logged in. */
  readonly name: string | undefined;
  readonly role: string;
  readonly isLocked: boolean;
  /** Undefined: not known here; then nothing is said of it. */
  readonly peopleExist: boolean | undefined;
  readonly readsRecords: boolean;
  /** Open security alerts, for whoever looks after them. */
  readonly alerts: number | undefined;
  /** The page itself, to come back to after unlocking. */
  readonly at: string | undefined;
}

/** With what only the log knows. */
export async function visitorOf(parts: ApiParts, request: FastifyRequest): Promise<Visitor> {
  const rights = rightsNow(request.caller.session.permits, parts.clock.now().toISOString());
  const { openAlerts } = await accessControlNow(parts.handler);
  const visitor = visitorAtOnce(request, rights);
  const peopleExist = await parts.access.peopleExist();
  return {
    ...visitor,
    readsRecords: visitor.readsRecords && (visitor.name !== undefined || !peopleExist),
    role: await titlesOf(parts, request.caller, visitor.role),
    peopleExist,
    alerts: rights.has("secureAccounts") ? openAlerts.size : undefined,
  };
}

async function titlesOf(
  { handler }: ApiParts,
  { session: { permits } }: Caller,
  otherwise: string,
): Promise<string> {
  if (permits === "everything" || permits.grants.length === 0) return otherwise;
  const ids = permits.grants.map(({ role }) => role);
  return [...(await roleTitles(handler, ids)).values()].join(", ");
}

/** What is known without asking anybody. */
export function visitorAtOnce(request: FastifyRequest, rights?: ReadonlySet<Right>): Visitor {
  // Of an address that cannot be read no caller is known: no hook has run.
  const caller: Caller | undefined = request.caller;
  const at = request.method === "GET" ? localPath(shown(request.url)) : undefined;
  if (!caller?.known) return { ...nobodyKnown, at };
  const { known, session } = caller;
  const { actor } = session;
  return {
    name: actor.kind === "person" ? actor.printedName : actor.name,
    role: actor.kind === "person" ? actor.role : actor.kind,
    isLocked: Boolean(known.live?.locked_at),
    peopleExist: true,
    readsRecords: (rights ?? rightsNow(session.permits)).has("readRecords"),
    alerts: undefined,
    at,
  };
}

/** The records may be open still; where they are not, the link leads to the log-in. */
const nobodyKnown: Visitor = {
  name: undefined,
  role: "",
  isLocked: false,
  peopleExist: undefined,
  readsRecords: true,
  alerts: undefined,
  at: undefined,
};

export function visitorBar(visitor: Visitor): Markup {
  const { name, peopleExist, readsRecords, isLocked } = visitor;
  const reading = !isLocked && readsRecords;
  return html`${reading && html`<nav aria-label="Service"><a href="/">Batches and traces</a></nav>`}
<div class="who">${name === undefined ? nobody(peopleExist) : somebody(visitor, name)}</div>`;
}

const nobody = (peopleExist: boolean | undefined): Markup =>
  peopleExist === false
    ? html`<p>Nobody is logged in: whatever is recorded here is marked as unauthenticated.</p>`
    : html`<p>Nobody is logged in. <a href="/log-in">Log in</a></p>`;

function somebody({ role, isLocked, alerts, at }: Visitor, name: string): Markup {
  const who = role === "none" ? name : `${name}, ${role}`;
  if (isLocked) return html`<p>${who} (locked)</p>${button("/log-out", "Log out")}`;
  return html`<p>${who}</p>${alerts !== undefined && alertLink(alerts)}
<a href="/account">Account</a>
${button("/lock", "Lock", at)}${button("/log-out", "Log out")}`;
}

const alertLink = (alerts: number): Markup =>
  alerts === 0
    ? html`<a href="/security">No security alerts</a>`
    : html`<a class="alerts" href="/security"><span class="chip bad">${alerts}</span>
${alerts === 1 ? "security alert" : "security alerts"}</a>`;

const button = (action: string, words: string, next?: string): Markup =>
  html`<form method="post" action="${action}">${
    next !== undefined && html`<input type="hidden" name="next" value="${next}">`
  }<button>${words}</button></form>`;
