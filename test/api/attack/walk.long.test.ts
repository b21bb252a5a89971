// Every route, walked and not sampled: who has no right there is let in nowhere, and nothing that
// anybody sends makes a fault. A new route is in the walk without anybody adding it.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import { addressOf, bodyOf, collectRoutes, nameOf, type Route } from "../access/routes-for-test.ts";
import { establishPeople, ok, type People, passwordOf, type Somebody } from "../people-for-test.ts";
import { type Client, clientOf, type ServiceForTest, startService } from "../service-for-test.ts";
import { given } from "./attack-for-test.ts";

const routes = collectRoutes();
const tomorrow = () => new Date(Date.now() + 24 * 60 * 60_000).toISOString();

let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());
vi.setConfig({ testTimeout: 90_000 });

const of = (...kinds: readonly Route["access"]["kind"][]) =>
  routes.filter(({ access }) => kinds.includes(access.kind));

const together = 10;

/** What each route answers, by its name. */
async function walk(who: Client, some: readonly Route[], id?: string) {
  const found = new Map<string, { readonly status: number; readonly code: unknown }>();
  const ask = async (route: Route) => {
    const { status, body } = await who.send(route.method, addressOf(route, id), bodyOf(route));
    found.set(nameOf(route), { status, code: body?.code });
  };
  for (let n = 0; n < some.length; n += together) {
    await Promise.all(some.slice(n, n + together).map(ask));
  }
  expect(found.size).toBe(some.length);
  return found;
}

const unlike = (
  found: Awaited<ReturnType<typeof walk>>,
  isRight: (answer: { readonly status: number; readonly code: unknown }) => boolean,
) => [...found].filter(([, answer]) => !isRight(answer));

const refusedCaller = ({ status }: { readonly status: number }) => status === 401 || status === 403;

describe("before people exist", () => {
  test("nobody prepares an account, a role or a key for later [P11-300d]", async () => {
    const paths = ["people", "roles", "services", "access-control", "sessions"];
    const administering = of("command").filter(({ url }) =>
      paths.includes(url.split("/")[2] ?? ""),
    );
    expect(administering.length).toBeGreaterThan(25);
    expect(unlike(await walk(service, administering), refusedCaller)).toEqual([]);
  });
});

