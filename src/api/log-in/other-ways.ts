// Logging in by passkey, and at an identity provider.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { beginSignOn, finishSignOn, type SignOn } from "../../access/person/single-sign-on.ts";
import { offerAssertion } from "../../access/proof/passkey.ts";
import { logInByPasskey } from "../../access/session/log-in.ts";
import { isRefusal, type Refusal } from "../../domain/kernel/refusal.ts";
import { anyone } from "../access/route.ts";
import { leadOnPage } from "../page/lead-on.ts";
import { sendLogIn } from "../page/log-in/send-log-in.ts";
import { sendPage } from "../page/send.ts";
import type { ApiParts } from "../parts.ts";
import { sendRefusal, statusOf } from "../problem.ts";
import { LoggedInShape } from "../shape/session.ts";
import { signOnCookie } from "../wire/cookie.ts";
import { logInLimit } from "../wire/rate.ts";
import { fromOf, openedFor, sendLoggedIn } from "./logged-in.ts";
import { Workstation } from "./session.ts";

export const OfferShape = z
  .object({
    token: z.string().describe("Brought back with the answer; good for ten minutes, once."),
    options: z.looseObject({}).describe("For navigator.credentials."),
  })
  .meta({ id: "PasskeyOffer" });

export const PasskeyAnswer = z.strictObject({
  token: z.string().min(1).max(100),
  answer: z.looseObject({}).describe("As navigator.credentials gives it, as JSON."),
});

const tags = ["session"];

export function addOtherWays(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const config = { ...anyone, ...logInLimit(parts) };
  typed.post("/v1/session/passkey-offer", { config, schema: offering }, async (_request, reply) => {
    const offer = await offerAssertion(access.parts);
    if (isRefusal(offer)) sendRefusal(reply, offer);
    else reply.send({ token: offer.token, options: { ...offer.options } });
    return reply;
  });
  typed.post("/v1/session/passkey", { config, schema: byPasskey }, async (request, reply) => {
    const { workstation, ...shown } = request.body;
    const from = fromOf(parts, request, workstation);
    await sendLoggedIn(parts, request, reply, await logInByPasskey(access.parts, shown, from));
    return reply;
  });
  typed.get("/v1/session/sign-on", { config, schema: signingOn }, async (_request, reply) => {
    return sendToProvider(reply, await beginSignOn(access.parts));
  });
  const schema = { hide: true } as const;
  typed.get("/v1/session/sign-on/callback", { config, schema }, async (request, reply) => {
    const token = signOnCookie.of(request);
    signOnCookie.clear(reply);
    // Only the query counts; where the provider was told to send people is in the settings.
    const callback = new URL(request.url, "http://callback.invalid");
    const shown = { callback, token: token ?? "" };
    const answer = await finishSignOn(access.parts, shown, fromOf(parts, request));
    if (answer.outcome === "refused") {
      const fault = { code: answer.refusal.refused, message: answer.refusal.message };
      return sendLogIn(parts, request, reply.code(statusOf(answer.refusal)), { fault });
    }
    // A redirect would come without the cookie, which is for requests from our own pages only.
    if (answer.outcome === "proven") {
      access.authenticator.forget();
      return sendPage(reply, leadOnPage(answer.wasLocked ? "/logged-in" : "/account"));
    }
    await openedFor(parts, request, reply, answer);
    const elsewhere = answer.warnings.length > 0 ? "?elsewhere=yes" : "";
    return sendPage(reply, leadOnPage(`/logged-in${elsewhere}`));
  });
}

const signOnLasts_s = 600;

export function sendToProvider(reply: FastifyReply, begun: SignOn | Refusal): FastifyReply {
  if (isRefusal(begun)) return sendRefusal(reply, begun);
  signOnCookie.set(reply, begun.token, signOnLasts_s);
  return reply.redirect(begun.url);
}

const offering = {
  operationId: "offerPasskeyLogIn",
  tags,
  summary: "A challenge for a passkey, before anybody said who they are",
  response: { 200: OfferShape },
};
const byPasskey = {
  operationId: "logInByPasskey",
  tags,
  summary: "Log in by passkey",
  body: z.strictObject({ ...PasskeyAnswer.shape, workstation: Workstation.exactOptional() }),
  response: { 200: LoggedInShape },
};
const signingOn = {
  operationId: "signOn",
  tags,
  summary: "Log in at the identity provider: a redirect to it",
};
