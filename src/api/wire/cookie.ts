// Our cookies: that of a session, that of a sign-on under way, and that of a browser in which
// somebody logged in. RFC 6265, and the __Host- prefix of its successor, by which a browser takes
// them from this host alone, over TLS, for every path.
import type { FastifyReply, FastifyRequest } from "fastify";
import { isSecure } from "./address.ts";
import { WireFault } from "./fault.ts";

export interface Cookie {
  /**
   * The token that the browser holds; undefined where it holds none. Cookies of other services on
   * this machine are let be, as long as they are cookies. Throws WireFault COOKIE_MALFORMED.
   */
  of(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, token: string, maxAge_s: number): void;
  clear(reply: FastifyReply): void;
}

export const sessionCookie = cookieCalled("batchproof-session", "Strict");

/**
 * So that only the browser that began a sign-on ends it. It must come with a request that the
 * provider's page leads to.
 */
export const signOnCookie = cookieCalled("batchproof-sign-on", "Lax");

/** That somebody has logged in here before: it lets nobody in. */
export const deviceCookie = cookieCalled("batchproof-device", "Strict");

function cookieCalled(plainName: string, sameSite: "Strict" | "Lax"): Cookie {
  const nameFor = (request: FastifyRequest): string =>
    isSecure(request) ? `__Host-${plainName}` : plainName;
  const send = (reply: FastifyReply, value: string, maxAge_s: number): void => {
    const secure = isSecure(reply.request) ? "; Secure" : "";
    const attributes = `Max-Age=${maxAge_s}; Path=/; HttpOnly; SameSite=${sameSite}${secure}`;
    reply.header("set-cookie", `${nameFor(reply.request)}=${value}; ${attributes}`);
  };
  return {
    of(request) {
      const name = nameFor(request);
      const [token, ...more] = pairsIn(request)
        .filter(([other]) => other === name)
        .map(([, value]) => value);
      if (token === undefined) return undefined;
      if (more.length > 0) throw malformed(`The cookie ${name} is there more than once.`);
      if (!isToken(token)) throw malformed(`The cookie ${name} is none that was ever set.`);
      return token;
    },
    set(reply, token, maxAge_s) {
      // What is not a token may end the header and begin another.
      if (!isToken(token)) throw new TypeError("The token of a cookie has other characters.");
      if (!Number.isSafeInteger(maxAge_s)) {
        throw new TypeError("The age of a cookie is in seconds.");
      }
      send(reply, token, maxAge_s);
    },
    clear: (reply) => send(reply, "", 0),
  };
}

const headerMax_bytes = 4096;

type Pair = readonly [name: string, value: string];

function pairsIn({ headers: { cookie: header } }: FastifyRequest): readonly Pair[] {
  if (header === undefined) return [];
  if (header.length > headerMax_bytes) throw malformed("It is longer than 4 KB.");
  if (!/^[\x20-\x7e]*$/.test(header)) throw malformed("It holds what no cookie may hold.");
  const pairs = header.split(";").map(parted);
  if (pairs.some(([name]) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name))) {
    throw malformed("It is not a list of names and values.");
  }
  return pairs;
}

/** Base64url, or three parts of it. */
const isToken = (text: string): boolean => /^[A-Za-z0-9._~-]{1,512}$/.test(text);

function parted(pair: string): Pair {
  const at = pair.indexOf("=");
  return at < 0 ? ["", pair] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

const malformed = (why: string): WireFault =>
  new WireFault("COOKIE_MALFORMED", `${why} Delete the cookies of this site and log in again.`);
