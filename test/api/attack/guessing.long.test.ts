// Guessing passwords: one account many times, many accounts once, all at the same time, and from
// one address.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
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
  recordedOf,
  startBeside,
  steppedClock,
  told,
  withReason,
} from "./attack-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService({ clock });
  people = await establishPeople(service);
  await people.person("sera", { role: "security" });
  for (const name of ["greta", "karl", "sven", "pete", "rosa", "vera", "viola", "lotte"])
    await people.person(name);
});
afterAll(() => service[Symbol.asyncDispose]());

const guess = (username: string, password: string) =>
  service.post("/v1/session", { username, password });
const wrong = (n = 0) => `not the password ${n}`;
const codeOf = async (username: string, password: string) =>
  (await guess(username, password)).body.code;
const failuresOf = async ({ id }: Pick<Somebody, "id">) =>
  (await recordedOf(service, "LogInFailed")).filter(({ stream }) => stream === `person-${id}`);

describe("one account, again and again", () => {
  test("is locked for longer and longer, and in the end for good [A11d-11.7-8]", async () => {
    for (let n = 0; n < 4; n += 1) expect(await codeOf("karl", wrong(n))).toBe("LOG_IN_FAILED");
    expect(await codeOf("karl", wrong(4))).toBe("ACCOUNT_LOCKED");
    for (const minutes of [1, 2, 4, 8, 16]) {
      clock.step({ seconds: minutes * 60 - 1 });
      expect(await codeOf("karl", passwordOf("karl"))).toBe("ACCOUNT_LOCKED");
      clock.step({ seconds: 1 });
      expect(await codeOf("karl", wrong(minutes))).toBe("ACCOUNT_LOCKED");
    }
    clock.step({ minutes: 24 * 60 });
    expect(await codeOf("karl", passwordOf("karl"))).toBe("ACCOUNT_LOCKED");
    const locks = await recordedOf(service, "AccountLocked");
    expect(locks.map(({ event }) => event.data.failures)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(locks.at(-1)?.event.data.until).toBeUndefined();
  });

  test("is unlocked by somebody else, with a reason, and by none [A11d-11.7-8]", async () => {
    const [karl] = await recordedOf(service, "AccountLocked");
    const at = `/v1/${karl?.stream.replace("person-", "people/")}/unlock-account`;
    const admin = clientOf(service.address, await loggedInAgain("ada"));
    const sera = clientOf(service.address, await loggedInAgain("sera"));
    expect((await admin.give(at, {})).body.code).toBe("NOT_AUTHORIZED");
    expect((await sera.give(at, {})).body.code).toBe("REASON_REQUIRED");
    ok(await sera.give(at, {}, withReason));
    expect((await guess("karl", passwordOf("karl"))).status).toBe(200);
  });

  async function loggedInAgain(username: string) {
    const reply = ok(await people.logIn(username));
    return { cookie: reply.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  }

  test("a right guess shows in nothing while it is locked", async () => {
    for (let n = 0; n < 5; n += 1) await guess("pete", wrong(n));
    const [right, other] = [await guess("pete", passwordOf("pete")), await guess("pete", wrong())];
    expect(told(right)).toEqual(told(other));
    expect(right.body.code).toBe("ACCOUNT_LOCKED");
  });

  test("fifty guesses at once are no more than five in a row [P11-300d]", async () => {
    const guesses = [...Array.from({ length: 49 }, (_, n) => wrong(n)), passwordOf("greta")];
    const replies = await Promise.all(guesses.map((password) => guess("greta", password)));
    expect(replies.filter(({ status }) => status === 200)).toEqual([]);
    const last = replies.slice(-2).map(told);
    expect(last[0]).toEqual(last[1]);
    const greta = (await recordedOf(service, "PersonEnrolled")).find(
      ({ event }) => event.data.username === "greta",
    );
    const id = greta?.stream.replace("person-", "") ?? "";
    expect(await failuresOf({ id })).toHaveLength(5);
    expect(await codeOf("greta", passwordOf("greta"))).toBe("ACCOUNT_LOCKED");
  });

  test("the former password is not guessed with a stolen session [P11-300d]", async () => {
    const victim = await loggedIn(service.address, "vera");
    const change = (former: string) =>
      victim.post("/v1/own/password", { former, password: passwordOf("thief") });
    for (let n = 0; n < 5; n += 1) expect((await change(wrong(n))).status).not.toBe(204);
    expect((await change(passwordOf("vera"))).body.code).toBe("ACCOUNT_LOCKED");
    expect(await failuresOf(victim)).toHaveLength(5);
  });

  test("the code of a recovery is guessed five times, no more [P11-200a3] [P11-300d]", async () => {
    const [admin, security] = [
      await loggedIn(service.address, "ada"),
      await loggedIn(service.address, "sera"),
    ];
    const victim = await loggedIn(service.address, "viola");
    const at = `/v1/people/${victim.id}`;
    const { link } = ok(
      await admin.post(`${at}/request-recovery`, given({ reason: because })),
    ).body;
    const { code } = ok(await security.post(`${at}/approve-recovery`, given())).body;
    const recover = (one: string) =>
      service.post("/v1/recovery", { link, code: one, password: passwordOf("taken") });
    for (let n = 0; n < 5; n += 1) expect((await recover(`1111${n} 22222`)).status).toBe(401);
    expect((await recover(code)).status).toBe(401);
    expect((await victim.get("/v1/session")).status).toBe(200);
  });
});

describe("a name that nobody has", () => {
  test("is locked as any other, also by many guesses at once [P11-300d]", async () => {
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => guess("nobody-here", wrong(n))),
    );
    const codes = new Set(replies.map(({ body }) => body.code));
    expect([...codes].sort()).toEqual(["ACCOUNT_LOCKED", "LOG_IN_FAILED"]);
    expect(await codeOf("nobody-here", wrong())).toBe("ACCOUNT_LOCKED");
    // And opened after the same time.
    clock.step({ minutes: 1 });
    expect(await codeOf("nobody-here", wrong())).toBe("ACCOUNT_LOCKED");
    clock.step({ seconds: 119 });
    expect(await codeOf("nobody-here", wrong())).toBe("ACCOUNT_LOCKED");
    clock.step({ minutes: 4 });
    const unknown = await recordedOf(service, "UnknownLogInsFailed");
    expect(unknown.map(({ event }) => event.data.count)).toContain(5);
  });

  test("answers as any other over a long time, also once it is locked for good", async () => {
    const told = { lotte: [] as string[], "unheard-of": [] as string[] };
    const names = ["lotte", "unheard-of"] as const;
    const guessed = async () => {
      for (const name of names) told[name].push(await codeOf(name, wrong()));
    };
    const day_min = 24 * 60;
    for (const minutes of [0, 0, 0, 0, 31 * day_min, 0, 29 * day_min, 0, 0, 0]) {
      clock.step({ minutes });
      await guessed();
    }
    for (const minutes of [1, 2, 4, 8, 16, 32, 31 * day_min, 400 * day_min]) {
      clock.step({ minutes });
      await guessed();
    }
    expect(told["unheard-of"]).toEqual(told.lotte);
    expect(told.lotte.slice(0, 5)).toEqual(Array(5).fill("LOG_IN_FAILED"));
    expect(told.lotte.slice(-2)).toEqual(Array(2).fill("ACCOUNT_LOCKED"));
  });
});

