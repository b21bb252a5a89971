// What a person does for their own account: a new password, passkeys, a code generator, the
// accountability statement. Whoever is meant is whoever is logged in: there is no id to change.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  acceptStatement,
  changePassword,
  endOwn,
  offerCodeGenerator,
  setCodeGenerator,
} from "../../access/own/credential.ts";
import { offerPasskey, setPasskey } from "../../access/own/passkey.ts";
import { isRefusal, type Refusal } from "../../domain/kernel/refusal.ts";
import type { Answer } from "../../eventstore/handler/handle.ts";
import { own } from "../access/route.ts";
import { provenSelf } from "../access/self.ts";
import type { ApiParts } from "../parts.ts";
import { refusalProblem, sendProblem, sendRefusal } from "../problem.ts";
import { logInLimit } from "../wire/rate.ts";
import { fromOf } from "./logged-in.ts";
import { OfferShape, PasskeyAnswer } from "./other-ways.ts";
import { Code, Password } from "./session.ts";

const done = { 204: z.null().describe("Done.") };
const tags = ["session"];
const Id = z.strictObject({ id: z.string().min(1).max(120) });

export function addOwnRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const limited = { ...own, ...logInLimit(parts) };
  typed.post("/v1/own/password", { config: limited, schema: password }, async (request, reply) => {
    const from = fromOf(parts, request);
    const own = provenSelf(parts, request.caller);
    sendDone(reply, await changePassword(access.parts, own, request.body, from));
    return reply;
  });
  typed.post(
    "/v1/own/code-generator-offer",
    { config: own, schema: offer },
    async (request, reply) => {
      const made = await offerCodeGenerator(access.parts, provenSelf(parts, request.caller));
      if (isRefusal(made)) sendRefusal(reply, made);
      else reply.send(made);
      return reply;
    },
  );
  const generator = { config: limited, schema: codeGenerator };
  typed.post("/v1/own/code-generator", generator, async (request, reply) => {
    sendDone(
      reply,
      await setCodeGenerator(access.parts, provenSelf(parts, request.caller), request.body),
    );
    return reply;
  });
  typed.post("/v1/own/passkey-offer", { config: own, schema: offerKey }, async (request, reply) => {
    const made = await offerPasskey(access.parts, provenSelf(parts, request.caller));
    if (isRefusal(made)) sendRefusal(reply, made);
    else reply.send({ token: made.token, options: { ...made.options } });
    return reply;
  });
  typed.post("/v1/own/passkeys", { config: limited, schema: passkey }, async (request, reply) => {
    sendDone(
      reply,
      await setPasskey(access.parts, provenSelf(parts, request.caller), request.body),
    );
    return reply;
  });
  typed.post(
    "/v1/own/credentials/:id/end",
    { config: own, schema: ending },
    async (request, reply) => {
      const { id } = request.params;
      sendDone(
        reply,
        await endOwn(access.parts, provenSelf(parts, request.caller), id, request.body.why),
      );
      return reply;
    },
  );
  typed.post("/v1/own/statement", { config: own, schema: statement }, async (request, reply) => {
    const { digest } = request.body;
    sendDone(reply, await acceptStatement(access.parts, provenSelf(parts, request.caller), digest));
    return reply;
  });
}

export function sendDone(reply: FastifyReply, answer: Answer | Refusal): void {
  if ("refused" in answer) sendRefusal(reply, answer);
  else if (answer.outcome === "refused") sendProblem(reply, refusalProblem(answer));
  else reply.code(204).send(null);
}

const password = {
  operationId: "changeOwnPassword",
  tags,
  summary: "A new password; the former one is asked for where there is one",
  body: z.strictObject({ former: Password.exactOptional(), password: Password }),
  response: done,
};
const offer = {
  operationId: "offerCodeGenerator",
  tags,
  summary: "The secret of a code generator, to be set up in an authenticator app",
  response: {
    200: z.object({ token: z.string(), uri: z.string(), secret: z.string() }),
  },
};
const codeGenerator = {
  operationId: "setCodeGenerator",
  tags,
  summary: "The first code of a generator: from then on codes are asked for",
  body: z.strictObject({ token: z.string().min(1).max(100), code: Code }),
  response: done,
};
const offerKey = {
  operationId: "offerPasskey",
  tags,
  summary: "A challenge for a new passkey",
  response: { 200: OfferShape },
};
const passkey = {
  operationId: "setPasskey",
  tags,
  summary: "A new passkey",
  body: z.strictObject({ ...PasskeyAnswer.shape, label: z.string().min(1).max(120) }),
  response: done,
};
const ending = {
  operationId: "endOwnCredential",
  tags,
  summary: "A credential of one's own counts no more: lost, or no longer wanted",
  params: Id,
  body: z.strictObject({ why: z.enum(["lost", "withdrawn"]) }),
  response: done,
};
const statement = {
  operationId: "acceptStatement",
  tags,
  summary: "Accept the accountability statement, named by the digest of what was shown",
  body: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  response: done,
};
