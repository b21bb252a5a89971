// The one cookie: that of a session. RFC 6265, and the __Host- prefix of its successor, by which a
// browser takes it from this host alone, over TLS, for every path.
import type { FastifyReply, FastifyRequest } from "fastify";
import { isSecure } from "./address.ts";
import { WireFault } from "./fault.ts";

const plainName = "batchproof-session";

const nameFor = (request: FastifyRequest): string =>
  isSecure(request) ? `__Host-${plainName}` : plainName;

const headerMax_bytes = 4096;

/**
 * The token that the browser holds; undefined where it holds none. Cookies of other services on
 * this machine are let be, as long as they are cookies. Throws WireFault COOKIE_MALFORMED.
 */
export function sessionCookie(request: FastifyRequest): string | undefined {
  const { cookie: header } = request.headers;
  if (header === undefined) return undefined;
  if (header.length > headerMax_bytes) throw malformed("It is longer than 4 KB.");
  if (!/^[\x20-\x7e]*$/.test(header)) throw malformed("It holds what no cookie may hold.");
  const pairs = header.split(";").map(parted);
  if (pairs.some(([name]) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name))) {
    throw malformed("It is not a list of names and values.");
  }
  const name = nameFor(request);
  const [token, ...more] = pairs.filter(([other]) => other === name).map(([, value]) => value);
  if (token === undefined) return undefined;
  if (more.length > 0) throw malformed("The session's cookie is there more than once.");
  if (!isToken(token)) throw malformed("The session's cookie is none that was ever set.");
  return token;
}

/** Base64url, or three parts of it. */
const isToken = (text: string): boolean => /^[A-Za-z0-9._~-]{1,512}$/.test(text);

function parted(pair: string): readonly [name: string, value: string] {
  const at = pair.indexOf("=");
  return at < 0 ? ["", pair] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

const malformed = (why: string): WireFault =>
  new WireFault("COOKIE_MALFORMED", `${why} Delete the cookies of this site and log in again.`);

export function setSessionCookie(reply: FastifyReply, token: string, maxAge_s: number): void {
  // What is not a token may end the header and begin another.
  if (!isToken(token)) throw new TypeError("The token of a session has other characters.");
  if (!Number.isSafeInteger(maxAge_s)) throw new TypeError("The age of a session is in seconds.");
  send(reply, token, maxAge_s);
}

export function clearSessionCookie(reply: FastifyReply): void {
  send(reply, "", 0);
}

function send(reply: FastifyReply, value: string, maxAge_s: number): void {
  const secure = isSecure(reply.request) ? "; Secure" : "";
  const attributes = `Max-Age=${maxAge_s}; Path=/; HttpOnly; SameSite=Strict${secure}`;
  reply.header("set-cookie", `${nameFor(reply.request)}=${value}; ${attributes}`);
}
