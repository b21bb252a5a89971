// Attacks on single sign-on: an identity provider, or who stands between, that says what is not so;
// and browsers that come back with what was not begun by them.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Behaviour,
  browse,
  type IdentityProvider,
  startIdentityProvider,
  testClient,
} from "../../access/identity-provider-for-test.ts";
import { cookieIn, establishPeople, ok, type People } from "../people-for-test.ts";
import {
  type Client,
  clientOf,
  type Reply,
  type ServiceForTest,
  startService,
} from "../service-for-test.ts";
import { given, recordedOf } from "./attack-for-test.ts";

// Settings hold no blanks.
const client = { ...testClient, clientSecret: "for-this-test:only" };
let provider: IdentityProvider;
let service: ServiceForTest;
let people: People;
const owner = { id: randomUUID() };
beforeAll(async () => {
  provider = await startIdentityProvider(client);
  const environment = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
    PUBLIC_URL: "http://localhost:8080",
  };
  service = await startService({ environment });
  people = await establishPeople(service);
  const olga = { username: "olga", printedName: "Olga Example", initials: "OE" };
  const enrolment = { ...olga, account: "personal" };
  ok(await people.admin.give(`/v1/people/${owner.id}/enrol-person`, enrolment));
  const account = { issuer: provider.issuer, subject: "Subject-A" };
  ok(await people.admin.post(`/v1/people/${owner.id}/link-single-sign-on`, given(account)));
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await provider.close();
});
beforeEach(() => provider.behave({}));

/** A browser that has begun: the cookie it keeps, and where the provider sends it back to. */
async function begun(as: Behaviour = {}, from: Pick<Reply, "status" | "headers"> | null = null) {
  const { claims, ...more } = as;
  provider.behave({ ...more, claims: { sub: "Subject-A", ...claims } });
  const reply = from ?? (await service.get("/v1/session/sign-on"));
  expect(reply.status).toBe(302);
  const [cookie = ""] = reply.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const back = await browse(new URL(reply.headers.get("location") ?? ""));
  return { cookie, path: back.pathname + back.search };
}

const comeBack = ({ cookie, path }: { readonly cookie: string; readonly path: string }) =>
  service.get(path, cookie === "" ? {} : { cookie });

const failed = (reply: Reply) => {
  // A page is answered to a browser that comes back: the form to log in, and nobody in it.
  expect(reply.status).toBe(401);
  expect(reply.body).toContain('name="password"');
  expect(cookieIn(reply)).toBe("");
};

test("who is linked logs in", async () => {
  const reply = await comeBack(await begun());
  expect(reply.status).toBe(200);
  const { body } = await clientOf(service.address, { cookie: cookieIn(reply) }).get("/v1/session");
  expect(body.actor.id).toBe(owner.id);
  expect(body.authentication.method).toBe("oidc");
});

