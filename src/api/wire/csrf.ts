// What a browser sends with a person's cookie must come from our own pages: another site can make a
// browser send a request, and cannot make it lie about where that came from.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isRepeated, ownOrigin } from "./address.ts";
import { sessionCookie } from "./cookie.ts";
import { WireFault } from "./fault.ts";
import type { Wire } from "./wire.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

export function addCsrfCheck(app: FastifyInstance, { publicUrl }: Wire): void {
  const published = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  app.addHook("onRequest", async (request) => {
    const token = sessionCookie.of(request);
    const both = token !== undefined && hasBearer(request);
    if (both || isRepeated(request, "authorization")) {
      const message = "Send a session's cookie, or one header Authorization.";
      throw new WireFault("CREDENTIALS_AMBIGUOUS", message);
    }
    if (safeMethods.has(request.method)) return;
    const own = comesFromOwnPage(request, published);
    // Programs say nothing of a page, and bring no cookie either. What says that it comes from
    // another page is refused without a cookie too: nobody is logged in as somebody else.
    if (own === true || (own === undefined && token === undefined)) return;
    throw new WireFault("CSRF_REFUSED", "It does not come from a page of this service.");
  });
}

const hasBearer = ({ headers }: FastifyRequest): boolean =>
  /^bearer\b/i.test(headers.authorization?.trim() ?? "");

/**
 * Undefined: it does not say. `Sec-Fetch-Site: none` is what a person starts in the browser itself,
 * which is never more than looking at an address; so it is no proof for anything that changes.
 */
function comesFromOwnPage(
  request: FastifyRequest,
  published: string | undefined,
): boolean | undefined {
  const { origin, "sec-fetch-site": site } = request.headers;
  if (site !== undefined && site !== "same-origin") return false;
  const isOwn = origin !== undefined && (origin === ownOrigin(request) || origin === published);
  // Of our own forms without a referrer the browser says null, and same-origin.
  if (site === "same-origin") return isOwn || origin === undefined || origin === "null";
  return origin === undefined ? undefined : isOwn;
}
