// From a log-in to its answer: the cookie, and never the token in a body.
import type { FastifyReply, FastifyRequest } from "fastify";
import { end } from "../../access/session/authenticate.ts";
import { deviceKnownFor_s } from "../../access/session/known-device.ts";
import type { From, LogInAnswer } from "../../access/session/log-in.ts";
import type { ApiParts } from "../parts.ts";
import { sendRefusal } from "../problem.ts";
import { clientAddress, isInNetworks } from "../wire/address.ts";
import { deviceCookie, sessionCookie } from "../wire/cookie.ts";

/** From where; inside or outside the site's networks, which is all that is kept of it. */
export function fromOf(
  { siteNetworks }: Pick<ApiParts, "siteNetworks">,
  request: FastifyRequest,
  workstation?: string,
): From {
  const isInside = isInNetworks(clientAddress(request), siteNetworks);
  const network = isInside ? "inside" : "outside";
  return { network, ...(workstation !== undefined && { workstation }) };
}

/** A session that the browser held before ends: nobody can be led into one that is known. */
export async function sendLoggedIn(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: LogInAnswer,
): Promise<FastifyReply> {
  if (answer.outcome === "refused") return sendRefusal(reply, answer.refusal);
  await openedFor(parts, request, reply, answer);
  const { sessionId, personId, endsAt, warnings } = answer;
  return reply.send({ sessionId, personId, endsAt, warnings });
}

export async function openedFor(
  { access, clock }: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, endsAt, personId }: Extract<LogInAnswer, { outcome: "loggedIn" }>,
): Promise<void> {
  const former = request.caller.known?.live;
  if (former) await end(access.parts, former, "loggedOut", request.caller.session);
  const lasts_s = Math.floor((Date.parse(endsAt) - clock.now().getTime()) / 1_000);
  sessionCookie.set(reply, token, lasts_s);
  const device = access.parts.devices.tokenFor(personId, clock.now());
  deviceCookie.set(reply, device, deviceKnownFor_s);
}