describe("within a session", () => {
  const now = (seconds = 0) => Math.floor(Date.now() / 1000) + seconds;
  const anew = { claims: { auth_time: now() } };
  const logIn = async (as?: Behaviour) =>
    clientOf(service.address, { cookie: cookieIn(await comeBack(await begun(as))) });
  const begunWithin = async (session: Pick<Client, "get">, as: Behaviour = anew) =>
    begun(as, await session.get("/v1/session/prove/sign-on"));
  const isLocked = async (session: Pick<Client, "get">) =>
    (await session.get("/v1/session")).body.locked;

  test("its person unlocks it by logging in anew at the provider [A11d-11.7-8]", async () => {
    const session = await logIn();
    ok(await session.post("/v1/session/lock", {}));
    const url = new URL(
      (await session.get("/v1/session/prove/sign-on")).headers.get("location") ?? "",
    );
    expect(url.searchParams.get("prompt")).toBe("login");
    expect(url.searchParams.get("max_age")).toBe("0");
    const logIns = await recordedOf(service, "LoggedIn");
    const back = await comeBack(await begunWithin(session));
    expect(back).toMatchObject({ status: 200, body: expect.stringContaining("url=/logged-in") });
    expect(cookieIn(back)).toBe("");
    expect(await isLocked(session)).toBe(false);
    expect(await recordedOf(service, "LoggedIn")).toHaveLength(logIns.length);
    const [unlocked] = (await recordedOf(service, "SessionUnlocked")).slice(-1);
    expect(unlocked?.event.data.assurance).toBe("oidc:signedOn");
  });

  test.each<[string, Behaviour]>([
    ["a log-in at the provider that was long ago", { claims: { auth_time: now(-300) } }],
    ["one that the provider does not say the time of", {}],
    ["somebody else's account there", { claims: { auth_time: now(), sub: "Subject-B" } }],
  ])("nothing is unlocked by %s [P11-300d]", async (_, as) => {
    const session = await logIn();
    ok(await session.post("/v1/session/lock", {}));
    failed(await comeBack(await begunWithin(session, as)));
    expect(await isLocked(session)).toBe(true);
  });

  test("nothing is unlocked by another person who is linked too [P11-300d]", async () => {
    const id = randomUUID();
    const thief = { username: "tess", printedName: "Tess Example", initials: "TE" };
    const at = `/v1/people/${id}`;
    ok(await people.admin.give(`${at}/enrol-person`, { ...thief, account: "personal" }));
    const account = { issuer: provider.issuer, subject: "Subject-T" };
    ok(await people.admin.post(`${at}/link-single-sign-on`, given(account)));
    const session = await logIn();
    ok(await session.post("/v1/session/lock", {}));
    const as = { claims: { auth_time: now(), sub: "Subject-T" } };
    failed(await comeBack(await begunWithin(session, as)));
    expect(await isLocked(session)).toBe(true);
  });

  test("the page offers the provider, and no password that is not there", async () => {
    const session = await logIn();
    ok(await session.post("/v1/session/lock", {}));
    const { body } = await session.get("/unlock", { accept: "text/html" });
    expect(body).toContain('href="/v1/session/prove/sign-on"');
    expect(body).not.toContain('name="password"');
  });
});

describe("nobody is logged in by", () => {
  const soon = Math.floor(Date.now() / 1000) + 60;
  const wrong: Record<string, Behaviour> = {
    "another nonce": { claims: { nonce: "of another log-in" } },
    "no nonce": { claims: { nonce: undefined } },
    "another audience": { claims: { aud: "another client" } },
    "several audiences without us as the party": { claims: { aud: ["batchproof", "x"], azp: "x" } },
    "another issuer": { claims: { iss: "http://127.0.0.1:1" } },
    "an issuer with a slash more": { answer: { iss: "http://127.0.0.1/" } },
    "an expired token": { claims: { iat: soon - 4000, exp: soon - 3600 } },
    "a token that never expires": { claims: { exp: undefined } },
    "an unsigned token": { signature: "none" },
    "a token whose signature was taken off": { signature: "stripped" },
    "a token that somebody else signed": { signature: "another key" },
    "a token signed with the public key": { signature: "public key as secret" },
    "another state": { answer: { state: "of another log-in" } },
    "no state": { answer: { state: undefined } },
    "a subject in other letters": { claims: { sub: "subject-a" } },
    "a subject that nobody linked": { claims: { sub: "Subject-B", email: "olga@example" } },
    "a token without a subject": { claims: { sub: undefined } },
  };
  test.each(Object.keys(wrong))("%s [P11-300d]", async (name) => {
    failed(await comeBack(await begun(wrong[name])));
  });

  test("what another browser began", async () => {
    const [attacker, victim] = [await begun(), await begun()];
    failed(await comeBack({ cookie: "", path: attacker.path }));
    failed(await comeBack({ cookie: victim.cookie, path: attacker.path }));
    failed(await comeBack({ cookie: `batchproof-sign-on=${"A".repeat(43)}`, path: victim.path }));
  });

  test("what has counted once", async () => {
    const once = await begun();
    expect((await comeBack(once)).status).toBe(200);
    failed(await comeBack(once));
    const { cookie } = await begun();
    failed(await comeBack({ cookie, path: once.path }));
  });

  test("an account at the provider that was linked to somebody else already", async () => {
    const thief = await people.person("theo");
    const account = { issuer: provider.issuer, subject: "Subject-A" };
    const at = `/v1/people/${thief.id}/link-single-sign-on`;
    expect((await people.admin.post(at, given(account))).status).toBe(409);
    const own = `/v1/people/${people.admin.id}/link-single-sign-on`;
    const mine = { issuer: provider.issuer, subject: "Subject-C" };
    expect((await people.admin.post(own, given(mine))).body.code).toBe("STATUS_BLOCKS_USE");
    expect(await recordedOf(service, "LoggedIn").then((all) => all.length)).toBeGreaterThan(0);
  });
});
