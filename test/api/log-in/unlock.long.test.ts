// Taking up a locked session, or proving within one who one is: it needs as much as logging in
// would need now, and later events say by what.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthenticator } from "../../access/credential/authenticator-for-test.ts";
import { codeAt } from "../../access/credential/code-for-test.ts";
import { recordedOf, steppedClock } from "../attack/attack-for-test.ts";
import { browserOf } from "../page/form-for-test.ts";
import {
  cookieIn,
  establishPeople,
  ok,
  type People,
  passwordOf,
  type Somebody,
} from "../people-for-test.ts";
import { clientOf, type ServiceForTest, startService } from "../service-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService({ clock, environment: { TRUSTED_PROXIES: "127.0.0.1/32" } });
  people = await establishPeople(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const place = { origin: "http://localhost:8080", rpId: "localhost" };
const asked = { status: 401, body: { code: "MFA_REQUIRED" } };
const failed = { status: 401, body: { code: "LOG_IN_FAILED" } };
const isLocked = async (one: Pick<Somebody, "get">) => (await one.get("/v1/session")).body.locked;
const provenBy = async (one: Pick<Somebody, "get">) =>
  (await one.get("/v1/session")).body.authentication;

describe("with a code generator", () => {
  let owner: Somebody;
  let secret: string;
  const password = passwordOf("otto");
  const code = () => codeAt(secret, clock.now());
  beforeAll(async () => {
    owner = await people.person("otto");
    const offer = ok(await owner.post("/v1/own/code-generator-offer", {})).body;
    secret = offer.secret;
    ok(await owner.post("/v1/own/code-generator", { token: offer.token, code: code() }));
    clock.step({ minutes: 1 });
  });

  test("the password alone unlocks nothing [A11d-11.6]", async () => {
    ok(await owner.post("/v1/session/lock", {}));
    expect(await owner.post("/v1/session/unlock", { password })).toMatchObject(asked);
    expect(await isLocked(owner)).toBe(true);
    const wrong = { password, code: "000000" };
    expect(await owner.post("/v1/session/unlock", wrong)).toMatchObject(failed);
    ok(await owner.post("/v1/session/unlock", { password, code: code() }));
    expect(await isLocked(owner)).toBe(false);
  });

  test("what follows says that both were shown [A11-12.4]", async () => {
    expect(await provenBy(owner)).toMatchObject({ assurance: "password+totp" });
    const [unlocked] = (await recordedOf(service, "SessionUnlocked")).slice(-1);
    expect(unlocked?.event.data.assurance).toBe("password+totp");
    expect(unlocked?.metadata.authentication.assurance).toBe("password+totp");
  });

  test("the password alone proves nothing within the session either", async () => {
    expect(await owner.post("/v1/session/prove", { password })).toMatchObject(asked);
  });

  test("the page asks for the code once the password was right", async () => {
    clock.step({ minutes: 1 });
    const browser = browserOf(service.address, owner.cookie);
    await browser.fill("/lock");
    expect((await browser.visit("/unlock")).text).not.toContain('name="code"');
    const page = await browser.fill("/unlock", { password });
    expect(page.status).toBe(401);
    expect(page.text).toContain('autocomplete="one-time-code"');
    expect(page.text).not.toContain(password);
    const again = await browser.fill("/unlock", { password, code: "000 000" });
    expect(again.text).toContain('name="code"');
    expect((await browser.fill("/unlock", { password, code: code() })).to).toBe("/logged-in");
  });
});

test("from outside the site's networks a password unlocks nothing [A11d-11.6]", async () => {
  const owner = await people.person("olga");
  ok(await owner.post("/v1/session/lock", {}));
  const outside = {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    cookie: `__Host-${owner.cookie}`,
  };
  const body = { password: passwordOf("olga") };
  const reply = await owner.send("POST", "/v1/session/unlock", body, outside);
  expect(reply).toMatchObject(asked);
  ok(await owner.post("/v1/session/unlock", body));
});

test("what one factor opened within is locked when used from outside [A11d-11.6]", async () => {
  const owner = await people.person("odo", { role: "operator" });
  const outside = {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    cookie: `__Host-${owner.cookie}`,
  };
  const read = () => owner.send("GET", "/v1/batches", undefined, outside);
  const password = passwordOf("odo");
  expect(await read()).toMatchObject({ status: 401, body: { code: "SESSION_LOCKED" } });
  expect(await isLocked(owner)).toBe(true);
  const [locked] = (await recordedOf(service, "SessionLocked")).slice(-1);
  expect(locked?.event.data).toEqual({ why: "outside" });
  ok(await owner.post("/v1/session/unlock", { password }));
  const { token, secret } = ok(await owner.post("/v1/own/code-generator-offer", {})).body;
  ok(await owner.post("/v1/own/code-generator", { token, code: codeAt(secret, clock.now()) }));
  // What was proven is what counts, not what could be.
  expect(await read()).toMatchObject({ status: 401, body: { code: "SESSION_LOCKED" } });
  clock.step({ minutes: 1 });
  const both = { password, code: codeAt(secret, clock.now()) };
  ok(await owner.send("POST", "/v1/session/unlock", both, outside));
  expect((await read()).status).toBe(200);
  expect((await owner.get("/v1/batches")).status).toBe(200);
});

describe("with a passkey", () => {
  const authenticator = createAuthenticator();
  let counter = 1;
  let owner: Somebody;
  let session: ReturnType<typeof clientOf>;
  const shown = async (offerAt: string, by = session, as = authenticator) => {
    const { token, options } = ok(await by.post(offerAt, {})).body;
    counter += 1;
    return { token, answer: as.get({ ...place, challenge: options.challenge, counter }) };
  };
  const unlock = (body: object, by = session) => by.post("/v1/session/unlock", body);
  beforeAll(async () => {
    owner = await people.person("petra");
    const { token, options } = ok(await owner.post("/v1/own/passkey-offer", {})).body;
    const answer = authenticator.create({ ...place, challenge: options.challenge, counter });
    ok(await owner.post("/v1/own/passkeys", { token, answer, label: "Key" }));
    const { credentials } = (await owner.get("/v1/session")).body;
    const [{ credentialId }] = credentials.filter(
      ({ kind }: { kind: string }) => kind === "password",
    );
    ok(await owner.post(`/v1/own/credentials/${credentialId}/end`, { why: "withdrawn" }));
    const logIn = await shown("/v1/session/passkey-offer", owner);
    const cookie = cookieIn(ok(await service.post("/v1/session/passkey", logIn)));
    session = clientOf(service.address, { cookie });
  });

  test("alone, it unlocks, and within the session it proves who it is [A11d-11.3]", async () => {
    ok(await session.post("/v1/session/lock", {}));
    expect(await unlock({ password: passwordOf("petra") })).toMatchObject(failed);
    ok(await unlock(await shown("/v1/session/proof-offer")));
    expect(await isLocked(session)).toBe(false);
    expect(await provenBy(session)).toMatchObject({
      method: "passkey",
      assurance: "passkey+userVerification",
    });
    clock.step({ minutes: 6 });
    expect((await session.post("/v1/own/passkey-offer", {})).body.code).toBe("PROOF_REQUIRED");
    ok(await session.post("/v1/session/prove", await shown("/v1/session/proof-offer")));
    ok(await session.post("/v1/own/passkey-offer", {}));
  });

  test("its answer counts once, and an answer to a log-in is none", async () => {
    ok(await session.post("/v1/session/lock", {}));
    expect(await unlock(await shown("/v1/session/passkey-offer"))).toMatchObject(failed);
    const once = await shown("/v1/session/proof-offer");
    ok(await unlock(once));
    ok(await session.post("/v1/session/lock", {}));
    expect(await unlock(once)).toMatchObject(failed);
  });

  test("the challenge and the passkey of somebody else are none", async () => {
    const thief = await people.person("tess");
    ok(await thief.post("/v1/session/lock", {}));
    const others = await shown("/v1/session/proof-offer");
    expect(await unlock(others, thief)).toMatchObject(failed);
    const stolen = await shown("/v1/session/proof-offer", thief);
    expect(await unlock(stolen, thief)).toMatchObject(failed);
    expect(await isLocked(thief)).toBe(true);
  });

  test("the page offers it, and asks for no password that is not there", async () => {
    const browser = browserOf(service.address, cookieIn(await logInAgain()));
    await browser.fill("/lock");
    const { text } = await browser.visit("/unlock?next=/account");
    expect(text).toContain('id="passkey-prove"');
    expect(text).not.toContain('name="password"');
  });
  const logInAgain = async () =>
    ok(
      await service.post(
        "/v1/session/passkey",
        await shown("/v1/session/passkey-offer", clientOf(service.address)),
      ),
    );

  test("whose counter does not grow ends, and unlocks nothing [P11-300c] [P11-300d]", async () => {
    ok(await session.post("/v1/session/prove", await shown("/v1/session/proof-offer")));
    ok(await session.post("/v1/session/lock", {}));
    counter -= 1;
    expect(await unlock(await shown("/v1/session/proof-offer"))).toMatchObject(failed);
    expect(await isLocked(session)).toBe(true);
    const [ended] = (await recordedOf(service, "CredentialEnded")).slice(-1);
    expect(ended?.event.data).toMatchObject({ kind: "passkey", why: "cloned" });
  });
});
