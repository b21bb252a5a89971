// Attacks on sessions: a cookie that is used again, stolen or chosen by somebody else, in this
// process and in another one over the same stores.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
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
import {
  because,
  given,
  recorded,
  startBeside,
  steppedClock,
  withReason,
} from "./attack-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let people: People;
let security: Somebody;
beforeAll(async () => {
  service = await startService({ clock });
  people = await establishPeople(service);
  security = await people.person("sera", { role: "security" });
  await people.person("guessed");
  beside = await startBeside(service);
});
afterAll(async () => {
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

/** Whoever has the cookie, in both processes. */
const thieves = ({ cookie }: { readonly cookie: string }) =>
  [service, beside].map(({ address }) => clientOf(address, { cookie }));

const statuses = (of: { readonly cookie: string }) =>
  Promise.all(thieves(of).map(async (thief) => (await thief.get("/v1/session")).status));

/** After this nothing that was known before may count, in whichever process. */
const aSecond = () => sleep(1_000);

describe("a cookie counts no more", () => {
  test("after log-out [P11-10d] [A11-12.1]", async () => {
    const somebody = await loggedIn(service.address, "ada");
    expect(await statuses(somebody)).toEqual([200, 200]);
    ok(await somebody.send("DELETE", "/v1/session"));
    await aSecond();
    expect(await statuses(somebody)).toEqual([401, 401]);
  });

  const ways: Record<string, (victim: Somebody) => Promise<unknown>> = {
    revoked: async ({ cookie }) => {
      const { body } = await clientOf(service.address, { cookie }).get("/v1/session");
      const { sessionId } = body.authentication;
      ok(await security.post(`/v1/sessions/${sessionId}/end`, given({ reason: because })));
    },
    disabled: async ({ id }) =>
      ok(await security.give(`/v1/people/${id}/disable-person`, {}, withReason)),
    robbed: async ({ id, cookie }) => {
      const { body } = await clientOf(service.address, { cookie }).get("/v1/session");
      const [{ credentialId }] = body.credentials;
      const lost = given({ credentialId, why: "lost", reason: because });
      ok(await security.post(`/v1/people/${id}/end-credential`, lost));
    },
    left: async ({ id }) => ok(await people.admin.give(`/v1/people/${id}/record-leaving`, {})),
    recovered: async ({ id }) => {
      const at = `/v1/people/${id}`;
      const asked = given({ reason: because });
      const { link } = ok(await people.admin.post(`${at}/request-recovery`, asked)).body;
      const { code } = ok(await security.post(`${at}/approve-recovery`, given())).body;
      const password = passwordOf("somebody else");
      ok(await service.post("/v1/recovery", { link, code, password }));
    },
  };

  test("once revoked, disabled, gone, robbed or recovered [P11-10d] [P11-300c]", async () => {
    const victims = new Map<string, Somebody>();
    for (const way of Object.keys(ways)) victims.set(way, await people.person(`victim-${way}`));
    for (const [way, one] of victims)
      expect([way, ...(await statuses(one))]).toEqual([way, 200, 200]);
    for (const [way, one] of victims) await ways[way]?.(one);
    await aSecond();
    for (const [way, one] of victims) {
      const left = (await statuses(one)).filter((status) => status !== 401 && status !== 403);
      expect([way, left]).toEqual([way, []]);
    }
    await aSecond();
    for (const [way, one] of victims)
      expect([way, ...(await statuses(one))]).toEqual([way, 401, 401]);
  }, 60_000);

  test("and whoever was disabled or left does not log in [P11-10d]", async () => {
    const disabled = await people.logIn("victim-disabled");
    expect(disabled).toMatchObject({ status: 403, body: { code: "ACCOUNT_DISABLED" } });
    // Whoever left has nothing any more to log in with.
    const left = await people.logIn("victim-left");
    expect(left).toMatchObject({ status: 401, body: { code: "LOG_IN_FAILED" } });
  });
});

describe("a cookie that somebody else chose", () => {
  const planted = "A".repeat(43);
  const logIn = { username: "ada", password: passwordOf("ada") };

  test("is never taken for a session", async () => {
    const cookie = `batchproof-session=${planted}`;
    const browser = clientOf(service.address, { cookie });
    expect((await browser.get("/v1/session")).status).toBe(401);
    const fresh = cookieIn(ok(await browser.post("/v1/session", logIn)));
    expect(fresh).not.toBe(cookie);
    expect(await statuses({ cookie })).toEqual([401, 401]);
    expect(await statuses({ cookie: fresh })).toEqual([200, 200]);
  });

  test("ends with the log-in that it came with, also when it was locked", async () => {
    const attacker = await people.person("fixer");
    ok(await attacker.post("/v1/session/lock", {}));
    const reply = ok(await attacker.post("/v1/session", logIn));
    expect(cookieIn(reply)).not.toBe(attacker.cookie);
    await aSecond();
    expect(await statuses(attacker)).toEqual([401, 401]);
  });
});

describe("a session that was left alone", () => {
  const idle = async (minutes: number) => {
    clock.step({ minutes });
    await aSecond();
  };

  test("reads and writes nothing, until its own person unlocks it [A11d-11.7-8]", async () => {
    const admin = await loggedIn(service.address, "ada");
    await idle(16);
    for (const one of thieves(admin)) {
      for (const path of ["/v1/sessions", "/openapi.json", "/v1/batches"]) {
        expect(await one.get(path)).toMatchObject({
          status: 401,
          body: { code: "SESSION_LOCKED" },
        });
      }
      const wrote = await one.give("/v1/people/someone/enrol-person", {});
      expect(wrote).toMatchObject({ status: 401, body: { code: "SESSION_LOCKED" } });
      const own = await one.post("/v1/own/password", { password: passwordOf("new") });
      expect(own).toMatchObject({ status: 401, body: { code: "SESSION_LOCKED" } });
    }
    const ofAnother = await admin.post("/v1/session/unlock", { password: passwordOf("sera") });
    expect(ofAnother).toMatchObject({ status: 401, body: { code: "LOG_IN_FAILED" } });
    expect((await admin.get("/v1/sessions")).body.code).toBe("SESSION_LOCKED");
    ok(await admin.post("/v1/session/unlock", { password: passwordOf("ada") }));
    expect((await admin.get("/v1/sessions")).status).toBe(200);
    await aSecond();
    expect(await statuses(admin)).toEqual([200, 200]);
  });

  test("is not unlocked by many guesses at once [P11-300d]", async () => {
    const victim = await loggedIn(service.address, "guessed");
    ok(await victim.post("/v1/session/lock", {}));
    const wrong = Array.from({ length: 30 }, (_, n) => `wrong number ${n}`);
    const guesses = [...wrong, passwordOf("guessed")];
    const replies = await Promise.all(
      guesses.map((password) => victim.post("/v1/session/unlock", { password })),
    );
    expect(replies.filter(({ status }) => status === 204)).toEqual([]);
    expect(replies.at(-1)?.body).toEqual(replies.at(-2)?.body);
    expect((await victim.get("/v1/batches")).body.code).toBe("SESSION_LOCKED");
  });

  test("ends when its time is up, however much it is used [A11d-11.7-8]", async () => {
    const admin = await loggedIn(service.address, "ada");
    const short = { ...defaultPolicy, sessionEnd_min: 30 };
    const at = "/v1/access-control/instance/set-access-policy";
    ok(await admin.give(at, short, withReason));
    const used = await loggedIn(service.address, "ada");
    for (const _ of [1, 2]) {
      await idle(14);
      expect(await statuses(used)).toEqual([200, 200]);
    }
    await idle(2);
    expect(await statuses(used)).toEqual([401, 401]);
    const ended = (await recorded(service)).filter(({ event }) => event.type === "SessionEnded");
    const whys = ended.map(({ event }) => event.data.why);
    expect(whys).toEqual(expect.arrayContaining(["loggedOut", "revoked", "recovered", "time"]));
  });
});
