// A thief with the cookie of a session that somebody left open: what proves who that is stays as
// it is, until the person has proven within the last minutes that it is them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
import { createAuthenticator } from "../../access/credential/authenticator-for-test.ts";
import { recordedOf, steppedClock, withReason } from "../attack/attack-for-test.ts";
import { browserOf } from "../page/form-for-test.ts";
import { establishPeople, ok, type People, passwordOf, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
let victim: Somebody;
let credentialId: string;
beforeAll(async () => {
  service = await startService({ clock });
  people = await establishPeople(service);
  victim = await people.person("vera", { role: "operator" });
  [{ credentialId }] = (await victim.get("/v1/session")).body.credentials;
});
afterAll(() => service[Symbol.asyncDispose]());

const proof = { status: 401, body: { code: "PROOF_REQUIRED" } };
const place = { origin: "http://localhost:8080", rpId: "localhost" };
const prove = (username = "vera") =>
  victim.post("/v1/session/prove", { password: passwordOf(username) });
const setBy = async (kind: string) =>
  (await recordedOf(service, "CredentialSet")).filter(({ event }) => event.data.kind === kind);

describe("minutes after the log-in, the cookie alone", () => {
  beforeAll(() => clock.step({ minutes: 5, seconds: 1 }));

  test.each([
    ["a passkey", "/v1/own/passkey-offer", {}],
    ["a passkey by an answer", "/v1/own/passkeys", { token: "t", answer: {}, label: "Mine" }],
    ["a code generator", "/v1/own/code-generator-offer", {}],
    ["a code generator by a code", "/v1/own/code-generator", { token: "t", code: "123456" }],
    ["a password", "/v1/own/password", { former: passwordOf("vera"), password: "x".repeat(20) }],
  ])("sets no credential: %s [P11-10d] [P11-300b]", async (_, path, body) => {
    expect(await victim.post(path, body)).toMatchObject(proof);
  });

  test("ends no credential [P11-10d] [P11-300b]", async () => {
    const ending = await victim.post(`/v1/own/credentials/${credentialId}/end`, { why: "lost" });
    expect(ending).toMatchObject(proof);
    expect((await victim.get("/v1/session")).body.credentials).toHaveLength(1);
  });

  test.each([
    ["/account/code-generator-offer", {}],
    ["/account/code-generator", { token: "t", code: "123456" }],
    ["/account/password", { former: "former", password: "new", again: "new" }],
    ["/account/credentials/end", { credentialId: "c", why: "lost" }],
  ])("is led by %s to prove who it is [P11-10d]", async (path, fields) => {
    const led = await browserOf(service.address, victim.cookie).fill(path, fields);
    expect(led).toMatchObject({ status: 303, to: "/prove" });
  });

  test("is shown no form that changes one, but where to prove it", async () => {
    const { text } = await browserOf(service.address, victim.cookie).visit("/account");
    expect(text).toContain('href="/prove?next=%2Faccount"');
    for (const action of ["password", "code-generator-offer", "credentials/end"]) {
      expect(text).not.toContain(`action="/account/${action}"`);
    }
    expect(text).not.toContain('id="passkey-add"');
  });

  test("proves nothing by a wrong password, and that is counted [P11-300d]", async () => {
    expect(await prove("thief")).toMatchObject({ status: 401, body: { code: "LOG_IN_FAILED" } });
    const [failed] = (await recordedOf(service, "LogInFailed")).slice(-1);
    expect(failed?.event.data.why).toBe("credentialWrong");
    expect(await victim.post("/v1/own/passkey-offer", {})).toMatchObject(proof);
  });

  test("is not made fresh by being used, or by a log-in elsewhere", async () => {
    ok(await victim.get("/v1/session"));
    ok(await people.logIn("vera"));
    expect(await victim.post("/v1/own/passkey-offer", {})).toMatchObject(proof);
  });
});

describe("whoever has proven that it is them", () => {
  test("changes what proves it, for five minutes, and the log says by what", async () => {
    ok(await prove());
    const [proven] = (await recordedOf(service, "SessionProven")).slice(-1);
    expect(proven?.event.data).toEqual({ assurance: "password" });
    const { token, options } = ok(await victim.post("/v1/own/passkey-offer", {})).body;
    const answer = createAuthenticator().create({ ...place, challenge: options.challenge });
    ok(await victim.post("/v1/own/passkeys", { token, answer, label: "Mine" }));
    const [set] = await setBy("passkey");
    clock.step({ minutes: 5, seconds: 1 });
    const late = `/v1/own/credentials/${set?.event.data.credentialId}/end`;
    expect(await victim.post(late, { why: "lost" })).toMatchObject(proof);
    ok(await prove());
    ok(await victim.post(late, { why: "lost" }));
  });

  test("adds no passkey that can leave its device, where the rules forbid it", async () => {
    const at = "/v1/access-control/instance/set-access-policy";
    const rules = (deviceBoundOnly: boolean) =>
      people.admin.give(at, { ...defaultPolicy, deviceBoundOnly }, withReason);
    const add = async (flags: number) => {
      const { token, options } = ok(await victim.post("/v1/own/passkey-offer", {})).body;
      const { challenge } = options;
      const answer = createAuthenticator().create({ ...place, challenge, flags });
      return victim.post("/v1/own/passkeys", { token, answer, label: "Mine" });
    };
    const [bound, roaming] = [0x05, 0x0d];
    ok(await rules(true));
    const refused = { status: 401, body: { code: "PASSKEY_NOT_DEVICE_BOUND" } };
    expect(await add(roaming)).toMatchObject(refused);
    ok(await add(bound));
    ok(await rules(false));
    ok(await add(roaming));
  });

  test("has done so by unlocking, too", async () => {
    clock.step({ minutes: 6 });
    ok(await victim.post("/v1/session/lock", {}));
    ok(await victim.post("/v1/session/unlock", { password: passwordOf("vera") }));
    ok(await victim.post("/v1/own/code-generator-offer", {}));
  });

  test("is led back to the account, where the forms are", async () => {
    clock.step({ minutes: 6 });
    const browser = browserOf(service.address, victim.cookie);
    const page = await browser.visit("/prove?next=/account");
    expect(page.text).toContain("Prove that it is you");
    const wrong = await browser.fill("/prove", { password: "wrong", next: "/account" });
    expect(wrong.status).toBe(401);
    const done = await browser.fill("/prove", { password: passwordOf("vera"), next: "/account" });
    expect(done.to).toBe("/account");
    expect((await browser.follow(done)).text).toContain('action="/account/password"');
  });
});
