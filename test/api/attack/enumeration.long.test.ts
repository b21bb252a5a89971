// Whether a name is somebody's: no answer tells it, neither by what it says nor by how long it
// takes.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPasswordHashing } from "../../../src/access/credential/password-hash.ts";
import { printLink } from "../../../src/access/person/link.ts";
import { establishPeople, ok, type People, passwordOf } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { because, given, told, withReason } from "./attack-for-test.ts";

let service: ServiceForTest;
let people: People;
const ids = new Map<string, string>();
beforeAll(async () => {
  // Not as cheap as elsewhere: what is compared is the whole of an attempt.
  const hashing = createPasswordHashing({ memory_KiB: 24 * 1024, passes: 2, parallelism: 1 });
  service = await startService({ hashing });
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

test("how long it takes tells nothing [P11-300d]", async () => {
  const times = { known: [] as number[], unknown: [] as number[] };
  const timed = async (of: keyof typeof times, name: string) => {
    const from = performance.now();
    const { status } = await guess(name);
    times[of].push(performance.now() - from);
    expect(status).toBe(401);
  };
  for (let n = 0; n < 16; n += 1) {
    // A success in between, so that it is never locked.
    if (n % 3 === 0) ok(await people.logIn("other"));
    await timed("known", "other");
    await timed("unknown", `unheard-of-${n}`);
  }
  const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
  const ratio = median(times.known) / median(times.unknown);
  expect(ratio).toBeGreaterThan(1 / 2);
  expect(ratio).toBeLessThan(2);
});
