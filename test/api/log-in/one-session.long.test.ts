// What two processes, or half of one, could leave behind: two sessions where one is allowed, and
// sessions that a lost credential opened.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instanceSession } from "../../../src/access/parts.ts";
import { createSessionStore } from "../../../src/access/session/session-store.ts";
import { startProcesses } from "../../../src/cli/instance/processes.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
import { endCredential } from "../../../src/domain/person/credential/commands.ts";
import { recordedOf, startBeside, withReason } from "../attack/attack-for-test.ts";
import { establishPeople, loggedIn, ok, type People, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const live = ({ id }: Somebody) => createSessionStore(service.instance.database.kysely).list(id);

describe("where one session at a time is allowed", () => {
  let mira: Somebody;
  beforeAll(async () => {
    mira = await people.person("mira", { role: "operator" });
    ok(await mira.send("DELETE", "/v1/session"));
    const data = { ...defaultPolicy, concurrentSessions: "refuse" };
    const at = "/v1/access-control/instance/set-access-policy";
    ok(await people.admin.give(at, data, withReason));
  });

  test("of two added at the same moment one is refused [AT-21] [A11d-11.1]", async () => {
    const store = createSessionStore(service.instance.database.kysely);
    const at = new Date().toISOString();
    const times = { started_at: at, used_at: at, proven_at: at, ends_at: at };
    const state = { ...times, locked_at: null, log_in_revision: 1 };
    const how = { method: "password", assurance: "password", network: "inside" } as const;
    for (let round = 0; round < 20; round += 1) {
      const person_id = randomUUID();
      const added = await Promise.all(
        Array.from({ length: 4 }, (_, n) => {
          const session_id = randomUUID();
          const one = { session_id, person_id, workstation: `press-${n}`, ...how, ...state };
          return store.addUnless(randomUUID(), one, (others) => others.length > 0);
        }),
      );
      expect(added.filter(Boolean)).toHaveLength(1);
    }
  });

  test("of many log-ins at once, in two processes, one stays [AT-21] [A11d-11.1]", async () => {
    await using beside = await startBeside(service);
    const stations = Array.from({ length: 6 }, (_, n) => ({ workstation: `press-${n}` }));
    const outcomes = await Promise.allSettled(
      stations.map((station, n) =>
        loggedIn(n % 2 ? beside.address : service.address, "mira", station),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await live(mira)).toHaveLength(1);
  });
});

describe("a credential that was ended by a process that then died", () => {
  test("ends the sessions that were open then, and none that came after", async () => {
    const { handler, access } = service.instance;
    const at = "/v1/access-control/instance/set-access-policy";
    ok(await people.admin.give(at, defaultPolicy, withReason));
    const nora = await people.person("nora", { role: "operator" });
    const [{ credentialId }] = (await nora.get("/v1/session")).body.credentials;
    const data = { credentialId, why: "lost" } as const;
    const claims = { reason: { code: "LOST", text: "Left on the train." } };
    const call = { commandId: randomUUID(), id: nora.id, data, claims };
    const { place } = access.parts;
    const answer = await handler.execute(endCredential, call, instanceSession(place));
    if (answer.outcome === "refused") throw new Error(answer.message);
    const [open] = await live(nora);
    expect(open).toBeDefined();
    // By a clock that was set back; the order of the log counts.
    const begun = { log_in_revision: answer.revision + 1, started_at: "2020-01-01T00:00:00.000Z" };
    const later = { ...open, session_id: randomUUID(), ...begun };
    await createSessionStore(service.instance.database.kysely).add(randomUUID(), later as never);
    await using _ = startProcesses(service.instance, openLog({ quiet: true, forPeople: false }));
    await expect.poll(() => live(nora), { timeout: 20_000 }).toHaveLength(1);
    expect((await live(nora))[0]?.session_id).toBe(later.session_id);
    await expect.poll(async () => (await nora.get("/v1/session")).status).toBe(401);
    const ends = await recordedOf(service, "SessionEnded");
    expect(ends.map(({ event }) => event.data)).toContainEqual({
      personId: nora.id,
      why: "revoked",
    });
  });
});
