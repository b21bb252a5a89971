// How often one address may ask.
import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { clientAddress } from "./address.ts";
import { WireFault } from "./fault.ts";
import type { Wire } from "./wire.ts";

/** For routes that are added later. */
export async function addRateLimit(app: FastifyInstance, { limits }: Wire): Promise<void> {
  const quiet = { "x-ratelimit-limit": false, "x-ratelimit-remaining": false };
  await app.register(rateLimit, {
    max: limits.requestsMax,
    timeWindow: limits.window_ms,
    keyGenerator: addressKey,
    addHeaders: { ...quiet, "x-ratelimit-reset": false, "retry-after": true },
    addHeadersOnExceeding: { ...quiet, "x-ratelimit-reset": false },
    errorResponseBuilder: (_request, { after }) =>
      new WireFault("TOO_MANY_REQUESTS", `Too much was asked in a short time; wait ${after}.`),
  });
}

/** A household or a machine has a network of IPv6 for itself, so that is counted as one. */
const addressKey = (request: FastifyRequest): string => normalizeIP(clientAddress(request), 64);

/** The `config` of each route by which somebody logs in: counted by address, whoever asks. */
export const logInLimit = ({ limits }: Wire) => ({
  rateLimit: { max: limits.logInsMax, timeWindow: 60_000, keyGenerator: addressKey },
});
