// One password under many names: no account is locked by it, and it is told all the same, with
// names that somebody has and names that nobody has in one count, by whichever process.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProcesses } from "../../../src/cli/instance/processes.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { recordedOf, startBeside, steppedClock } from "../attack/attack-for-test.ts";
import { establishPeople, loggedIn, ok, type People } from "../people-for-test.ts";
import { clientOf, type ServiceForTest, startService } from "../service-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let beside: Awaited<ReturnType<typeof startBeside>>;
let people: People;
const known = Array.from({ length: 9 }, (_, n) => `known-${n}`);
const unknown = Array.from({ length: 9 }, (_, n) => `unheard-of-${n}`);

beforeAll(async () => {
  service = await startService({ clock });
  people = await establishPeople(service);
  await people.person("sera", { role: "security" });
  for (const name of known) await people.person(name);
  beside = await startBeside(service);
}, 120_000);
afterAll(async () => {
  await beside[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

async function sprayed(names: readonly string[]): Promise<number> {
  const before = (await recordedOf(service, "ManyNamesTried")).length;
  const addresses = [service.address, beside.address];
  for (const [n, username] of names.entries()) {
    const guess = { username, password: "summer2026 summer" };
    const { body } = await clientOf(addresses[n % 2] ?? "").post("/v1/session", guess);
    expect(body.code).toBe("LOG_IN_FAILED");
  }
  return (await recordedOf(service, "ManyNamesTried")).length - before;
}
const anHourLater = () => clock.step({ minutes: 61 });

test("names that somebody has are counted with those that nobody has [P11-300d]", async () => {
  expect(await sprayed([...known.slice(0, 5), ...unknown.slice(0, 4)])).toBe(0);
  expect(await sprayed(known.slice(5, 6))).toBe(1);
  anHourLater();
  expect(await sprayed([...unknown, ...known.slice(0, 1)])).toBe(1);
  const [event] = (await recordedOf(service, "ManyNamesTried")).slice(-1);
  expect(event?.event.data).toEqual({ names: 10 });
});

test("it is told once an hour, and one name again and again is one name [P11-300d]", async () => {
  anHourLater();
  expect(await sprayed([...known, "x", "y", "z"])).toBe(1);
  anHourLater();
  const few = ["a", "b", "c", "d"];
  expect(await sprayed([...few, ...few, ...few])).toBe(0);
});

test("who mistyped and then logged in is not counted", async () => {
  anHourLater();
  expect(await sprayed(known)).toBe(0);
  for (const name of known) ok(await people.logIn(name));
  expect(await sprayed(["e", "f", "g"])).toBe(0);
});

test("the security role is alerted, and no name is kept [P11-300d]", async () => {
  const security = await loggedIn(service.address, "sera");
  const logger = openLog({ quiet: true, forPeople: false });
  await using _processes = startProcesses(service.instance, logger);
  for (let n = 0; ; n += 1) {
    const { alerts } = (await security.get("/v1/security-alerts")).body;
    const kinds = alerts.map(({ kind }: { kind: string }) => kind);
    if (kinds.includes("manyNames")) break;
    expect(n, "It never came.").toBeLessThan(200);
    await sleep(50);
  }
  const tried = JSON.stringify(await recordedOf(service, "ManyNamesTried"));
  expect(tried).not.toMatch(/known-|unheard/);
});
