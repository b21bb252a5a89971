// Whether a name is somebody's: no answer tells it, neither by what it says nor by how long it
// takes.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPasswordHashing } from "../../../src/access/credential/password-hash.ts";
import { printLink } from "../../../src/access/person/link.ts";
import { establishPeople, ok, type People, passwordOf } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { because, given, steppedClock, told, withReason } from "./attack-for-test.ts";

let service: ServiceForTest;
let people: People;
let checks = 0;
/** Several times of what a guess takes here. */
const refusedEvery_ms = 400;
const ids = new Map<string, string>();
beforeAll(async () => {
  const plain = createPasswordHashing({ memory_KiB: 8 * 1024, passes: 1, parallelism: 1 });
  const counted =
    <Given extends unknown[], Result>(check: (...given: Given) => Result) =>
    (...given: Given): Result => {
      checks += 1;
      return check(...given);
    };
  const { verify, verifyNothing } = plain;
  const hashing = { ...plain, verify: counted(verify), verifyNothing: counted(verifyNothing) };
  // It stands still: what is locked stays so.
  service = await startService({ hashing, refusedEvery_ms, clock: steppedClock() });
  people = await establishPeople(service);
  const security = await people.person("sera", { role: "security" });
  for (const name of ["known", "other", "disabled", "gone"]) {
    ids.set(name, (await people.person(name)).id);
  }
  const { admin } = people;
  ok(await security.give(`/v1/people/${ids.get("disabled")}/disable-person`, {}, withReason));
  ok(await admin.give(`/v1/people/${ids.get("gone")}/record-leaving`, {}));
  const enrolment = { username: "invited", printedName: "I", initials: "I", account: "personal" };
  ok(await admin.give("/v1/people/invited/enrol-person", enrolment));
}, 120_000);
afterAll(() => service[Symbol.asyncDispose]());

const guess = (username: string, more: object = {}) =>
  service.post("/v1/session", { username, password: "not the password", ...more });

describe("what is said", () => {
  const names = ["known", "nobody-has-it", "disabled", "gone", "invited", "KNOWN", "a\u0000b"];

  test("is the same for every name [P11-300d]", async () => {
    const usual = told(await guess("other"));
    expect(usual).toMatchObject({ status: 401, body: { code: "LOG_IN_FAILED" } });
    for (const name of names) expect([name, told(await guess(name))]).toEqual([name, usual]);
    for (const name of names) {
      expect([name, told(await guess(name, { code: "000000" }))]).toEqual([name, usual]);
    }
  });

  test("is the same once it is locked [P11-300d]", async () => {
    const answers = async (name: string) => {
      const found = [];
      for (let n = 0; n < 7; n += 1) found.push(told(await guess(name)));
      return found;
    };
    const known = await answers("invited");
    expect(known.at(-1)).toMatchObject({ status: 403, body: { code: "ACCOUNT_LOCKED" } });
    for (const name of ["disabled", "gone"]) expect(await answers(name)).toEqual(known);
    // Three have failed before, of that name as of the others.
    expect(await answers("nobody-has-it")).toEqual(known);
  });
});

describe("a link", () => {
  const secret = "A".repeat(43);
  const password = passwordOf("thief");

  test("of nobody, and a wrong one of somebody, are answered alike", async () => {
    const { admin } = people;
    const asked = given({ reason: because });
    ok(await admin.post(`/v1/people/${ids.get("known")}/request-recovery`, asked));
    ok(await admin.post("/v1/people/invited/invite", given()));
    for (const purpose of ["invitation", "recovery"] as const) {
      const links = [...[...ids.values()], "invited", "nobody"].map((personId) =>
        printLink(purpose, { personId, secret }),
      );
      const forms = [...links, "x", `${purpose}..${secret}`, `${purpose}.AA.${secret}.more`];
      const code = purpose === "recovery" ? { code: "12345 67890" } : {};
      const answers = [];
      for (const link of forms) {
        answers.push(told(await service.post(`/v1/${purpose}`, { link, password, ...code })));
      }
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(answers[0]?.status).toBe(401);
    }
  });

  test("of one purpose is none of another", async () => {
    const asked = given({ reason: because });
    const at = `/v1/people/${ids.get("other")}/request-recovery`;
    const { link } = ok(await people.admin.post(at, asked)).body;
    const other = link.replace(/^recovery/, "invitation");
    expect((await service.post("/v1/invitation", { link: other, password })).status).toBe(401);
    expect((await service.post("/v1/invitation", { link, password })).status).toBe(401);
  });
});

describe("how long it takes", () => {
  const kinds = ["other", "unheard-of", "disabled", "gone", "invited"] as const;

  test("is as dear for every name: one argon2id, none once it is locked [P11-300d]", async () => {
    const dearly = async (name: string) => {
      const before = checks;
      const { code } = (await guess(name)).body;
      return `${code} ${checks - before}`;
    };
    ok(await people.logIn("other"));
    await people.person("fresh");
    const open = ["other", "fresh", "unheard-of", "never-heard-of"];
    for (const name of open) expect([name, await dearly(name)]).toEqual([name, "LOG_IN_FAILED 1"]);
    // Locked above, each by as many guesses.
    for (const name of ["disabled", "gone", "invited", "nobody-has-it"])
      expect([name, await dearly(name)]).toEqual([name, "ACCOUNT_LOCKED 0"]);
  });

  test("is never less than a whole step, whatever there was to look up [P11-300d]", async () => {
    for (const name of [...kinds, "never-heard-of"]) {
      const from = performance.now();
      expect([401, 403]).toContain((await guess(name)).status);
      // A timer counts whole milliseconds.
      expect([name, performance.now() - from >= refusedEvery_ms - 2]).toEqual([name, true]);
    }
  });

  test("ranks names that somebody has among those that nobody has [P11-300d]", async ({ skip }) => {
    const known: number[] = [];
    const unknown: number[] = [];
    const timed = async (into: number[], name: string) => {
      const from = performance.now();
      expect((await guess(name)).body.code).toBe("LOG_IN_FAILED");
      into.push(performance.now() - from);
      // Too slow a machine for what a step is here: it would show how slow it is.
      if (performance.now() - from > 1.75 * refusedEvery_ms) skip();
    };
    for (let n = 0; n < 40; n += 1) {
      // A success in between, so that it is never locked.
      if (n % 3 === 0) ok(await people.logIn("other"));
      // One after the other, each as often first: what disturbs them disturbs both.
      const both = [() => timed(known, "other"), () => timed(unknown, `unheard-of-${n}`)];
      for (const one of n % 2 ? both : both.reverse()) await one();
    }
    // Of equal ones five standard deviations come about once in two million.
    expect(Math.abs(ranked(known, unknown))).toBeLessThan(5);
  }, 120_000);
});

/** How many standard deviations the one are above or below the others (Mann and Whitney, 1947). */
function ranked(one: readonly number[], others: readonly number[]): number {
  const wins = one
    .flatMap((a) => others.map((b) => 0.5 + Math.sign(a - b) / 2))
    .reduce((sum, won) => sum + won, 0);
  const [n, m] = [one.length, others.length];
  return (wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

test("the ranking tells what differs by a little from what does not", () => {
  const spread = Array.from({ length: 40 }, (_, n) => (n * 37) % 40);
  expect(Math.abs(ranked(spread, spread))).toBeLessThan(1);
  expect(
    ranked(
      spread.map((time) => time + 30),
      spread,
    ),
  ).toBeGreaterThan(5);
});
