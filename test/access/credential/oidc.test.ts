// Single sign-on against a provider that does one thing wrong at a time.
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createOidc, type SignOnRequest } from "../../../src/access/credential/oidc.ts";
import {
  type Behaviour,
  browse,
  type IdentityProvider,
  startIdentityProvider,
  testClient,
} from "../identity-provider-for-test.ts";
import { refusal } from "./refusal.ts";

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

const redirectUri = "https://batchproof.example/log-in/back";
const client = (more: { issuer?: string; clientSecret?: string } = {}) =>
  createOidc({
    ...{ issuer: provider.issuer, ...testClient, redirectUri, clockTolerance_s: 5 },
    ...more,
  });

/** From the first page to the last, with a provider that behaves so. */
async function signOn(behaviour: Behaviour = {}, request: SignOnRequest = {}) {
  provider.behave(behaviour);
  const oidc = client();
  const { url, pending } = await oidc.begin(request);
  return oidc.finish(await browse(url), pending);
}

const now_s = () => Math.floor(Date.now() / 1000);

describe("who signs on", () => {
  test("is known by issuer and subject", async () => {
    expect(await signOn()).toEqual({
      issuer: provider.issuer,
      subject: "248289761001",
      amr: [],
      acr: undefined,
    });
  });

  test("with what the provider says besides", async () => {
    const auth_time = now_s() - 2;
    const claims = { auth_time, amr: ["pwd", "otp", 7], acr: "2", email: "m@plant.example" };
    expect(await signOn({ claims }, { prompt: "login", maxAge_s: 60 })).toMatchObject({
      authTime: new Date(auth_time * 1000),
      amr: ["pwd", "otp"],
      acr: "2",
      email: "m@plant.example",
    });
  });

  test("is sent to the provider with a challenge and fresh secrets", async () => {
    const oidc = client();
    const one = await oidc.begin({ prompt: "login", maxAge_s: 0 });
    const other = await oidc.begin();
    const query = Object.fromEntries(one.url.searchParams);
    expect(query).toMatchObject({
      ...{ response_type: "code", client_id: testClient.clientId, redirect_uri: redirectUri },
      ...{ code_challenge_method: "S256", prompt: "login", max_age: "0" },
      ...{ state: one.pending.state, nonce: one.pending.nonce },
    });
    expect(query.code_challenge).not.toBe(one.pending.codeVerifier);
    for (const secret of ["state", "nonce", "codeVerifier"] as const) {
      expect(one.pending[secret]).not.toBe(other.pending[secret]);
      expect(one.pending[secret].length).toBeGreaterThanOrEqual(43);
    }
  });

  test("may come back to another address than ours, behind a proxy", async () => {
    const oidc = client();
    const { url, pending } = await oidc.begin();
    const back = new URL(`http://127.0.0.1:3000/other${(await browse(url)).search}`);
    expect(await oidc.finish(back, pending)).toMatchObject({ subject: "248289761001" });
  });
});

