// A provider of single sign-on on this machine. It does everything right until a test tells it
// to do one thing wrong.
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";

/** What it does wrong, or otherwise. */
export interface Behaviour {
  /** Put over those of the ID token; undefined leaves one out. */
  claims?: Record<string, unknown>;
  signature?: "own" | "none" | "another key" | "stripped" | "public key as secret";
  /** Put over those of its metadata. */
  metadata?: Record<string, unknown>;
  /** Put over those of the address that the browser is sent back to. */
  answer?: Record<string, string | undefined>;
  /** What every endpoint answers with, or one of them. */
  status?: number;
  tokenStatus?: number;
  keysStatus?: number;
}

interface Code {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

export const testClient = { clientId: "batchproof", clientSecret: "for this test: only" };

export type IdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>;

export async function startIdentityProvider({ clientSecret } = testClient) {
  const own = await generateKeyPair("RS256", { extractable: true });
  const another = await generateKeyPair("RS256");
  const publicJwk = { ...(await exportJWK(own.publicKey)), kid: "1", alg: "RS256", use: "sig" };
  const publicPem = await exportSPKI(own.publicKey);
  const codes = new Map<string, Code>();
  const asked: string[] = [];
  let behaviour: Behaviour = {};
  let issuer = "";

  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    ...behaviour.metadata,
  });

  function authorize(query: URLSearchParams): string {
    const code = randomBytes(16).toString("hex");
    const redirectUri = query.get("redirect_uri") ?? "";
    codes.set(code, {
      challenge: query.get("code_challenge") ?? "",
      nonce: query.get("nonce") ?? "",
      redirectUri,
    });
    const url = new URL(redirectUri);
    const answer = { code, state: query.get("state") ?? "", iss: issuer, ...behaviour.answer };
    for (const [name, value] of Object.entries(answer)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url.href;
  }

  async function token(request: IncomingMessage): Promise<Record<string, unknown>> {
    const form = new URLSearchParams(await textOf(request));
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = form.get("code_verifier") ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const good = code?.challenge === challenge && code.redirectUri === form.get("redirect_uri");
    if (!isClient(request.headers.authorization, clientSecret)) return { error: "invalid_client" };
    if (!code || !good) return { error: "invalid_grant" };
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: issuer, sub: "248289761001", aud: testClient.clientId, nonce: code.nonce },
      ...{ iat: now, exp: now + 60, ...behaviour.claims },
    };
    const id_token = await signed(claims);
    return { access_token: "unused", token_type: "Bearer", expires_in: 60, id_token };
  }

  async function signed(claims: JWTPayload): Promise<string> {
    const by = (key: Parameters<SignJWT["sign"]>[0], alg: string) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: "1" }).sign(key);
    switch (behaviour.signature) {
      case "none":
        return new UnsecuredJWT(claims).encode();
      case "another key":
        return by(another.privateKey, "RS256");
      case "stripped":
        return (await by(own.privateKey, "RS256")).replace(/[^.]*$/, "");
      case "public key as secret":
        return by(new TextEncoder().encode(publicPem), "HS256");
      default:
        return by(own.privateKey, "RS256");
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", issuer);
    asked.push(url.pathname);
    const send = (body: object, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (behaviour.status) return void send({}, behaviour.status);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return void send(metadata());
      case "/keys":
        return void send({ keys: [publicJwk] }, behaviour.keysStatus);
      case "/authorize":
        return void response.writeHead(302, { location: authorize(url.searchParams) }).end();
      case "/token": {
        const body = await token(request);
        return void send(body, behaviour.tokenStatus ?? ("error" in body ? 400 : 200));
      }
      default:
        return void send({}, 404);
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("It does not listen.");
  issuer = `http://127.0.0.1:${address.port}`;

  return {
    issuer,
    /** The paths that were asked for, the oldest first. */
    asked: () => [...asked],
    behave(as: Behaviour) {
      behaviour = as;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a browser does at the provider's: it is sent back with an answer. */
export async function browse(url: URL): Promise<URL> {
  const response = await fetch(url, { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}

function isClient(authorization = "", expected: string): boolean {
  const [scheme, text = ""] = authorization.split(" ");
  const [id = "", secret = ""] = atob(text).split(":").map(formDecoded);
  return scheme === "Basic" && id === testClient.clientId && secret === expected;
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
