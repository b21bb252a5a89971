// Addresses are kept: in histories, bookmarks, logs and those of proxies. So no credential is taken
// from one, and none is sent back or written down.
import type { FastifyInstance } from "fastify";
import { WireFault } from "./fault.ts";

/** Without what parts words: api_key, apiKey and api-key are one name. */
const names = new Set([
  "accesstoken",
  "apikey",
  "auth",
  "authorization",
  "bearer",
  "clientsecret",
  "key",
  "passwd",
  "password",
  "secret",
  "token",
]);

/** What a key of ours begins with. */
const keyMark = "bp_";

/** Where a new person comes with a link that works once: the only way to bring it. */
const oneTimePath = "/welcome";
const oneTimeName = "token";

export function addCredentialCheck(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ url }) => {
    const { path, credentials } = credentialsIn(url);
    if (credentials.length === 0) return;
    if (path === oneTimePath && credentials.join() === oneTimeName) return;
    const message =
      "A parameter of the address is a credential, or looks like one. Whatever it was, take it " +
      "back: addresses are written down on the way. Send it in the header Authorization.";
    throw new WireFault("CREDENTIAL_IN_URL", message);
  });
}

/** The address as it may be shown and written down. */
export function shown(url: string): string {
  const { path, credentials } = credentialsIn(url);
  return (credentials.length > 0 ? path : url).replace(/bp_[\w-]+/g, `${keyMark}...`);
}

function credentialsIn(url: string) {
  const at = url.indexOf("?");
  if (at < 0) return { path: url, credentials: [] };
  const given = [...new URLSearchParams(url.slice(at + 1))];
  const credentials = given
    .filter(([name, value]) => {
      const word = name.toLowerCase().replace(/[^a-z]/g, "");
      return names.has(word) || value.trim().startsWith(keyMark);
    })
    .map(([name]) => name);
  return { path: url.slice(0, at), credentials };
}
