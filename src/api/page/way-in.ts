// Where a person with a browser goes first, when a page cannot be shown to them yet.
import type { FastifyRequest } from "fastify";
import { sessionCookie } from "../wire/cookie.ts";
import { shown } from "../wire/credential-in-url.ts";
import { localPath, nextParameter } from "./local-path.ts";

export type WayIn =
  | { readonly kind: "redirect"; readonly to: string }
  /** A page of another site led here, and so the session's cookie did not come with it. */
  | { readonly kind: "again"; readonly to: string };

const pages: Readonly<Record<string, string>> = {
  LOG_IN_REQUIRED: "/log-in",
  SESSION_LOCKED: "/unlock",
  PROOF_REQUIRED: "/prove",
  PASSWORD_CHANGE_REQUIRED: "/account",
};

/** Undefined: nowhere, the problem is told. */
export function wayIn(request: FastifyRequest, code: string): WayIn | undefined {
  const page = pages[code];
  if (page === undefined || request.headers.authorization !== undefined) return undefined;
  const asked = request.method === "GET" ? localPath(shown(request.url)) : undefined;
  if (asked !== undefined && code === "LOG_IN_REQUIRED" && isLedFromElsewhere(request)) {
    return { kind: "again", to: asked };
  }
  const next = asked === "/" || page === "/account" ? undefined : asked;
  return { kind: "redirect", to: page + nextParameter(next) };
}

const isLedFromElsewhere = (request: FastifyRequest): boolean => {
  const site = request.headers["sec-fetch-site"];
  return (site === "cross-site" || site === "same-site") && sessionCookie.of(request) === undefined;
};