describe("one password for many names", () => {
  test("counts against each account that there is [P11-300d]", async () => {
    const names = ["sven", "rosa"];
    for (const name of names) expect(await codeOf(name, "summer2026 summer")).toBe("LOG_IN_FAILED");
    const failures = (await recordedOf(service, "LogInFailed")).slice(-2);
    expect(new Set(failures.map(({ stream }) => stream)).size).toBe(2);
  });
});

test("one address asks so often and no more, by each way in [P11-300d]", async () => {
  await using narrow = await startBeside(service, { limits: { logInsMax: 3 } });
  const who = clientOf(narrow.address);
  const ways: readonly (readonly [path: string, body: object])[] = [
    ["/v1/session", { username: "x", password: "y" }],
    ["/v1/session/passkey", { token: "x", answer: {} }],
    ["/v1/invitation", { link: "x", password: "y" }],
    ["/v1/recovery", { link: "x", code: "y", password: "z" }],
  ];
  for (const [path, body] of ways) {
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await who.post(path, body)).status);
    expect([path, ...statuses.slice(-2)]).toEqual([path, 429, 429]);
    // Who says to be somebody else is still the same.
    const headers = { "client-ip": "203.0.113.9", "x-client-ip": "203.0.113.9" };
    expect((await who.send("POST", path, body, headers)).status).toBe(429);
  }
});
