// One's own account, as forms: the same that the JSON interface offers under /v1/own.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  changePassword,
  endOwn,
  offerCodeGenerator,
  setCodeGenerator,
} from "../../../access/own/credential.ts";
import { endOwnSession } from "../../../access/own/session.ts";
import { isRefusal, type Refusal } from "../../../domain/kernel/refusal.ts";
import { own } from "../../access/route.ts";
import { provenSelf, selfOf } from "../../access/self.ts";
import { fromOf } from "../../log-in/logged-in.ts";
import type { ApiParts } from "../../parts.ts";
import { statusOf } from "../../problem.ts";
import { acceptForms } from "../../wire/body.ts";
import { logInLimit } from "../../wire/rate.ts";
import { type Fault, filled, optional } from "../form/form.ts";
import { passwordFault, passwordsDiffer } from "../form/password.ts";
import { refusalIn } from "../form/refusal.ts";
import { localPath } from "../local-path.ts";
import { type Told, telling, toldBy } from "../log-in/told.ts";
import { leadTo, sendPage } from "../send.ts";
import { visitorOf } from "../visitor.ts";
import { accountPage } from "./account-page.ts";
import { generatorPage } from "./generator-page.ts";
import { addStatementPage } from "./statement.ts";
import { accountView } from "./view.ts";

const hide = { hide: true } as const;
const Asked = z.object({ next: z.string().optional(), told: z.string().optional() });
const PasswordForm = z.object({
  former: optional(256),
  password: filled(256),
  again: filled(256),
  next: optional(2000),
});
const CodeForm = z.object({ token: filled(100), code: filled(20) });
const EndForm = z.object({ credentialId: z.string().max(120), why: z.enum(["lost", "withdrawn"]) });
const SessionForm = z.object({ sessionId: z.uuid() });

export async function addAccountPages(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  await acceptForms(scope);
  addAccount(scope, parts);
  addPassword(scope, parts);
  addGenerator(scope, parts);
  addEndings(scope, parts);
  addStatementPage(scope, parts);
}

function addAccount(scope: FastifyInstance, parts: ApiParts): void {
  const asked = { config: own, schema: { ...hide, querystring: Asked } };
  scope.withTypeProvider<ZodTypeProvider>().get("/account", asked, async (request, reply) => {
    const { next, told } = request.query;
    return send(parts, request, reply, { next, told: toldBy(told) });
  });
}

function addPassword(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const config = { ...own, ...logInLimit(parts) };
  const changing = { config, schema: { ...hide, body: PasswordForm } };
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  typed.post("/account/password", changing, async (request, reply) => {
    const { former, password, again, next } = request.body;
    const self = provenSelf(parts, request.caller);
    if (password !== again) {
      return send(parts, request, reply.code(422), { next, fault: passwordsDiffer });
    }
    const given = { password, ...(former !== undefined && { former }) };
    const from = fromOf(parts, request);
    const refusal = refusalIn(await changePassword(access.parts, self, given, from));
    if (refusal) {
      const fault = passwordFault(refusal);
      return send(parts, request, reply.code(statusOf(refusal)), { next, fault });
    }
    const to = localPath(next);
    return to === undefined ? tell(reply, "passwordChanged") : leadTo(reply, "/logged-in", to);
  });
}

function addGenerator(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const offering = { config: own, schema: hide };
  typed.post("/account/code-generator-offer", offering, async (request, reply) => {
    const offer = await offerCodeGenerator(access.parts, provenSelf(parts, request.caller));
    if (isRefusal(offer)) return refuse(parts, request, reply, offer);
    return sendPage(reply, generatorPage(await visitorOf(parts, request), offer));
  });
  const config = { ...own, ...logInLimit(parts) };
  const setting = { config, schema: { ...hide, body: CodeForm } };
  typed.post("/account/code-generator", setting, async (request, reply) => {
    const { token, code } = request.body;
    const given = { token, code: code.replaceAll(" ", "") };
    const self = provenSelf(parts, request.caller);
    const refusal = refusalIn(await setCodeGenerator(access.parts, self, given));
    return refusal ? refuse(parts, request, reply, refusal) : tell(reply, "generatorSet");
  });
}

function addEndings(scope: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  const ending = { config: own, schema: { ...hide, body: EndForm } };
  typed.post("/account/credentials/end", ending, async (request, reply) => {
    const { credentialId, why } = request.body;
    const self = provenSelf(parts, request.caller);
    const refusal = refusalIn(await endOwn(access.parts, self, credentialId, why));
    return refusal ? refuse(parts, request, reply, refusal) : tell(reply, "credentialEnded");
  });
  const session = { config: own, schema: { ...hide, body: SessionForm } };
  typed.post("/account/sessions/end", session, async (request, reply) => {
    const { sessionId } = request.body;
    await endOwnSession(access.parts, selfOf(request.caller), sessionId);
    return tell(reply, "sessionEnded");
  });
}

const tell = (reply: FastifyReply, told: Told): FastifyReply =>
  leadTo(reply, telling("/account", told));

const refuse = (
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): Promise<FastifyReply> => {
  const fault = { code: refusal.refused, message: refusal.message };
  return send(parts, request, reply.code(statusOf(refusal)), { next: undefined, fault });
};

async function send(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: {
    readonly next: string | undefined;
    readonly told?: string | undefined;
    readonly fault?: Fault;
  },
): Promise<FastifyReply> {
  const visitor = await visitorOf(parts, request);
  const page = { ...shown, next: localPath(shown.next), visitor };
  return sendPage(reply, accountPage(await accountView(parts, request.caller, page)));
}
