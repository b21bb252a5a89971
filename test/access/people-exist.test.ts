// Whether everybody must log in: told by the log alone. While it does not answer, nobody is taken
// for one of a log without people.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openAccess } from "../../src/access/access.ts";
import type { AccessParts } from "../../src/access/parts.ts";
import { EventLogFault } from "../../src/eventstore/event-log-fault.ts";

const away = new EventLogFault("EVENT_STORE_UNAVAILABLE", "It does not answer.");

/** What the log says when it is asked, and how often it was. */
async function startAccess() {
  const log = { says: undefined as string | undefined | Error, asked: 0, within_ms: 0 };
  const handler = {
    async load() {
      log.asked += 1;
      await sleep(log.within_ms);
      if (log.says instanceof Error) throw log.says;
      const founders = new Map(log.says === undefined ? [] : [["administrator", log.says]]);
      return { state: { founders } };
    },
  };
  const clock = { kind: "real", now: () => new Date() };
  const parts = { handler, clock, isDemonstration: async () => true } as unknown as AccessParts;
  return { access: await openAccess(parts), log };
}
const later = () => sleep(600);

test("what the log said counts for half a second, and then it is asked again", async () => {
  const { access, log } = await startAccess();
  expect(await access.peopleExist()).toBe(false);
  log.says = "ada";
  expect(await access.peopleExist()).toBe(false);
  await later();
  expect(await access.peopleExist()).toBe(true);
  log.says = away;
  await later();
  // It never goes back, so nobody has to be asked.
  expect(await access.peopleExist()).toBe(true);
});

test("while the log is away it is not said that nobody exists [P11-10d]", async () => {
  const { access, log } = await startAccess();
  expect(await access.peopleExist()).toBe(false);
  log.says = away;
  await later();
  await expect(access.peopleExist()).rejects.toMatchObject({ code: "EVENT_STORE_UNAVAILABLE" });
  log.says = undefined;
  expect(await access.peopleExist()).toBe(false);
});

test("a log that is silent keeps nobody waiting for long, and is asked once by all", async () => {
  const { access, log } = await startAccess();
  log.within_ms = 60_000;
  const asking = Array.from({ length: 20 }, () => access.peopleExist());
  const began = performance.now();
  for (const answer of await Promise.allSettled(asking)) {
    expect(answer).toMatchObject({ reason: { code: "EVENT_STORE_UNAVAILABLE" } });
  }
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(log.asked).toBe(1);
});
