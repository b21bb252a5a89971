// Where somebody goes who has just logged in, by whichever way: first what must be done, then the
// page that was asked for, or the one that they work with.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { rightsNow } from "../../../access/standing-rights.ts";
import type { Permits } from "../../../domain/kernel/access/standing.ts";
import { html } from "../../../reports/render/html/markup.ts";
import { own } from "../../access/route.ts";
import { whoIs } from "../../log-in/who.ts";
import type { ApiParts } from "../../parts.ts";
import { frame } from "../frame.ts";
import { localPath, nextParameter } from "../local-path.ts";
import { leadTo, sendPage } from "../send.ts";
import { type Visitor, visitorOf } from "../visitor.ts";

const Asked = z.object({ next: z.string().optional(), elsewhere: z.string().optional() });

export function addLoggedIn(scope: FastifyInstance, parts: ApiParts): void {
  const asked = { config: own, schema: { hide: true, querystring: Asked } };
  scope.withTypeProvider<ZodTypeProvider>().get("/logged-in", asked, async (request, reply) => {
    const next = localPath(request.query.next);
    if (request.query.elsewhere !== undefined) {
      const visitor = await visitorOf(parts, request);
      return sendPage(reply, elsewherePage(visitor, next));
    }
    const { mustChangePassword, statement } = await whoIs(parts, request.caller);
    if (mustChangePassword) return leadTo(reply, "/account", next);
    if (statement && !statement.accepted) return leadTo(reply, "/statement", next);
    const at = parts.clock.now().toISOString();
    return leadTo(reply, next ?? firstPage(request.caller.session.permits, at));
  });
}

/** The records, for whoever may read them: else it would be a "no" that greets them. */
function firstPage(permits: Permits, at: string): string {
  const rights = rightsNow(permits, at);
  if (rights.has("readRecords")) return "/";
  return rights.has("secureAccounts") ? "/security" : "/account";
}

const elsewherePage = (visitor: Visitor, next: string | undefined): string =>
  frame({
    title: "Logged in elsewhere too",
    visitor,
    content: html`<header><h1>You are logged in elsewhere too</h1></header>
<p class="callout attention">Another session is open under your name, at another place or at one
that was not named. If that was not you, end it and change your password.</p>
<p class="ways"><a class="button" href="/logged-in${nextParameter(next)}">Go on</a>
<a class="button second" href="/account#sessions">Look at my sessions</a></p>`,
  });
