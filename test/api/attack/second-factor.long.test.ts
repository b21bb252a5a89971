// Attacks on what comes beside or instead of a password: one-time codes that are shown twice, and
// passkeys that were copied, replayed, or shown by somebody else.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthenticator } from "../../access/credential/authenticator-for-test.ts";
import { codeAt } from "../../access/credential/code-for-test.ts";
import {
  cookieIn,
  establishPeople,
  loggedIn,
  ok,
  type People,
  passwordOf,
  type Somebody,
} from "../people-for-test.ts";
import { clientOf, type ServiceForTest, startService } from "../service-for-test.ts";
import { recordedOf, steppedClock, withReason } from "./attack-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService({ clock, environment: { TRUSTED_PROXIES: "127.0.0.1/32" } });
  people = await establishPeople(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const failed = { status: 401, body: { code: "LOG_IN_FAILED" } };
const codeOf = (secret: string, steps = 0): string => codeAt(secret, clock.now(), steps);

describe("a one-time code", () => {
  let owner: Somebody;
  let secret: string;
  beforeAll(async () => {
    owner = await people.person("otto");
    const offer = ok(await owner.post("/v1/own/code-generator-offer", {})).body;
    secret = offer.secret;
    const { token } = offer;
    ok(await owner.post("/v1/own/code-generator", { token, code: codeOf(secret) }));
  });
  const logIn = (more: object = {}) => people.logIn("otto", more);

  test("is asked for once there is a generator [A11d-11.6]", async () => {
    expect(await logIn()).toMatchObject({ status: 401, body: { code: "MFA_REQUIRED" } });
  });

  test("that set up its generator has counted: it logs nobody in [P11-300d]", async () => {
    expect(await logIn({ code: codeOf(secret) })).toMatchObject(failed);
    clock.step({ minutes: 4 });
  });

  test("counts for nothing without the password, and a wrong one counts as a failure", async () => {
    const code = codeOf(secret);
    expect(await logIn({ password: "not the one", code })).toMatchObject(failed);
    expect(await logIn({ code: "000000" })).toMatchObject(failed);
    const whys = (await recordedOf(service, "LogInFailed")).map(({ event }) => event.data.why);
    expect(whys.slice(-2)).toEqual(["credentialWrong", "codeWrong"]);
  });

  test("counts once [P11-300d]", async () => {
    const code = codeOf(secret);
    expect((await logIn({ code })).status).toBe(200);
    expect(await logIn({ code })).toMatchObject(failed);
    const refusals = await recordedOf(service, "AttemptRefused");
    expect(refusals.map(({ event }) => event.data.code)).toContain("CODE_REUSED");
    ok(await owner.post("/v1/session/lock", {}));
    const unlock = { password: passwordOf("otto"), code };
    expect(await owner.post("/v1/session/unlock", unlock)).toMatchObject(failed);
  });

  test("that unlocked a session logs nobody in afterwards [P11-300d]", async () => {
    clock.step({ minutes: 2 });
    const code = codeOf(secret);
    ok(await owner.post("/v1/session/lock", {}));
    ok(await owner.post("/v1/session/unlock", { password: passwordOf("otto"), code }));
    expect(await logIn({ code })).toMatchObject(failed);
  });

  test("counts once also when it is shown many times at once", async () => {
    clock.step({ minutes: 2 });
    const code = codeOf(secret);
    const replies = await Promise.all([1, 2, 3].map(() => logIn({ code })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  test("of a step before the last one is too old, and of the next one still good", async () => {
    clock.step({ minutes: 2 });
    expect(await logIn({ code: codeOf(secret, -2) })).toMatchObject(failed);
    expect(await logIn({ code: codeOf(secret, 2) })).toMatchObject(failed);
    expect((await logIn({ code: codeOf(secret, 1) })).status).toBe(200);
    for (const steps of [-1, 0, 1]) {
      expect(await logIn({ code: codeOf(secret, steps) })).toMatchObject(failed);
    }
  });

  test("of an offer that was made to somebody else sets nothing", async () => {
    const thief = await people.person("theo");
    const { token, secret: offered } = ok(
      await owner.post("/v1/own/code-generator-offer", {}),
    ).body;
    const shown = { token, code: codeOf(offered) };
    expect(await thief.post("/v1/own/code-generator", shown)).toMatchObject(failed);
    expect(await owner.post("/v1/own/code-generator", shown)).toMatchObject(failed);
  });
});

describe("from outside the site's networks", () => {
  test("a password alone is refused, and nobody says where they are [A11d-11.6]", async () => {
    await people.person("olga");
    const body = { username: "olga", password: passwordOf("olga") };
    const from = (address: string) => ({
      "x-forwarded-for": address,
      "x-forwarded-proto": "https",
    });
    const logIn = (headers: object) => service.send("POST", "/v1/session", body, headers);
    const outside = await logIn(from("203.0.113.7"));
    expect(outside).toMatchObject({ status: 401, body: { code: "MFA_REQUIRED" } });
    const claimed = await logIn(from("127.0.0.1, 203.0.113.7"));
    expect(claimed).toMatchObject({ status: 401, body: { code: "MFA_REQUIRED" } });
    expect((await logIn({})).status).toBe(200);
  });
});

describe("a passkey", () => {
  const authenticator = createAuthenticator();
  const place = { origin: "http://localhost:8080", rpId: "localhost" };
  let owner: Somebody;
  beforeAll(async () => {
    owner = await people.person("petra");
    await people.person("sera", { role: "security" });
    const { token, options } = ok(await owner.post("/v1/own/passkey-offer", {})).body;
    const answer = authenticator.create({ ...place, challenge: options.challenge, counter: 1 });
    ok(await owner.post("/v1/own/passkeys", { token, answer, label: "Key" }));
  });

  const offer = async () => ok(await service.post("/v1/session/passkey-offer", {})).body;
  const show = (body: object) => service.post("/v1/session/passkey", body);

  test("logs in, and its answer counts once [A11d-11.3]", async () => {
    const { token, options } = await offer();
    const answer = authenticator.get({ ...place, challenge: options.challenge, counter: 2 });
    const reply = ok(await show({ token, answer }));
    expect(reply.body.personId).toBe(owner.id);
    const who = await clientOf(service.address, { cookie: cookieIn(reply) }).get("/v1/session");
    expect(who.body.authentication.method).toBe("passkey");
    expect(await show({ token, answer })).toMatchObject(failed);
    const other = await offer();
    expect(await show({ token: other.token, answer })).toMatchObject(failed);
  });

  test("is not logged in by a challenge that was for something else", async () => {
    const setting = ok(await owner.post("/v1/own/passkey-offer", {})).body;
    const { challenge } = setting.options;
    const answer = authenticator.get({ ...place, challenge, counter: 3 });
    expect(await show({ token: setting.token, answer })).toMatchObject(failed);
    const { token, options } = await offer();
    const made = createAuthenticator().create({ ...place, challenge: options.challenge });
    const set = await owner.post("/v1/own/passkeys", { token, answer: made, label: "Key" });
    expect(set).toMatchObject(failed);
  });

  test("is not set for somebody else than who asked", async () => {
    const thief = await people.person("tess");
    const { token, options } = ok(await owner.post("/v1/own/passkey-offer", {})).body;
    const answer = createAuthenticator().create({ ...place, challenge: options.challenge });
    const set = await thief.post("/v1/own/passkeys", { token, answer, label: "Key" });
    expect(set).toMatchObject(failed);
  });

  test.each([
    ["the person is not verified", { flags: 0x01 }],
    ["it was asked for by another site", { origin: "http://localhost.example" }],
    ["it is for another host", { rpId: "example" }],
    ["it answers another challenge", { challenge: "A".repeat(43) }],
    ["it was made inside a page of another site", { client: { crossOrigin: true } }],
  ])("is refused where %s [A11d-11.3]", async (_, wrong) => {
    const { token, options } = await offer();
    const at = { ...place, challenge: options.challenge, counter: 4, ...wrong };
    expect(await show({ token, answer: authenticator.get(at) })).toMatchObject(failed);
  });

  test("opens an account that guesses have locked, and leaves it locked [P11-300d]", async () => {
    const guess = async (password: string) => (await people.logIn("petra", { password })).body.code;
    for (let n = 0; n < 5; n += 1) await guess("not the password");
    for (const minutes of [1, 2, 4, 8, 16]) {
      clock.step({ minutes });
      await guess("not the password");
    }
    const [lock] = (await recordedOf(service, "AccountLocked")).slice(-1);
    expect(lock?.event.data).toEqual({ failures: 10 });
    const { token, options } = await offer();
    const answer = authenticator.get({ ...place, challenge: options.challenge, counter: 5 });
    ok(await show({ token, answer }));
    expect(await guess(passwordOf("petra"))).toBe("ACCOUNT_LOCKED");
    const security = await loggedIn(service.address, "sera");
    ok(await security.give(`/v1/people/${owner.id}/unlock-account`, {}, withReason));
    expect((await people.logIn("petra")).status).toBe(200);
  });

  test("whose counter does not grow ends, and logs nobody in [P11-300c] [P11-300d]", async () => {
    ok(await people.logIn("petra"));
    const shown = async (counter: number) => {
      const { token, options } = await offer();
      const answer = authenticator.get({ ...place, challenge: options.challenge, counter });
      return show({ token, answer });
    };
    ok(await shown(9));
    const copied = await shown(9);
    expect(copied).toMatchObject(failed);
    expect(copied.headers.getSetCookie()).toEqual([]);
    expect(await shown(10)).toMatchObject(failed);
    const [suspected] = await recordedOf(service, "CredentialCloneSuspected");
    expect(suspected?.event.data).toMatchObject({ signCount: 9, lastSignCount: 9 });
    const [ended] = await recordedOf(service, "CredentialEnded").then((all) => all.slice(-1));
    expect(ended?.event.data).toMatchObject({ kind: "passkey", why: "cloned" });
  });
});
