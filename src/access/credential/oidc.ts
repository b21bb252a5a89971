// Single sign-on: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636), over
// openid-client. The signature of the ID token is always checked, though the token comes by TLS.
// The library is loaded at the first use.
import type { AuthorizationCodeGrantChecks, Configuration, IDToken } from "openid-client";
import { AccessFault } from "./fault.ts";
import { discoverProvider, isAddressSafe, type OidcProvider } from "./oidc-provider.ts";

export interface OidcOptions extends OidcProvider {
  /** Of our page that the provider sends the browser back to; without query. */
  readonly redirectUri: string;
}

/** What the caller remembers, under a cookie of this browser, until it comes back; once. */
export interface PendingSignOn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly maxAge_s?: number;
}

/** `prompt: "login"` and `maxAge_s: 0` ask the person to prove themselves anew, for signing. */
export interface SignOnRequest {
  readonly prompt?: "login" | "none" | "select_account";
  readonly maxAge_s?: number;
}

export interface SignedOn {
  /** With `subject`, whom it is about; nothing else is. */
  readonly issuer: string;
  readonly subject: string;
  /** When the person last proved themselves to the provider; always there after `maxAge_s`. */
  readonly authTime?: Date;
  /** How (RFC 8176), as far as the provider says. */
  readonly amr: readonly string[];
  readonly acr: string | undefined;
  /** To be shown; it may be another person's tomorrow. */
  readonly email?: string;
}

export interface Oidc {
  /** Throws IDENTITY_PROVIDER_UNAVAILABLE, and SINGLE_SIGN_ON_REFUSED for a wrong provider. */
  begin(request?: SignOnRequest): Promise<{ url: URL; pending: PendingSignOn }>;
  /** `callbackUrl` is the address that the browser came back to. The same faults. */
  finish(callbackUrl: URL, pending: PendingSignOn): Promise<SignedOn>;
}

/** Asks nobody yet. Throws SINGLE_SIGN_ON_REFUSED for an issuer that is neither https nor local. */
export function createOidc({ redirectUri, ...provider }: OidcOptions): Oidc {
  if (!isAddressSafe(provider.issuer)) throw refused("The issuer must be at https.");
  const redirect = URL.parse(redirectUri);
  if (!redirect || redirect.search || redirect.hash) throw refused("No page to come back to.");
  const configuration = onceItSucceeds(() => discoverProvider(provider));

  return {
    begin: ({ prompt, maxAge_s } = {}) =>
      refusing(async () => {
        const client = await import("openid-client");
        const pending: PendingSignOn = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          codeVerifier: client.randomPKCECodeVerifier(),
          ...(maxAge_s === undefined ? {} : { maxAge_s }),
        };
        const url = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: redirectUri,
          scope: "openid email",
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
          code_challenge_method: "S256",
          ...(prompt === undefined ? {} : { prompt }),
          ...(maxAge_s === undefined ? {} : { max_age: String(maxAge_s) }),
        });
        return { url, pending };
      }),
    finish: (callbackUrl, pending) =>
      refusing(async () => {
        const client = await import("openid-client");
        // Behind a proxy the browser's address is not ours; its query is all that counts.
        const answer = new URL(redirect);
        answer.search = callbackUrl.search;
        const checks = checksOf(pending);
        const tokens = await client.authorizationCodeGrant(await configuration(), answer, checks);
        return signedOn(tokens.claims());
      }),
  };
}

function checksOf({ state, nonce, codeVerifier, maxAge_s }: PendingSignOn) {
  // The library takes an absent check for one that is not wanted.
  if (!state || !nonce || !codeVerifier) throw new Error("No sign-on was begun.");
  const checks: AuthorizationCodeGrantChecks = {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  };
  return maxAge_s === undefined ? checks : { ...checks, maxAge: maxAge_s };
}

function signedOn(claims: IDToken | undefined): SignedOn {
  if (!claims?.sub) throw new Error("The provider names nobody.");
  const { iss, sub, auth_time, amr, acr, email } = claims;
  return {
    issuer: iss,
    subject: sub,
    ...(auth_time === undefined ? {} : { authTime: new Date(auth_time * 1000) }),
    amr: Array.isArray(amr) ? amr.filter((one) => typeof one === "string") : [],
    acr: typeof acr === "string" ? acr : undefined,
    ...(typeof email === "string" ? { email } : {}),
  };
}

/** Callers at the same time share one attempt; one that failed is made again by the next. */
function onceItSucceeds(discover: () => Promise<Configuration>): () => Promise<Configuration> {
  let found: Promise<Configuration> | undefined;
  return () => {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw accessFaultIn(error) ?? refused(whyOf(error), error);
  }
}

/** The library says what was wrong in the cause of what it throws. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${whyOf(error.cause)}` : error.message;
}

/** The library wraps what our own `fetch` throws. */
function accessFaultIn(error: unknown): AccessFault | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof AccessFault) return one;
  }
  return undefined;
}

const refused = (why: string, cause?: unknown) =>
  new AccessFault("SINGLE_SIGN_ON_REFUSED", why, { cause });
