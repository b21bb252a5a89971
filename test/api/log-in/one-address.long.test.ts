// A plant behind one address: whoever guesses from within uses up what the address has left, and
// nobody else's.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBeside } from "../attack/attack-for-test.ts";
import { establishPeople, ok, type People, passwordOf, type Somebody } from "../people-for-test.ts";
import { clientOf, type Reply, type ServiceForTest, startService } from "../service-for-test.ts";

const logInsMax = 3;
let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let people: People;
let mira: Somebody;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  mira = await people.person("mira", { role: "operator" });
  for (const name of ["nora", "pia"]) await people.person(name, { role: "operator" });
  // Narrower, at the same address.
  beside = await startBeside(service, { limits: { logInsMax, requestsMax: 40 } });
}, 120_000);
afterAll(async () => {
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const right = (username: string) => ({ username, password: passwordOf(username) });
const wrong = (username: string) => ({ username, password: "summer2026 summer" });
const at = (cookie?: string) => clientOf(beside.address, cookie === undefined ? {} : { cookie });
const deviceIn = ({ headers }: Reply): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .find((cookie) => cookie.startsWith("batchproof-device=")) ?? "";
/** A browser in which somebody logged in before, and logged out. */
const deviceOf = async (username: string): Promise<string> =>
  deviceIn(ok(await people.logIn(username)));

async function spray(names = 20): Promise<readonly number[]> {
  const statuses = [];
  for (let n = 0; n < names; n += 1)
    statuses.push((await at().post("/v1/session", wrong(`name-${n}`))).status);
  return statuses;
}

describe("while somebody sprays from the same address", () => {
  test("the sprayer is told to wait [P11-300d]", async () => {
    const told = await spray();
    expect(told.filter((status) => status === 401).length).toBeLessThanOrEqual(logInsMax);
    expect(told.at(-1)).toBe(429);
  });

  test("a colleague logs in where somebody did before, on this page as by program", async () => {
    await spray();
    const known = at(await deviceOf("mira"));
    ok(await known.post("/v1/session", right("mira")));
    // A shared terminal: who logs in there now need not be who did last.
    ok(await known.post("/v1/session", right("nora")));
    // The sprayer has none, and none of another make counts.
    const forged = at("batchproof-device=AAAA.99999999999.AAAA");
    expect((await forged.post("/v1/session", right("mira"))).status).toBe(429);
  });

  test("whoever is logged in unlocks the session, and works on", async () => {
    const somebody = await people.person("sven", { role: "operator" });
    ok(await somebody.post("/v1/session/lock", {}));
    for (let n = 0; n < 20; n += 1)
      await at().post("/v1/session/unlock", { password: "x".repeat(12) });
    const here = at(somebody.cookie);
    ok(await here.post("/v1/session/unlock", { password: passwordOf("sven") }));
    for (let n = 0; n < 60; n += 1) await at().get("/v1/health");
    expect((await at().get("/v1/health")).status).toBe(429);
    expect((await here.get("/v1/batches")).status).toBe(200);
  });
});

test("a browser that is known is no way to guess more [P11-300d]", async () => {
  const devices = [await deviceOf("pia"), await deviceOf("pia")];
  const statuses = [];
  for (let n = 0; n < 12; n += 1) {
    const browser = at(devices[n % 2]);
    statuses.push((await browser.post("/v1/session", wrong(`guessed-${n}`))).status);
  }
  // However many browsers one person makes known, they count as one.
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(logInsMax);
  expect(statuses.at(-1)).toBe(429);
});

test("it opens nothing by itself, and is set by no attempt that failed", async () => {
  const device = await deviceOf("nora");
  const browser = clientOf(service.address, { cookie: device });
  expect((await browser.get("/v1/session")).status).toBe(401);
  const failed = await clientOf(service.address).post("/v1/session", wrong("nora"));
  expect(failed.headers.getSetCookie()).toEqual([]);
});

test("who asks for what they may not, without being known, is counted as well", async () => {
  await using narrow = await startBeside(service, { limits: { requestsMax: 5 } });
  const stranger = clientOf(narrow.address, { cookie: `batchproof-session=${"A".repeat(43)}` });
  const statuses = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await stranger.get("/v1/batches")).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  expect((await clientOf(narrow.address, mira).get("/v1/batches")).status).toBe(200);
});
