// How often somebody may ask. Whoever is known counts for themselves, for a whole plant may ask
// from one address; everybody else counts as their address.
import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ApiParts } from "../parts.ts";
import { clientAddress } from "./address.ts";
import { deviceCookie } from "./cookie.ts";
import { WireFault } from "./fault.ts";
import type { Wire } from "./wire.ts";

/** For routes that are added later. */
export async function addRateLimit(app: FastifyInstance, { limits }: Wire): Promise<void> {
  const quiet = { "x-ratelimit-limit": false, "x-ratelimit-remaining": false };
  await app.register(rateLimit, {
    max: limits.requestsMax,
    timeWindow: limits.window_ms,
    keyGenerator: (request) => knownKey(request) ?? addressKey(request),
    addHeaders: { ...quiet, "x-ratelimit-reset": false, "retry-after": true },
    addHeadersOnExceeding: { ...quiet, "x-ratelimit-reset": false },
    errorResponseBuilder: (_request, { after }) =>
      new WireFault("TOO_MANY_REQUESTS", `Too much was asked in a short time; wait ${after}.`),
  });
}

/** A person in all their sessions together; a service by its key. */
function knownKey({ caller: { known } }: FastifyRequest): string | undefined {
  return known && (known.live ? `person ${known.live.person_id}` : `key ${known.sessionId}`);
}

/** A household or a machine has a network of IPv6 for itself, so that is counted as one. */
const addressKey = (request: FastifyRequest): string => normalizeIP(clientAddress(request), 64);

/**
 * The `config` of each route by which somebody logs in. Who guesses from an address uses up what is
 * left to it; a browser in which somebody logged in before counts as theirs, wherever it is, and
 * goes on. How many browsers somebody makes known so gives them no more.
 */
export const logInLimit = ({ wire: { limits }, access, clock }: LogInParts) => ({
  rateLimit: {
    max: limits.logInsMax,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest): string => {
      const device = deviceCookie.of(request);
      const owner = device && access.parts.devices.ownerBy(device, clock.now());
      return knownKey(request) ?? (owner ? `device ${owner}` : addressKey(request));
    },
  },
});

type LogInParts = Pick<ApiParts, "wire" | "access" | "clock">;
