// Secrets are shown once, to whom they are for, and stand nowhere else: in no answer, no trail, no
// log, no stored event and no table.
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import {
  cookieIn,
  establishPeople,
  loggedIn,
  ok,
  type People,
  passwordOf,
  type Somebody,
} from "../people-for-test.ts";
import { clientOf, type Reply, type ServiceForTest, startService } from "../service-for-test.ts";
import { because, given } from "./attack-for-test.ts";

const stream = new PassThrough();
let logged = "";
stream.on("data", (piece) => {
  logged += piece;
});

let service: ServiceForTest;
let people: People;
let reader: Somebody;
/** Each by what it is, with the one answer that may show it. */
const secrets = new Map<string, string>();
const answers: { readonly path: string; readonly text: string; readonly shows: string[] }[] = [];

/** Keeps the answer, and what of it is shown here and never again. */
function kept(path: string, reply: Reply, shows: Readonly<Record<string, string>> = {}): Reply {
  for (const [name, secret] of Object.entries(shows)) secrets.set(name, secret);
  const headers = JSON.stringify([...reply.headers]);
  const text = `${headers} ${JSON.stringify(reply.body)}`;
  answers.push({ path, text, shows: Object.values(shows) });
  return reply;
}

const secretOf = (link: string): string => link.split(".").at(-1) ?? "";

beforeAll(async () => {
  const logger = openLog({ verbose: true, forPeople: false, to: stream });
  service = await startService({ logger });
  for (const { as, token } of service.instance.access.founding.offers) {
    secrets.set(`link of the first ${as}`, token);
  }
  people = await establishPeople(service);
  const { admin } = people;
  const security = await people.person("sera", { role: "security" });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  reader = await people.person("rita", { role: "inspector", until });
  for (const one of ["ada", "sera", "rita", "nina"])
    secrets.set(`${one}'s password`, passwordOf(one));

  const enrolment = { username: "nina", printedName: "Nina", initials: "N", account: "personal" };
  ok(await admin.give("/v1/people/nina/enrol-person", enrolment));
  const invited = ok(await admin.post("/v1/people/nina/invite", given()));
  kept("invite", invited, { invitation: secretOf(invited.body.link) });
  const wrong = "Wrong-Guess-7391 of mine";
  secrets.set("a wrong password", wrong);
  const invitation = { link: invited.body.link, password: passwordOf("nina") };
  kept("unfit", await service.post("/v1/invitation", { ...invitation, password: "nina-2026" }));
  kept("accept", ok(await service.post("/v1/invitation", invitation)));
  kept("again", await service.post("/v1/invitation", invitation));
  kept("wrong", await service.post("/v1/session", { username: "nina", password: wrong }));
  kept("wrong field", await service.post("/v1/session", { username: wrong, password: wrong }));

  const login = { username: "nina", password: passwordOf("nina") };
  const session = ok(await service.post("/v1/session", login));
  const token = cookieIn(session).split("=")[1] ?? "";
  kept("log in", session, { token });
  const nina = clientOf(service.address, { cookie: cookieIn(session) });
  const offered = ok(await nina.post("/v1/own/code-generator-offer", {}));
  const { secret, token: offer } = offered.body;
  kept("offer", offered, { "code generator": secret, "its offer": offer });
  kept("code", await nina.post("/v1/own/code-generator", { token: offer, code: "000000" }));
  kept("who", await nina.get("/v1/session"));

  const asked = ok(
    await admin.post("/v1/people/nina/request-recovery", given({ reason: because })),
  );
  kept("recovery", asked, { recovery: secretOf(asked.body.link) });
  const approved = ok(await security.post("/v1/people/nina/approve-recovery", given()));
  kept("approval", approved, { "recovery code": approved.body.code });

  const about = { name: "Robot", purpose: "Secrets", ownerPersonId: admin.id };
  ok(await admin.give("/v1/services/robot/register-service", about));
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const wanted = { label: "one", role: "service", scope: everywhere, expiresAt };
  const body = given(wanted);
  const issuing = ok(await admin.post("/v1/services/robot/issue-api-key", body));
  kept("key", issuing, { "key of a service": issuing.body.key.slice(-43) });
  kept("key again", ok(await admin.post("/v1/services/robot/issue-api-key", body)));
  kept("by key", await clientOf(service.address, { key: issuing.body.key }).get("/v1/session"));
  kept("sessions", await admin.get("/v1/sessions"));
  const phone = "+386 41 000 111";
  secrets.set("a phone", phone);
  kept("contact", ok(await admin.post("/v1/people/nina/record-contact", given({ phone }))));
}, 60_000);
afterAll(() => service[Symbol.asyncDispose]());

const found = (text: string, shows: readonly string[] = []) =>
  [...secrets]
    .filter(([, one]) => !shows.includes(one) && text.includes(one))
    .map(([name]) => name);

test("there is something to look for", () => {
  expect(secrets.size).toBeGreaterThan(12);
  for (const [name, secret] of secrets) expect([name, secret.length > 9]).toEqual([name, true]);
});

test("no answer holds one but that which shows it [P11-200a3]", () => {
  for (const { path, text, shows } of answers)
    expect([path, found(text, shows)]).toEqual([path, []]);
});

test("no form of the audit trail holds one [A11-12.4]", async () => {
  await reader.get("/v1/audit-trail?waitFor=0");
  for (const format of ["json", "ndjson", "csv", "html"]) {
    const { status, body } = await reader.get(
      `/v1/audit-trail?trail=record&trail=system&trail=access&format=${format}`,
    );
    const text = typeof body === "string" ? body : JSON.stringify(body);
    expect([format, status, found(text)]).toEqual([format, 200, []]);
    expect([format, text.includes("$argon2")]).toEqual([format, false]);
    expect([format, text.includes("nina")]).toEqual([format, true]);
  }
});

test("no stored event holds one, nor its hash [P11-200a3]", async () => {
  let text = "";
  for await (const { data, metadata } of service.instance.log.readAllBytes()) {
    text += `${Buffer.from(data).toString()} ${Buffer.from(metadata).toString()}\n`;
  }
  expect(text.length).toBeGreaterThan(10_000);
  expect(found(text)).toEqual([]);
  expect(text).not.toContain("$argon2");
  expect(text).not.toContain("203.0.113");
});

describe("PostgreSQL", () => {
  test("holds digests only [P11-10d]", async () => {
    await loggedIn(service.address, "ada");
    const nina = await clientOf(service.address).post("/v1/session/passkey-offer", {});
    expect(nina.status).toBe(200);
    secrets.set("offer of a passkey", nina.body.token);
    const { pool } = service.instance.database;
    const tables = await pool.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables " +
        "where table_type = 'BASE TABLE' " +
        "and table_schema not in ('pg_catalog', 'information_schema')",
    );
    expect(tables.rows.length).toBeGreaterThan(5);
    for (const { name } of tables.rows) {
      const { rows } = await pool.query(`select one::text as row from ${name} one`);
      const text = rows.map(({ row }) => row).join("\n");
      expect([name, found(text), text.includes("$argon2")]).toEqual([name, [], false]);
    }
    const sessions = await pool.query("select token_sha256 from batchproof.session");
    expect(sessions.rows.length).toBeGreaterThan(3);
    for (const { token_sha256 } of sessions.rows) expect(token_sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("the program's own log holds none, when it says all it can", async () => {
  const { cookie } = reader;
  await service.get(`/v1/batches?key=${[...secrets.values()].at(-2)}`);
  await service.get("/nowhere", { cookie, "sec-fetch-site": "same-origin" });
  expect(found(logged)).toEqual([]);
});
