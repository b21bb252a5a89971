// Logging in, locking and logging out, as forms.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { end, lock } from "../../../access/session/authenticate.ts";
import { logInByPassword } from "../../../access/session/log-in.ts";
import { anyone, own, ownAlways } from "../../access/route.ts";
import { fromOf, openedFor } from "../../log-in/logged-in.ts";
import type { ApiParts } from "../../parts.ts";
import { statusOf } from "../../problem.ts";
import { acceptForms } from "../../wire/body.ts";
import { sessionCookie } from "../../wire/cookie.ts";
import { logInLimit } from "../../wire/rate.ts";
import { filled, optional } from "../form/form.ts";
import { localPath } from "../local-path.ts";
import { leadTo } from "../send.ts";
import { faultOf } from "./fault.ts";
import { addLoggedIn } from "./logged-in.ts";
import { addProof } from "./proof.ts";
import { addScripts } from "./script.ts";
import { sendLogIn } from "./send-log-in.ts";
import { telling, toldBy } from "./told.ts";

const Asked = z.object({ next: z.string().optional(), told: z.string().optional() });
const LogInForm = z.object({
  username: filled(80),
  password: filled(256),
  code: optional(20),
  workstation: optional(120),
  next: optional(2000),
});
const NextForm = z.object({ next: optional(2000) });
const hide = { hide: true } as const;

export async function addLogInPages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  addScripts(scope);
  addLoggedIn(scope, parts);
  addLogIn(scope, parts);
  addProof(scope, parts);
  addLocking(scope, parts);
}

function addLogIn(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const asked = { config: anyone, schema: { ...hide, querystring: Asked } };
  typed.get("/log-in", asked, async (request, reply) => {
    const { next, told } = request.query;
    return sendLogIn(parts, request, reply, { next, told: toldBy(told) });
  });
  const config = { ...anyone, ...logInLimit(parts) };
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

function addLocking(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  typed.post(
    "/lock",
    { config: own, schema: { ...hide, body: NextForm } },
    async (request, reply) => {
      const { known } = request.caller;
      if (known?.live) await lock(access.parts, known.live, "person", known.session);
      return leadTo(reply, "/unlock", localPath(request.body.next));
    },
  );
  typed.post("/log-out", { config: ownAlways, schema: hide }, async (request, reply) => {
    const { known, session } = request.caller;
    if (known?.live) await end(access.parts, known.live, "loggedOut", session);
    sessionCookie.clear(reply);
    return leadTo(reply, telling("/log-in", "loggedOut"));
  });
}
