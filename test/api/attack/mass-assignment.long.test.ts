// Members that no caller may set, put where they might be taken: none is, anywhere.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { addressOf, bodyOf, collectRoutes, nameOf } from "../access/routes-for-test.ts";
import { establishPeople, type People, passwordOf, type Somebody } from "../people-for-test.ts";
import { issued } from "../plant-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { given, recorded, recordedOf } from "./attack-for-test.ts";

const routes = collectRoutes();
let service: ServiceForTest;
let people: People;
let victim: Somebody;
let planner: Somebody;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  victim = await people.person("vera");
  planner = await people.person("paul", { role: "planner" });
});
afterAll(() => service[Symbol.asyncDispose]());

type Body = Readonly<Record<string, unknown>>;

/** The body with one member more, in it and in each object within it. */
function withMore(body: Body, more: object): readonly Body[] {
  const within = Object.entries(body)
    // As the browser's own function gives it: what is in it is checked by cryptography.
    .filter(([name, value]) => name !== "answer" && isObject(value))
    .flatMap(([name, value]) =>
      withMore(value as Body, more).map((changed) => ({ ...body, [name]: changed })),
    );
  return [{ ...body, ...more }, ...within];
}

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Some routes ask for the right before they look at the body. */
const isRefused = (status: number): boolean => status === 400 || status === 403;

describe("every route that takes a body", () => {
  test("takes no member that it does not know, at any level", async () => {
    const entries = async () =>
      (await recorded(service)).filter(({ event }) => event.type !== "AttemptRefused").length;
    const before = await entries();
    // A form of a page drops what it does not know, as browsers send what they like.
    const taking = routes.filter(({ body, hidden }) => body !== undefined && !hidden);
    expect(taking.length).toBeGreaterThan(100);
    const taken: string[] = [];
    for (const route of taking) {
      // What is in a dictionary has any name.
      const bodies = withMore(bodyOf(route) ?? {}, { isAdministrator: true });
      const { status } = await people.admin.send(route.method, addressOf(route), bodies[0]);
      if (!isRefused(status)) taken.push(nameOf(route));
      const { data } = bodyOf(route) ?? {};
      if (!isObject(data)) continue;
      const inData = { ...bodyOf(route), data: { ...(data as object), mac: "0" } };
      const reply = await people.admin.send(route.method, addressOf(route), inData);
      if (!isRefused(reply.status)) taken.push(`${nameOf(route)} data`);
    }
    expect(taken).toEqual([]);
    expect(await entries()).toBe(before);
  }, 60_000);
});

describe("what only the service says is taken from nobody", () => {
  const facts = {
    actor: { kind: "person", id: "x", username: "x", printedName: "X", role: "qaRelease" },
    role: "administrator",
    authentication: { method: "instance" },
    permits: "everything",
    recordedAt: "2020-01-01T00:00:00.000Z",
    site: "site-9",
    legalEntity: "Another",
    zone: "UTC",
    clock: "real",
    subjects: [],
    basedOn: [],
    schemaVersion: 9,
    mac: "0",
    $correlationId: randomUUID(),
    correlationId: randomUUID(),
    causationId: randomUUID(),
    id: "another",
  };
  const at = "/v1/batches/taken/issue-batch";
  test.each(Object.entries(facts))("%s [A11-12.4]", async (name, value) => {
    const body = { commandId: randomUUID(), data: issued("taken"), claims: {} };
    for (const changed of withMore(body, { [name]: value })) {
      expect((await planner.post(at, changed)).status).toBe(400);
    }
    for (const proto of ["__proto__", "constructor"]) {
      const text = JSON.stringify(body).replace('"claims":{}', `"${proto}":{"${name}":1}`);
      expect((await planner.send("POST", at, text)).status).toBe(400);
    }
  });

  test("a claim makes nobody else the one who acts [A11-12.4]", async () => {
    const { id } = people.admin;
    const claims = { onBehalfOf: id, authorisedBy: victim.id, workstation: "x" };
    const made = { ...issued("claimed"), dataOrigin: "import" };
    const reply = await planner.give("/v1/batches/claimed/issue-batch", made, { claims });
    expect(reply.status).toBe(200);
    const [event] = (await recordedOf(service, "BatchIssued")).slice(-1);
    expect(event?.metadata).toMatchObject({
      actor: { kind: "person", id: planner.id, username: "paul", role: "planner" },
      authentication: { method: "password" },
      site: "site-1",
      ...claims,
    });
  });
});

