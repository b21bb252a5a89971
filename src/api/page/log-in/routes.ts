// Logging in, unlocking, locking and logging out, as forms.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { end, lock } from "../../../access/session/authenticate.ts";
import { logInByPassword } from "../../../access/session/log-in.ts";
import { unlock } from "../../../access/session/unlock.ts";
import type { Refusal } from "../../../domain/kernel/refusal.ts";
import { anyone, own } from "../../access/route.ts";
import { fromOf, openedFor } from "../../log-in/logged-in.ts";
import type { ApiParts } from "../../parts.ts";
import { statusOf } from "../../problem.ts";
import { acceptForms } from "../../wire/body.ts";
import { clearSessionCookie } from "../../wire/cookie.ts";
import { logInLimit } from "../../wire/rate.ts";
import { type Fault, filled, optional } from "../form/form.ts";
import { localPath } from "../local-path.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { addLoggedIn } from "./logged-in.ts";
import { addScripts } from "./script.ts";
import { sendLogIn } from "./send-log-in.ts";
import { telling, toldBy } from "./told.ts";
import { unlockPage } from "./unlock-page.ts";

const Asked = z.object({ next: z.string().optional(), told: z.string().optional() });
const LogInForm = z.object({
  username: filled(80),
  password: filled(256),
  code: optional(20),
  workstation: optional(120),
  next: optional(2000),
});
const UnlockForm = z.object({ password: filled(256), next: optional(2000) });
const NextForm = z.object({ next: optional(2000) });
const hide = { hide: true } as const;
const ownAlways = { access: { kind: "own", locked: true } } as const;

export async function addLogInPages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  addScripts(scope);
  addLoggedIn(scope, parts);
  addLogIn(scope, parts);
  addLocking(scope, parts);
}

function addLogIn(scope: FastifyInstance, parts: ApiParts): void {
  const { access, wire } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: anyone, schema: { ...hide, querystring: Asked } };
  typed.get("/log-in", asked, async (request, reply) => {
    const { next, told } = request.query;
    return sendLogIn(parts, request, reply, { next, told: toldBy(told) });
  });
  const config = { ...anyone, ...logInLimit(wire) };
  typed.post(
    "/log-in",
    { config, schema: { ...hide, body: LogInForm } },
    async (request, reply) => {
      const { password, code, next, workstation } = request.body;
      const username = request.body.username.trim();
      const again = { next, username, workstation };
      if (username === "" || password === "") {
        const fault = { message: "Type your username and your password." };
        return sendLogIn(parts, request, reply.code(400), { ...again, fault });
      }
      const given = { password, ...(code !== undefined && { code: code.replaceAll(" ", "") }) };
      const from = fromOf(parts, request, workstation);
      const answer = await logInByPassword(access.parts, username, given, from);
      if (answer.outcome === "refused") {
        const fault = faultOf(answer.refusal);
        const asksCode = fault.code === "MFA_REQUIRED" || code !== undefined;
        reply.code(statusOf(answer.refusal));
        return sendLogIn(parts, request, reply, { ...again, fault, asksCode });
      }
      await openedFor(parts, request, reply, answer);
      const elsewhere = answer.warnings.length > 0 && { elsewhere: "yes" };
      const to = new URLSearchParams({ ...(next !== undefined && { next }), ...elsewhere });
      return reply.redirect(`/logged-in?${to}`, 303);
    },
  );
}

/** What to do about it, beside what the code means; never which part was wrong. */
function faultOf({ refused: code, message }: Refusal): Fault {
  if (code === "LOG_IN_FAILED") return { code, message: "Check your typing, and try again." };
  if (code !== "MFA_REQUIRED") return { code, message };
  const more =
    "Type your password again, and the code that your code generator shows; or log in with a " +
    "passkey. Whoever has neither asks an administrator.";
  return { code, message: more };
}

function addLocking(scope: FastifyInstance, parts: ApiParts): void {
  const { access, wire } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const locked = { config: ownAlways, schema: { ...hide, querystring: Asked } };
  typed.get("/unlock", locked, async (request, reply) => {
    const next = localPath(request.query.next);
    if (!request.caller.known?.live?.locked_at) return leadTo(reply, "/logged-in", next);
    return sendUnlock(parts, request, reply, { next });
  });
  const config = { ...ownAlways, ...logInLimit(wire) };
  const unlocking = { config, schema: { ...hide, body: UnlockForm } };
  typed.post("/unlock", unlocking, async (request, reply) => {
    const { known } = request.caller;
    const { password } = request.body;
    const next = localPath(request.body.next);
    if (!known?.live?.locked_at) return leadTo(reply, "/logged-in", next);
    const refusal = await unlock(access.parts, known, { password });
    access.authenticator.forget();
    if (!refusal) return leadTo(reply, "/logged-in", next);
    const fault = { code: refusal.refused, message: "" };
    return sendUnlock(parts, request, reply.code(statusOf(refusal)), { next, fault });
  });
  typed.post(
    "/lock",
    { config: own, schema: { ...hide, body: NextForm } },
    async (request, reply) => {
      const { known } = request.caller;
      if (known?.live) await lock(access.parts, known.live, known.session);
      access.authenticator.forget();
      return leadTo(reply, "/unlock", localPath(request.body.next));
    },
  );
  typed.post("/log-out", { config: ownAlways, schema: hide }, async (request, reply) => {
    const { known, session } = request.caller;
    if (known?.live) await end(access.parts, known.live, "loggedOut", session);
    access.authenticator.forget();
    clearSessionCookie(reply);
    return leadTo(reply, telling("/log-in", "loggedOut"));
  });
}

async function sendUnlock(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { readonly next: string | undefined; readonly fault?: Fault },
): Promise<FastifyReply> {
  const { actor } = request.caller.session;
  const username = actor.kind === "person" ? actor.username : "";
  const visitor = await visitorOf(parts, request);
  return sendPage(reply, unlockPage({ ...shown, username, visitor }));
}
