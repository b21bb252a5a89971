// Links that are sent to a person: whose they are, and a secret that is kept as a digest.
import { isTokenOf, newToken, sha256OfToken } from "../credential/token.ts";

export interface Link {
  readonly personId: string;
  readonly secret: string;
}

/** `<purpose>.<person>.<secret>`, for one address parameter. */
export const printLink = (purpose: "invitation" | "recovery", { personId, secret }: Link): string =>
  `${purpose}.${Buffer.from(personId).toString("base64url")}.${secret}`;

/** Undefined when it has not the form of one. */
export function parseLink(text: string, purpose: "invitation" | "recovery"): Link | undefined {
  if (text.length > 400) return undefined;
  const [kind, person, secret, ...more] = text.split(".");
  if (kind !== purpose || !person || !secret || more.length > 0) return undefined;
  const personId = Buffer.from(person, "base64url").toString("utf8");
  return /^[\w-]{43}$/.test(secret) && personId.length > 0 && personId.length <= 120
    ? { personId, secret }
    : undefined;
}

export const newLink = (personId: string): Link => ({ personId, secret: newToken() });
export const digestOfLink = ({ secret }: Link): string => sha256OfToken(secret);
export const isLinkOf = ({ secret }: Link, digest: string | undefined): boolean =>
  digest !== undefined && isTokenOf(secret, digest);