describe("whom a claim names", () => {
  const claimed = (of: Somebody, claims: object) =>
    of.give("/v1/batches/claimed-too/issue-batch", issued("claimed-too"), { claims });

  test.each(["onBehalfOf", "authorisedBy"])(
    "in %s is somebody enrolled [A11-12.4]",
    async (name) => {
      for (const stranger of [
        "Ada Novak",
        "ada",
        randomUUID(),
        "x".repeat(5_000),
        "$all",
        "a\u200bb",
      ]) {
        const reply = await claimed(planner, { [name]: stranger });
        expect(reply).toMatchObject({ status: 422, body: { code: "PERSON_UNKNOWN" } });
        expect(reply.body.errors).toMatchObject([{ pointer: `/claims/${name}` }]);
      }
      expect((await recordedOf(service, "BatchIssued")).map(({ stream }) => stream)).not.toContain(
        "batch-claimed-too",
      );
    },
  );

  test("is not told to who may not give the command, or not here [P11-10g]", async () => {
    const scope = { sites: ["site-2"] };
    const elsewhere = await people.person("petra", { role: "planner", scope });
    for (const id of [people.admin.id, randomUUID()]) {
      for (const one of [victim, elsewhere]) {
        const reply = await claimed(one, { authorisedBy: id });
        expect(reply).toMatchObject({ status: 403, body: { code: "NOT_AUTHORIZED" } });
      }
    }
  });
});

test("a code of one's own making approves no recovery", async () => {
  const at = `/v1/people/${victim.id}/approve-recovery`;
  const before = (await recorded(service)).length;
  expect((await people.security.post(at, given({ code: "12345 67890" }))).status).toBe(400);
  expect((await recorded(service)).length).toBe(before);
});

describe("what decides on access is not slipped in", () => {
  const grant = { role: "inspector", scope: everywhere, until: "2099-01-01T00:00:00.000Z" };
  const tries: readonly (readonly [path: (id: string) => string, body: object])[] = [
    [() => "/v1/session", { username: "vera", password: passwordOf("vera"), assurance: "passkey" }],
    [() => "/v1/session", { username: "vera", password: passwordOf("vera"), network: "inside" }],
    [() => "/v1/session", { username: ["vera"], password: passwordOf("vera") }],
    [() => "/v1/session", { username: { $ne: "" }, password: { $ne: "" } }],
    [() => "/v1/invitation", { link: "x", password: "y", personId: "z" }],
    [(id) => `/v1/people/${id}/invite`, given({ expiresAt: "2099-01-01T00:00:00.000Z" })],
    [(id) => `/v1/people/${id}/invite`, given({ credentialId: "known", material: {} })],
    [(id) => `/v1/people/${id}/grant-role`, given({ data: { ...grant, duty: "quality" } })],
    [
      (id) => `/v1/people/${id}/grant-role`,
      given({ data: { ...grant, rights: ["approveRecord"] } }),
    ],
    [(id) => `/v1/people/${id}/grant-role`, given({ data: { ...grant, scope: { sites: "all" } } })],
    [(id) => `/v1/people/${id}/verify-identity`, given({ data: { verified: true } })],
    [() => "/v1/own/password", { password: "a", former: "b", personId: "x" }],
  ];
  test.each(
    tries.map(([path, body]) => ({ path, body, name: `${path(":id")} ${Object.keys(body)}` })),
  )("$name", async ({ path, body }) => {
    const before = (await recorded(service)).length;
    expect((await people.admin.post(path(victim.id), body)).status).toBe(400);
    expect((await recorded(service)).length).toBe(before);
  });
});
