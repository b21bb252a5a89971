// Proving again, within a session, who one is: by password and code, by a passkey, or at an
// identity provider. It opens a locked session, and allows credentials of one's own to be changed.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { beginSignOn } from "../../access/person/single-sign-on.ts";
import { offerAssertion } from "../../access/proof/passkey.ts";
import { proveWithin } from "../../access/session/prove-again.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { ownAlways } from "../access/route.ts";
import { selfOf } from "../access/self.ts";
import type { ApiParts } from "../parts.ts";
import { sendRefusal } from "../problem.ts";
import { logInLimit } from "../wire/rate.ts";
import { fromOf } from "./logged-in.ts";
import { OfferShape, PasskeyAnswer, sendToProvider } from "./other-ways.ts";
import { Code, Password } from "./session.ts";

const tags = ["session"];
const ProofBody = z.union([
  z.strictObject({ password: Password, code: Code.exactOptional() }),
  PasskeyAnswer,
]);

export function addProofRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const config = { ...ownAlways, ...logInLimit(parts) };
  for (const schema of [unlocking, proving]) {
    typed.post(schema.path, { config, schema }, async (request, reply) => {
      const { live } = request.caller.known ?? {};
      const refusal = await proveWithin(access.parts, live, request.body, fromOf(parts, request));
      return refusal ? sendRefusal(reply, refusal) : reply.code(204).send(null);
    });
  }
  typed.post("/v1/session/proof-offer", { config, schema: offering }, async (request, reply) => {
    const offer = await offerAssertion(access.parts, selfOf(request.caller).id);
    if (isRefusal(offer)) sendRefusal(reply, offer);
    else reply.send({ token: offer.token, options: { ...offer.options } });
    return reply;
  });
  typed.get("/v1/session/prove/sign-on", { config, schema: signing }, async (request, reply) => {
    selfOf(request.caller);
    return sendToProvider(reply, await beginSignOn(access.parts, request.caller.known?.live));
  });
}

const shown = { tags, body: ProofBody, response: { 204: z.null().describe("Done.") } };
const unlocking = {
  ...shown,
  path: "/v1/session/unlock",
  operationId: "unlockSession",
  summary: "Unlock the session, by as much as logging in would need now",
};
const proving = {
  ...shown,
  path: "/v1/session/prove",
  operationId: "proveAgain",
  summary: "Prove again who one is: for five minutes, credentials of one's own can be changed",
};
const offering = {
  operationId: "offerPasskeyProof",
  tags,
  summary: "A challenge for a passkey of one's own, to unlock the session or to prove again",
  response: { 200: OfferShape },
};
const signing = {
  operationId: "proveAtProvider",
  tags,
  summary: "Prove again at the identity provider who one is: a redirect to it",
};