describe("once people exist", () => {
  let nobodys: Somebody;
  let inspector: Somebody;
  beforeAll(async () => {
    people = await establishPeople(service);
    nobodys = await people.person("nora");
    inspector = await people.person("ines", { role: "inspector", until: tomorrow() });
  });

  test("these are for anyone, and no others", () => {
    expect(of("anyone").map(nameOf).sort()).toEqual([
      "GET /keep-text.js",
      "GET /log-in",
      "GET /log-in/passkey.js",
      "GET /log-in/webauthn.js",
      "GET /v1/health",
      "GET /v1/session/sign-on",
      "GET /v1/session/sign-on/callback",
      "GET /welcome",
      "HEAD /keep-text.js",
      "HEAD /log-in",
      "HEAD /log-in/passkey.js",
      "HEAD /log-in/webauthn.js",
      "HEAD /v1/health",
      "HEAD /v1/session/sign-on",
      "HEAD /v1/session/sign-on/callback",
      "HEAD /welcome",
      "POST /log-in",
      "POST /v1/founder",
      "POST /v1/invitation",
      "POST /v1/recovery",
      "POST /v1/session",
      "POST /v1/session/passkey",
      "POST /v1/session/passkey-offer",
      "POST /welcome",
    ]);
  });

  test("every route that is registered is one that is walked", async () => {
    const kinds = of("anyone", "own", "command", "read");
    expect(new Set(kinds.map(nameOf)).size).toBe(routes.length);
    const { paths } = (await nobodys.get("/openapi.json")).body;
    const published = Object.values(paths).flatMap((one) => Object.keys(one as object));
    const shown = routes.filter(({ method, hidden }) => method !== "HEAD" && !hidden);
    expect(published.length).toBe(shown.length);
    expect(of("command").length).toBeGreaterThan(100);
  });

  test("without credentials each of the others is 401 [P11-10d] [A11-12.1]", async () => {
    const others = of("own", "command", "read");
    const found = await walk(service, others);
    expect(unlike(found, ({ status }) => status === 401)).toEqual([]);
  });

  test("anything that looks like a credential and is none is 401 [P11-10d]", async () => {
    const others = of("own", "command", "read");
    const key = `bp_${"0".repeat(16)}_${"A".repeat(43)}`;
    const cookie = `batchproof-session=${"A".repeat(43)}`;
    for (const who of [clientOf(service.address, { key }), clientOf(service.address, { cookie })]) {
      expect(unlike(await walk(who, others), ({ status }) => status === 401)).toEqual([]);
    }
  });

  test("who has no role reads nothing and does nothing [P11-10g] [A11d-11.10-11]", async () => {
    const ofPeople = ({ url }: Route) => url.startsWith("/v1/people/");
    const all = of("command", "read");
    const others = all.filter((route) => !ofPeople(route));
    const found = await walk(nobodys, others);
    const found_ = await walk(nobodys, all.filter(ofPeople), people.admin.id);
    expect(unlike(new Map([...found, ...found_]), refusedCaller)).toEqual([]);
  });

  test("an inspector gives no command at all [P11-10g] [A11d-11.10-11]", async () => {
    expect(unlike(await walk(inspector, of("command")), refusedCaller)).toEqual([]);
    const read = await walk(inspector, of("read"));
    expect(unlike(read, ({ status }) => status < 500)).toEqual([]);
  });

  test("a service reads, gives no command and has no account [P11-10g]", async () => {
    const at = "/v1/services/reader";
    const { id: ownerPersonId } = people.admin;
    const service_ = { name: "Reader", purpose: "An attack", ownerPersonId };
    ok(await people.admin.give(`${at}/register-service`, service_));
    const wanted = { label: "one", role: "service", scope: everywhere, expiresAt: tomorrow() };
    const { key } = ok(await people.admin.post(`${at}/issue-api-key`, given(wanted))).body;
    const who = clientOf(service.address, { key });
    expect((await who.get("/v1/batches")).status).toBe(200);
    for (const one of [who, clientOf(service.address)]) {
      const inUrl = await one.get(`/v1/batches?api_key=${key}`);
      expect(inUrl).toMatchObject({ status: 400, body: { code: "CREDENTIAL_IN_URL" } });
      expect(JSON.stringify(inUrl.body)).not.toContain(key);
    }
    expect(unlike(await walk(who, of("command")), refusedCaller)).toEqual([]);
    const account = of("own").filter(({ url }) => url.startsWith("/v1/own/"));
    expect(account.length).toBeGreaterThan(5);
    expect(unlike(await walk(who, account), refusedCaller)).toEqual([]);
  });

  test("no id, however it is written, makes a fault or leads out", async () => {
    const hostile = [
      "%00",
      "..%2f..%2f..%2fetc%2fpasswd",
      "%2e%2e%5c",
      "%0d%0aset-cookie:%20a=b",
      "%ed%a0%80",
      "x".repeat(290),
      "__proto__",
      "a'--",
    ];
    const withId = routes.filter(({ url }) => url.includes(":id"));
    const [, second] = hostile;
    for (const id of hostile) {
      const some = id === second ? withId : withId.filter(({ access }) => access.kind === "read");
      const found = await walk(
        inspector,
        some.filter(({ access }) => access.kind !== "own"),
        id,
      );
      expect(unlike(found, ({ status }) => status >= 400 && status < 500)).toEqual([]);
    }
  });

  test("no cookie that was never set is looked at, however long", async () => {
    const name = "batchproof-session";
    const cookies = [
      `${name}=${"A".repeat(4_200)}`,
      `${name}=a b`,
      `${name}="${"A".repeat(43)}"`,
      `${name}=`,
      `${inspector.cookie}; ${nobodys.cookie}`,
      `${inspector.cookie}; ${name}=x`,
      `${"a=b; ".repeat(900)}${inspector.cookie}`,
      "=;=;;",
    ];
    for (const cookie of cookies) {
      const { status, body } = await service.get("/v1/batches", { cookie });
      expect([cookie, status, body.code]).toEqual([cookie, 400, "COOKIE_MALFORMED"]);
    }
  });

  test("no body that grows is taken, of nobody and of whoever is logged in", async () => {
    const nested = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const bombs: readonly (readonly [text: string, status: number])[] = [
      [`{"username":${nested},"password":"x"}`, 400],
      [`{"username":"x","password":[${"0,".repeat(200_000)}0]}`, 400],
      [`{"username":"${"x".repeat(2_000_000)}"}`, 413],
      [`{"username":"x","username":{"__proto__":{"isAdmin":true}}}`, 400],
    ];
    for (const [text, expected] of bombs) {
      for (const path of ["/v1/session", `/v1/people/${inspector.id}/enrol-person`]) {
        const from = { cookie: inspector.cookie, "sec-fetch-site": "same-origin" };
        expect((await service.send("POST", path, text, from)).status).toBe(expected);
      }
      expect((await service.send("POST", "/v1/session", text)).status).toBe(expected);
    }
  });

  test("nothing that is typed becomes a header", async () => {
    const body = {
      username: "ines",
      password: passwordOf("ines"),
      workstation: "a\r\nset-cookie: x=y",
    };
    const { headers } = await service.post("/v1/session", body);
    expect(headers.getSetCookie().filter((one) => one.startsWith("x="))).toEqual([]);
    const injected = await inspector.get("/v1/batches?called=a%0d%0ax-injected:%20yes");
    expect(injected.headers.get("x-injected")).toBeNull();
  });

  test("a credential of somebody else is not ended as one's own [P11-300c]", async () => {
    const { credentials } = (await people.admin.get("/v1/session")).body;
    const at = `/v1/own/credentials/${credentials[0].credentialId}/end`;
    expect((await nobodys.post(at, { why: "lost" })).status).toBe(404);
    const after = (await people.admin.get("/v1/session")).body.credentials;
    expect(after).toEqual(credentials);
  });
});
