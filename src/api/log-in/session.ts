// Logging in by password, who is logged in, locking, and logging out.
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { end, lock } from "../../access/session/authenticate.ts";
import { logInByPassword } from "../../access/session/log-in.ts";
import { anyone, ownAlways } from "../access/route.ts";
import type { ApiParts } from "../parts.ts";
import { LoggedInShape, WhoShape } from "../shape/session.ts";
import { sessionCookie } from "../wire/cookie.ts";
import { logInLimit } from "../wire/rate.ts";
import { fromOf, sendLoggedIn } from "./logged-in.ts";
import { whoIs } from "./who.ts";

export const Password = z.string().min(1).max(256);
export const Code = z.string().min(6).max(20);
export const Workstation = z.string().min(1).max(120);

const LogInBody = z.strictObject({
  username: z.string().min(1).max(80),
  password: Password,
  code: Code.exactOptional().describe("One-time code, where a generator is set up."),
  workstation: Workstation.exactOptional(),
});

const tags = ["session"];

export function addSessionRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const limited = logInLimit(parts);
  const toAnyone = { ...anyone, ...limited };
  typed.post("/v1/session", { config: toAnyone, schema: logIn }, async (request, reply) => {
    const { username, workstation, ...given } = request.body;
    const from = fromOf(parts, request, workstation);
    const answer = await logInByPassword(access.parts, username, given, from);
    await sendLoggedIn(parts, request, reply, answer);
    return reply;
  });
  typed.get("/v1/session", { config: ownAlways, schema: who }, async (request, reply) =>
    reply.send(await whoIs(parts, request.caller)),
  );
  typed.delete("/v1/session", { config: ownAlways, schema: logOut }, async (request, reply) => {
    const { known, session } = request.caller;
    if (known?.live) await end(access.parts, known.live, "loggedOut", session);
    sessionCookie.clear(reply);
    return reply.code(204).send(null);
  });
  typed.post("/v1/session/lock", { config: ownAlways, schema: locking }, async (request, reply) => {
    const { known } = request.caller;
    if (known?.live) await lock(access.parts, known.live, "person", known.session);
    return reply.code(204).send(null);
  });
}

const logIn = {
  operationId: "logIn",
  tags,
  summary: "Log in by password, and a one-time code where one is set up",
  body: LogInBody,
  response: { 200: LoggedInShape },
};
const who = {
  operationId: "getSession",
  tags,
  summary: "Who is logged in, and what they may",
  response: { 200: WhoShape },
};
const done = { 204: z.null().describe("Done.") };
const logOut = { operationId: "logOut", tags, summary: "Log out", response: done };
const locking = { operationId: "lockSession", tags, summary: "Lock the session", response: done };
