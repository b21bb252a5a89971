// The provider of single sign-on: what it says of itself, and how it is talked to.
import type { ClientAuth, Configuration, CustomFetch } from "openid-client";
import { AccessFault } from "./fault.ts";

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client, which PKCE alone protects. */
  readonly clientSecret?: string | undefined;
  /** How far the provider's clock may be off. */
  readonly clockTolerance_s: number;
}

/** OpenID Connect Discovery 1.0. */
export async function discoverProvider(provider: OidcProvider): Promise<Configuration> {
  const client = await import("openid-client");
  const { issuer, clientId, clientSecret, clockTolerance_s } = provider;
  const server = new URL(issuer);
  const configuration = await client.discovery(
    server,
    clientId,
    { [client.clockTolerance]: clockTolerance_s },
    clientSecret === undefined ? client.None() : await authentication(clientSecret),
    {
      [client.customFetch]: fetchFromProvider,
      // `fetchFromProvider` lets it pass on this machine only.
      execute: [client.enableNonRepudiationChecks, client.allowInsecureRequests],
    },
  );
  configuration.timeout = timeout_s;
  const said = configuration.serverMetadata();
  // The library lets a provider of many tenants speak for any of them; we know one issuer.
  if (new URL(said.issuer).href !== server.href) throw refused("It calls itself otherwise.");
  if (!isAddressSafe(said.authorization_endpoint ?? "")) throw refused("It asks without TLS.");
  return configuration;
}

/** https, or this machine. */
export function isAddressSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
}

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
const timeout_s = 10;

/** As the provider wants it; basic when it does not say (RFC 8414, 2). */
async function authentication(clientSecret: string): Promise<ClientAuth> {
  const { ClientSecretBasic, ClientSecretPost } = await import("openid-client");
  const basic = ClientSecretBasic(clientSecret);
  const post = ClientSecretPost(clientSecret);
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (taken.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
}

/** Tells a provider that is away from one that is wrong: the library does not. */
const fetchFromProvider: CustomFetch = async (address, options) => {
  if (!isAddressSafe(address)) throw refused(`${new URL(address).origin} has no TLS.`);
  const response = await ask(address, options);
  if (response.status >= 500) throw away(`It answers with ${response.status}.`);
  return response;
};

async function ask(address: string, options: Parameters<CustomFetch>[1]): Promise<Response> {
  try {
    const { body, signal = null, ...rest } = options;
    const response = await fetch(address, { ...rest, signal, body: body ?? null });
    // Read here, so that a connection that breaks half-way is the provider being away.
    const { status, headers } = response;
    return new Response(await response.arrayBuffer(), { status, headers });
  } catch (cause) {
    throw away("It does not answer.", cause);
  }
}

const away = (why: string, cause?: unknown) =>
  new AccessFault("IDENTITY_PROVIDER_UNAVAILABLE", why, { cause });

const refused = (why: string) => new AccessFault("SINGLE_SIGN_ON_REFUSED", why);
