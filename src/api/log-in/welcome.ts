// What a link leads to: one of the first two, an invited person, an account that is recovered.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { redeemInvitation } from "../../access/person/invitation.ts";
import { recover } from "../../access/person/recovery.ts";
import { founders } from "../../domain/access-control/events.ts";
import { PersonEnrolled } from "../../domain/person/identity/events.ts";
import { anyone } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { sendRefusal } from "../problem.ts";
import { logInLimit } from "../wire/rate.ts";
import { fromOf } from "./logged-in.ts";
import { sendDone } from "./own.ts";
import { Password } from "./session.ts";

const tags = ["session"];
const done = { 204: z.null().describe("Done.") };
const Link = z.string().min(1).max(400);

export function addWelcomeRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const config = { ...anyone, ...logInLimit(parts) };
  typed.post("/v1/founder", { config, schema: founder }, async (request, reply) => {
    const { link, ...enrolment } = request.body;
    const answer = await access.founding.redeem(link, enrolment);
    if ("refused" in answer) sendRefusal(reply, answer);
    else reply.send(answer);
    return reply;
  });
  typed.post("/v1/invitation", { config, schema: invitation }, async (request, reply) => {
    sendDone(reply, await redeemInvitation(access.parts, request.body));
    return reply;
  });
  typed.post("/v1/recovery", { config, schema: recovery }, async (request, reply) => {
    const from = fromOf(parts, request);
    sendDone(reply, await recover(access.parts, request.body, from));
    return reply;
  });
}

const { username, printedName, initials } = PersonEnrolled.data.shape;

const founder = {
  operationId: "becomeFounder",
  tags,
  summary: "Redeem a link that `serve` printed: of the first administrator, then of security",
  body: z.strictObject({ link: Link, username, printedName, initials, password: Password }),
  response: { 200: z.object({ personId: z.string(), as: z.enum(founders) }) },
};
const invitation = {
  operationId: "acceptInvitation",
  tags,
  summary: "Set a password of one's own by the link of an invitation",
  body: z.strictObject({ link: Link, password: Password }),
  response: done,
};
const recovery = {
  operationId: "recoverAccount",
  tags,
  summary: "Set a new password by link and code, which come from two people",
  body: z.strictObject({ link: Link, code: z.string().min(1).max(40), password: Password }),
  response: done,
};
