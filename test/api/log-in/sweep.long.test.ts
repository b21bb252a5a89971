// Sessions that nobody shows any more: locked and ended at their time, once, whoever looks.
import { afterAll, beforeAll, expect, test } from "vitest";
import { liveSessions } from "../../../src/access/session/live.ts";
import { sweepSessions } from "../../../src/access/session/sweep.ts";
import { recordedOf, startBeside, steppedClock } from "../attack/attack-for-test.ts";
import { establishPeople, loggedIn, type People, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

const clock = steppedClock();
let service: ServiceForTest;
let people: People;
let mira: Somebody;
beforeAll(async () => {
  service = await startService({ clock });
  people = await establishPeople(service);
  mira = await people.person("mira", { role: "operator" });
});
afterAll(() => service[Symbol.asyncDispose]());

const sweep = () => {
  const { parts } = service.instance.access;
  return Promise.all([sweepSessions(parts), sweepSessions(parts), sweepSessions(parts)]);
};
const listed = async () =>
  (await liveSessions(service.instance.access.parts, mira.id)).map(({ locked }) => locked);
const told = async (type: string) => {
  const { body } = await people.admin.get("/v1/session");
  const all = await recordedOf(service, type);
  return all
    .filter(({ event }) => event.data.personId === undefined || event.data.personId === mira.id)
    .filter(({ stream }) => stream !== `session-${body.sessionId}`)
    .map(({ event }) => event.data.why);
};

test("a session in use is left alone", async () => {
  await sweep();
  expect(await listed()).toEqual([false]);
  expect(await told("SessionEnded")).toEqual([]);
});

test("one that was not used is locked, once, and stays the person's [P11-10d]", async () => {
  clock.step({ minutes: 16 });
  await sweep();
  expect(await listed()).toEqual([true]);
  const locks = (await recordedOf(service, "SessionLocked")).map(({ stream }) => stream);
  expect(new Set(locks).size).toBe(locks.length);
  expect(await mira.get("/v1/batches")).toMatchObject({ body: { code: "SESSION_LOCKED" } });
});

test("one that was locked for too long has ended, and is said to be idle [A11d-11.9]", async () => {
  clock.step({ minutes: 4 * 60 + 1 });
  await sweep();
  expect(await listed()).toEqual([]);
  expect(await told("SessionEnded")).toEqual(["idle"]);
  expect((await mira.get("/v1/batches")).status).toBe(401);
});

test("one whose time is up has ended, whatever service it began in [A11d-11.9]", async () => {
  await using beside = await startBeside(service);
  const again = await loggedIn(beside.address, "mira");
  expect((await again.get("/v1/session")).status).toBe(200);
  clock.step({ minutes: 12 * 60 + 1 });
  await sweep();
  expect(await listed()).toEqual([]);
  expect(await told("SessionEnded")).toEqual(["idle", "time"]);
});