describe("the answer is refused", () => {
  const wrong: [string, Behaviour, SignOnRequest?][] = [
    ["of another nonce", { claims: { nonce: "other" } }],
    ["without nonce", { claims: { nonce: undefined } }],
    ["for another audience", { claims: { aud: "another-client" } }],
    ["for several, and issued to another", { claims: { aud: ["batchproof", "x"], azp: "x" } }],
    ["of another issuer", { claims: { iss: "https://evil.example" } }],
    ["without subject", { claims: { sub: undefined } }],
    ["with an empty subject", { claims: { sub: "" } }],
    ["expired", { claims: { exp: now_s() - 60 } }],
    ["that never expires", { claims: { exp: undefined } }],
    ["not valid yet", { claims: { nbf: now_s() + 60 } }],
    ["unsigned", { signature: "none" }],
    [
      "unsigned, when the provider says that it may be",
      { signature: "none", metadata: { id_token_signing_alg_values_supported: ["none"] } },
    ],
    ["with its signature cut off", { signature: "stripped" }],
    ["signed with another key", { signature: "another key" }],
    ["signed with the public key as a secret", { signature: "public key as secret" }],
    [
      "signed so, when the provider says that it may be",
      {
        signature: "public key as secret",
        metadata: { id_token_signing_alg_values_supported: ["RS256", "HS256"] },
      },
    ],
    ["without state", { answer: { state: undefined } }],
    ["of another state", { answer: { state: "other" } }],
    ["without code", { answer: { code: undefined } }],
    ["with a code that was never given", { answer: { code: "other" } }],
    ["of another provider", { answer: { iss: "https://evil.example" } }],
    ["that does not say of which provider", { answer: { iss: undefined } }],
    ["of a person who declined", { answer: { code: undefined, error: "access_denied" } }],
    ["with a token besides", { answer: { id_token: "x" } }],
    [
      "too long after the person was seen",
      { claims: { auth_time: now_s() - 90 } },
      { maxAge_s: 30 },
    ],
    ["that does not say when the person was seen", {}, { maxAge_s: 30 }],
  ];
  test.each(wrong)("%s", async (_, behaviour, request = {}) => {
    expect(await refusal(signOn(behaviour, request))).toBe("SINGLE_SIGN_ON_REFUSED");
  });

  test("the second time", async () => {
    const oidc = client();
    const { url, pending } = await oidc.begin();
    const back = await browse(url);
    await oidc.finish(back, pending);
    expect(await refusal(oidc.finish(back, pending))).toBe("SINGLE_SIGN_ON_REFUSED");
  });

  test("when it was begun in another browser", async () => {
    const oidc = client();
    const mine = await oidc.begin();
    const theirs = await oidc.begin();
    const back = await browse(theirs.url);
    expect(await refusal(oidc.finish(back, mine.pending))).toBe("SINGLE_SIGN_ON_REFUSED");
    const mixed = { ...mine.pending, state: theirs.pending.state, nonce: theirs.pending.nonce };
    // The provider checks the verifier.
    expect(await refusal(oidc.finish(back, mixed))).toBe("SINGLE_SIGN_ON_REFUSED");
  });

  test("when nothing was begun", async () => {
    const oidc = client();
    const back = await browse((await oidc.begin()).url);
    const nothing = { state: "", nonce: "", codeVerifier: "" };
    expect(await refusal(oidc.finish(back, nothing))).toBe("SINGLE_SIGN_ON_REFUSED");
  });

  test("when the provider does not know us", async () => {
    const oidc = client({ clientSecret: "wrong" });
    const { url, pending } = await oidc.begin();
    expect(await refusal(oidc.finish(await browse(url), pending))).toBe("SINGLE_SIGN_ON_REFUSED");
  });
});

describe("a provider is refused", () => {
  test.each([
    ["that calls itself otherwise", { issuer: "https://evil.example" }],
    ["that asks people without TLS", { authorization_endpoint: "http://idp.example/authorize" }],
    ["without a page to ask people", { authorization_endpoint: undefined }],
  ])("%s", async (_, metadata) => {
    provider.behave({ metadata });
    expect(await refusal(client().begin())).toBe("SINGLE_SIGN_ON_REFUSED");
  });

  test("that takes codes without TLS", async () => {
    const metadata = { token_endpoint: "http://idp.example/token" };
    expect(await refusal(signOn({ metadata }))).toBe("SINGLE_SIGN_ON_REFUSED");
  });

  test.each(["http://idp.example", "ftp://127.0.0.1", "idp.example", "http://127.0.0.1.evil.com"])(
    "before it is asked: %s",
    async (issuer) => {
      expect(await refusal(async () => client({ issuer }))).toBe("SINGLE_SIGN_ON_REFUSED");
    },
  );
});

describe("a provider that is away", () => {
  const unavailable = "IDENTITY_PROVIDER_UNAVAILABLE";

  test("is asked again by the next who comes, and then no more", async () => {
    const oidc = client();
    provider.behave({ status: 503 });
    expect(await refusal(oidc.begin())).toBe(unavailable);
    provider.behave({});
    const before = provider.asked().length;
    await Promise.all([oidc.begin(), oidc.begin()]);
    await oidc.begin();
    expect(provider.asked().slice(before)).toEqual(["/.well-known/openid-configuration"]);
  });

  test.each([{ tokenStatus: 502 }, { keysStatus: 500 }])("at the end: %j", async (behaviour) => {
    expect(await refusal(signOn(behaviour))).toBe(unavailable);
  });

  test("does not listen, or hangs up", async () => {
    const server = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const oidc = client({ issuer: `http://127.0.0.1:${port}` });
    expect(await refusal(oidc.begin())).toBe(unavailable);
    await new Promise((resolve) => server.close(resolve));
    expect(await refusal(oidc.begin())).toBe(unavailable);
  });
});
