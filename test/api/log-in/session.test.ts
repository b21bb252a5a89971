// From the first administrator to sessions that begin, lock and end.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cookieIn,
  establishPeople,
  loggedIn,
  ok,
  type People,
  passwordOf,
} from "../people-for-test.ts";
import { clientOf, type ServiceForTest, startService } from "../service-for-test.ts";

let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
});
afterAll(() => service[Symbol.asyncDispose]());

describe("once people exist", () => {
  test("nobody unknown is answered but for health and logging in [P11-10d]", async () => {
    expect((await service.get("/v1/health")).status).toBe(200);
    const { status, body } = await service.get("/v1/batches");
    expect({ status, code: body.code }).toEqual({ status: 401, code: "LOG_IN_REQUIRED" });
  });

  test("the links of the first two are used up", async () => {
    const { offers } = service.instance.access.founding;
    expect(offers.map(({ as }) => as)).toEqual(["administrator", "security"]);
    for (const { token: link } of offers) {
      const again = { link, username: "eve", printedName: "Eve", initials: "E" };
      const reply = await service.post("/v1/founder", { ...again, password: passwordOf("eve") });
      expect(reply).toMatchObject({ status: 401, body: { code: "CREDENTIAL_NOT_VALID" } });
    }
  });

  test("an event says who did it, and how they proved it [A11-12.4]", async () => {
    const mira = await people.person("mira", { role: "operator" });
    const { body } = await people.admin.get("/v1/audit-trail?trail=system&type=PersonEnrolled");
    const entry = body.entries.find(
      ({ record }: { record: { id: string } }) => record.id === mira.id,
    );
    expect(entry).toMatchObject({
      who: { kind: "person", username: "ada", name: "Ada Novak", role: "administrator" },
      authentication: { method: "password", assurance: "password", sessionId: expect.any(String) },
      when: { recordedAt: expect.any(String), zone: "Europe/Ljubljana" },
    });
    const denied = await mira.get("/v1/audit-trail?trail=system");
    expect(denied).toMatchObject({ status: 403, body: { code: "NOT_AUTHORIZED" } });
  });
});

describe("a session", () => {
  test("is who was logged in, and ends with log-out [P11-10d]", async () => {
    const somebody = await loggedIn(service.address, "ada");
    const who = await somebody.get("/v1/session");
    expect(who.body).toMatchObject({
      actor: { kind: "person", username: "ada", role: "administrator" },
      authentication: { method: "password", assurance: "password" },
    });
    ok(await somebody.send("DELETE", "/v1/session"));
    expect(await somebody.get("/v1/session")).toMatchObject({ status: 401 });
  });

  test("is locked by the person, and unlocked by the same", async () => {
    const somebody = await loggedIn(service.address, "ada");
    ok(await somebody.post("/v1/session/lock", {}));
    expect((await somebody.get("/v1/sessions")).body.code).toBe("SESSION_LOCKED");
    const wrong = await somebody.post("/v1/session/unlock", { password: "not it at all" });
    expect(wrong).toMatchObject({ status: 401, body: { code: "LOG_IN_FAILED" } });
    ok(await somebody.post("/v1/session/unlock", { password: passwordOf("ada") }));
    expect((await somebody.get("/v1/sessions")).status).toBe(200);
  });

  test("that another one is open elsewhere is told [AT-21]", async () => {
    const reply = await people.logIn("ada", { workstation: "press-1" });
    expect(reply.body.warnings).toEqual(["CONCURRENT_SESSION"]);
    const cookie = cookieIn(reply);
    await clientOf(service.address, { cookie }).send("DELETE", "/v1/session");
  });
});
