// The cookie that comes back from an identity provider, so that only the browser that began a
// sign-on ends it. It must come with a request that the provider's page leads to, so it is Lax, and
// for one address only.
import type { FastifyReply, FastifyRequest } from "fastify";
import { isSecure } from "../wire/address.ts";

const name = "batchproof-sign-on";
const path = "/v1/session/sign-on/callback";
const lasts_s = 600;

export function signOnCookie(request: FastifyRequest): string | undefined {
  const values = (request.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim().split("="))
    .filter(([other]) => other === name)
    .map(([, value]) => value);
  const [value, ...more] = values;
  return more.length === 0 && value && /^[\w-]{43}$/.test(value) ? value : undefined;
}

export const setSignOnCookie = (reply: FastifyReply, token: string): void =>
  send(reply, token, lasts_s);
export const clearSignOnCookie = (reply: FastifyReply): void => send(reply, "", 0);

function send(reply: FastifyReply, value: string, maxAge_s: number): void {
  const secure = isSecure(reply.request) ? "; Secure" : "";
  const attributes = `Max-Age=${maxAge_s}; Path=${path}; HttpOnly; SameSite=Lax${secure}`;
  const former = reply.getHeader("set-cookie");
  const others = former === undefined ? [] : [former].flat().map(String);
  reply.header("set-cookie", [...others, `${name}=${value}; ${attributes}`]);
}
